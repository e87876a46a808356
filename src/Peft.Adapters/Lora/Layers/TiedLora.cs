using Peft.Interop;
using Peft.Merging;
using static TorchSharp.torch;

namespace Peft.Adapters;

/// <summary>
/// What <see cref="LoraEmbedding"/> does to a layer that shares the embedding's weight: the same change of that weight. An output layer multiplies by its transpose, so A and B change places there. It has no
/// parameters of its own.
/// </summary>
public sealed class TiedLora : OutputAdapter, ILowRankAdapter
{
    private readonly Func<LoraEmbedding> _source;  // a delegate: A and B are the embedding's to register
    private readonly double _dropout;

    internal TiedLora(BaseLayer layer, LoraEmbedding source, double dropout)
        : base(nameof(TiedLora), layer, source.A.dtype) => (_source, _dropout) = (() => source, IsOutput ? dropout : 0);

    /// <summary>What is trained at the embedding.</summary>
    public LoraEmbedding Source => _source();

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, Tensor> Tensors => new Dictionary<string, Tensor>();

    /// <inheritdoc/>
    /// <remarks>PEFT's files have A and B of every layer.</remarks>
    public override IReadOnlyDictionary<string, Tensor> TensorsToSave => IsOutput
        ? new Dictionary<string, Tensor> { ["lora_A.weight"] = A.detach(), ["lora_B.weight"] = B.detach() }
        : new Dictionary<string, Tensor> { ["lora_embedding_A"] = A.detach(), ["lora_embedding_B"] = B.detach() };

    /// <inheritdoc/>
    public override bool ActsThroughWeight => !DropsInputs;

    /// <inheritdoc/>
    public int Rank => Source.Rank;

    /// <inheritdoc/>
    public LowRankFactors UpdateFactors => new(A, B, Source.Scaling);

    /// <inheritdoc/>
    internal override IReadOnlyDictionary<string, Tensor> TensorsToLoad => TensorsToSave;

    private bool IsOutput => Layer.Kind != LayerKind.Embedding;

    private bool DropsInputs => training && _dropout > 0;

    private Tensor A => IsOutput ? Source.B.t() : Source.A;

    private Tensor B => IsOutput ? Source.A.t() : Source.B;

    /// <inheritdoc/>
    public override Tensor Apply(Tensor x, Tensor y)
    {
        using var scope = NewDisposeScope();
        if (DropsInputs)
            x = nn.functional.dropout(x.to(Source.A.dtype), _dropout, training: true);
        return y.add(Layer.MixFeatures(Layer.Product(x, A), B), Source.Scale).As(y.dtype).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public override Tensor Transform(Tensor weight)
    {
        using var scope = NewDisposeScope();
        return weight.to(Source.A.dtype).add(B.mm(A), Source.Scale).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    /// <remarks>Nothing: the embedding's part is assigned the same.</remarks>
    public void Assign(LowRankFactors factors, Tensor target)
    {
    }

    /// <inheritdoc/>
    internal protected override bool ChangesWeightAs(Adapter other) => other == Source || (other is TiedLora tied && tied.Source == Source);
}
