using static TorchSharp.torch;

namespace Peft.Adapters;

/// <summary>What <see cref="TrainableTokens"/> does to an output layer that shares the embedding's weight: the tokens' logits come from their trained vectors.</summary>
public sealed class TiedTokens : OutputAdapter
{
    private readonly Func<TrainableTokens> _source;  // a delegate: the vectors are the embedding's to register
    private readonly string? _key;

    /// <param name="layer">The output layer.</param>
    /// <param name="source">What is trained at the embedding.</param>
    /// <param name="key">What the vectors are called in checkpoints that have them at this layer too; null for those that have not.</param>
    internal TiedTokens(BaseLayer layer, TrainableTokens source, string? key)
        : base(nameof(TiedTokens), layer, source.Vectors.dtype) => (_source, _key) = (() => source, key);

    /// <summary>What is trained at the embedding.</summary>
    public TrainableTokens Source => _source();

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, Tensor> Tensors => new Dictionary<string, Tensor>();

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, Tensor> TensorsToSave => _key is null ? Tensors : new Dictionary<string, Tensor> { [_key] = Source.Vectors.detach() };

    /// <inheritdoc/>
    internal override IReadOnlyDictionary<string, Tensor> TensorsToLoad => TensorsToSave;

    /// <inheritdoc/>
    public override Tensor Apply(Tensor x, Tensor y) => OutputTokens.Apply(Layer, x, y, Source);

    /// <inheritdoc/>
    public override Tensor Transform(Tensor weight) => OutputTokens.Transform(weight, Source);

    /// <inheritdoc/>
    internal protected override bool ChangesWeightAs(Adapter other) => other == Source;
}
