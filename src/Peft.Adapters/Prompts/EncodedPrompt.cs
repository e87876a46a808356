using Peft.Attachment;
using static TorchSharp.torch;

namespace Peft.Adapters;

/// <summary>Virtual tokens that are the rows of one matrix, which is trained itself, or made by an encoder that is trained in its place. Files have the matrix.</summary>
internal abstract class EncodedPrompt : PromptAdapter
{
    private const string Key = "prompt_embeddings", EncoderKey = "prompt_encoder";
    private readonly PromptEncoder? _encoder;

    /// <param name="name">The type's name, for TorchSharp.</param>
    /// <param name="slot">Where the virtual tokens enter the model.</param>
    /// <param name="rows">The number of rows.</param>
    /// <param name="width">Their width.</param>
    /// <param name="encoder">What makes them; null if they are trained themselves.</param>
    private protected EncodedPrompt(string name, PromptSlot slot, long rows, long width, PromptEncoder? encoder)
        : base(name, slot)
    {
        _encoder = encoder;
        if (encoder is null)
            AddParameter(Key, rows, width);
        else
            register_module(EncoderKey, encoder);
    }

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, Tensor> Tensors =>
        _encoder?.named_parameters().ToDictionary(p => $"{EncoderKey}.{p.name}", p => (Tensor)p.parameter) ?? base.Tensors;

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, Tensor> TensorsToSave => _encoder is null ? Tensors : new Dictionary<string, Tensor> { [Key] = EncodeToSave(_encoder) };

    /// <summary>The matrix: (rows, width).</summary>
    protected Tensor Rows => _encoder?.Encode() ?? this[Key].alias();

    /// <inheritdoc/>
    protected internal sealed override void Start()
    {
        if (_encoder is null)
            Start(this[Key]);
    }

    /// <summary>Gives the matrix the values of a new adapter, where no encoder makes it.</summary>
    /// <param name="rows">(rows, width).</param>
    protected virtual void Start(Tensor rows) => rows.normal_();

    private static Tensor EncodeToSave(PromptEncoder encoder)
    {
        using var _ = no_grad();
        bool trains = encoder.training;
        encoder.eval();
        try
        {
            return encoder.Encode();
        }
        finally
        {
            encoder.train(trains);
        }
    }
}
