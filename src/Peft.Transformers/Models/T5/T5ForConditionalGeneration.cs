using Peft.Attachment;
using Peft.Generation;
using Peft.Quantization;
using Peft.Transformers.Layers;
using TorchSharp;
using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace Peft.Transformers;

/// <summary>
/// T5, which reads a source text and writes a target text. Modules and parameters have Hugging Face's names
/// (<c>encoder.block.0.layer.0.SelfAttention.q.weight</c>), and every linear layer is in a field that an adapter can take over.
/// </summary>
/// <remarks>
/// Raffel et al., arXiv 1910.10683; with gates and an output layer of its own that is version 1.1, and FLAN-T5. 16-bit weights on a CPU are
/// stored as they are and widened for each product: all arithmetic there is in single precision.
/// </remarks>
public sealed class T5ForConditionalGeneration : nn.Module<Tensor, Tensor?, Tensor, Tensor?, Tensor>, ILanguageModel, IPromptedModel, ISideModel, ILinearMaker, ICheckpointedModel
{
    private const string OutputWeight = "lm_head.weight";

    /// <summary>Second copies of the embedding that older files hold, and a table that is not used.</summary>
    private static readonly string[] s_unused =
        ["encoder.embed_tokens.weight", "decoder.embed_tokens.weight", "decoder.block.0.layer.1.EncDecAttention.relative_attention_bias.weight"];

    private readonly IReadOnlyCollection<string> _weightNames;

    [ComponentName(Name = "shared")]
    private readonly nn.Module<Tensor, Tensor> _embedding;

    [ComponentName(Name = "encoder")]
    private readonly T5Stack _encoder;

    [ComponentName(Name = "decoder")]
    private readonly T5Stack _decoder;

    [ComponentName(Name = "lm_head")]
    private readonly nn.Module<Tensor, Tensor> _head;

    /// <summary>Creates a new model with random weights, in training mode.</summary>
    /// <param name="config">Its shape.</param>
    /// <param name="dtype">The type of the weights. Default: single precision.</param>
    /// <param name="device">Where the weights are. Default: the CPU.</param>
    /// <exception cref="PeftConfigException">The configuration is not valid.</exception>
    public T5ForConditionalGeneration(T5Config config, ScalarType dtype = ScalarType.Float32, Device? device = null)
        : this(config, LayerFactory.ForNew(config, name => T5Initialization.Deviation(config, name), dtype, device))
    {
        LayerFactory.Settle(this, device);
    }

    private T5ForConditionalGeneration(T5Config config, LayerFactory layers)
        : base(nameof(T5ForConditionalGeneration))
    {
        Config = config;
        var shared = layers.Embedding("shared", config.VocabSize, config.DModel);
        _embedding = shared;
        _encoder = new(config, isDecoder: false, layers["encoder"]);
        _decoder = new(config, isDecoder: true, layers["decoder"]);
        _head = config.TiesHead ? new TiedHead(shared) : layers.Linear("lm_head", config.DModel, config.VocabSize, hasBias: false);
        _weightNames = layers.Names;
        RegisterComponents();
        Prompts = new(new()
        {
            Width = config.DModel,
            Vocabulary = config.VocabSize,
            Layers = config.NumDecoderLayers ?? config.NumLayers,
            Heads = config.NumHeads,
            KeyHeads = config.NumHeads,
            HeadWidth = config.DKv,
            Sequences = 2,
        }, shared);
        int decoderLayers = config.NumDecoderLayers ?? config.NumLayers;
        Side = new(new() { Width = config.DModel, Layers = config.NumLayers + decoderLayers, EncoderLayers = config.NumLayers, Reducible = T5Side.Reducible(config) }, this,
            block => T5Side.MakeBlock(config, block, block.Layer < config.NumLayers ? _encoder : _decoder, shared),
            reductionFactor => PrunedWeights.KeptFeatures(shared, reductionFactor));
    }

    /// <summary>The model's shape.</summary>
    public T5Config Config { get; }

    /// <summary>The layer that turns token ids into vectors, of source and target.</summary>
    public nn.Module<Tensor, Tensor> Embedding => _embedding;

    /// <summary>Source vectors to hidden states.</summary>
    public T5Stack Encoder => _encoder;

    /// <summary>Target vectors to hidden states.</summary>
    public T5Stack Decoder => _decoder;

    /// <inheritdoc/>
    public PromptSlot Prompts { get; }

    /// <summary>Where a side network stands, one part beside the encoder and one beside the decoder.</summary>
    public SideSlot<T5Block> Side { get; }

    SideSlot ISideModel.Side => Side;

    /// <summary>Where the model expects its input.</summary>
    public Device Device => _encoder.parameters().First().device;

    nn.Module ILanguageModel.InputEmbeddings => _embedding;

    nn.Module ILanguageModel.OutputEmbeddings => _head;

    nn.Module<Tensor, Tensor> ILinearMaker.MakeLinear(string path, Parameter weight, Parameter? bias) => LayerFactory.Dense(weight, bias);

    /// <summary>Loads a model from a Hugging Face folder (<c>config.json</c> and safetensors, in one file or several), in evaluation mode.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="dtype">The type that the weights are converted to. Default: as stored.</param>
    /// <param name="device">Where the weights go. Default: the CPU.</param>
    /// <param name="progress">Told after every tensor.</param>
    /// <param name="quantization">How layers are quantised, each when it is read; without <see cref="QuantizationOptions.Skip"/> all but the output layer. Default: not at all.</param>
    /// <exception cref="QuantizationException">A weight cannot be quantised, or the model is quantised already.</exception>
    /// <exception cref="PeftConfigException">The folder has no configuration of a T5 model that this library can make.</exception>
    /// <exception cref="Peft.Checkpoints.CheckpointFormatException">A file is damaged, or the tensors are not exactly those of the model.</exception>
    /// <exception cref="FileNotFoundException">There are no safetensors files.</exception>
    public static T5ForConditionalGeneration FromPretrained(
        string folder, ScalarType? dtype = null, Device? device = null, IProgress<ModelLoadProgress>? progress = null, QuantizationOptions? quantization = null)
    {
        var config = T5Config.FromFolder(folder);
        bool IsUnused(string name) => s_unused.Contains(name) || (config.TiesHead && name == OutputWeight);
        return PretrainedFolder.Load(folder, config, layers => new T5ForConditionalGeneration(config, layers), name => IsUnused(name) ? null : name, dtype, device, progress, quantization);
    }

    /// <inheritdoc/>
    public void EnableGradientCheckpointing(CheckpointingOptions? options = null) =>
        _encoder.Checkpointing.Options = _decoder.Checkpointing.Options = options ?? new();

    /// <inheritdoc/>
    public void DisableGradientCheckpointing() => _encoder.Checkpointing.Options = _decoder.Checkpointing.Options = null;

    /// <summary>The mean cross-entropy of a target's tokens.</summary>
    /// <param name="logits">(batch, target length, vocabulary); those of virtual tokens may stand before.</param>
    /// <param name="labels">The target: (batch, target length). Those of -100 do not count.</param>
    /// <returns>A scalar, in nats a token.</returns>
    /// <exception cref="ArgumentException">There is not one label for each position.</exception>
    public static Tensor Loss(Tensor logits, Tensor labels)
    {
        using var scope = NewDisposeScope();
        long virtualLength = CrossEntropy.VirtualLength(logits, labels);
        return CrossEntropy.Compute(logits.narrow(1, virtualLength, labels.size(1)), labels).MoveToOuterDisposeScope();
    }

    /// <summary>What the decoder is given when it is to predict a target: its tokens moved one to the right, behind the token that begins all targets.</summary>
    /// <param name="labels">The target: (batch, target length). Those of -100 become padding.</param>
    /// <returns>The same shape.</returns>
    public Tensor DecoderInputs(Tensor labels)
    {
        ArgumentNullException.ThrowIfNull(labels);
        using var scope = NewDisposeScope();
        using Scalar start = Config.StartToken;
        using Scalar padding = Config.PadToken;
        using Scalar ignored = CausalLoss.Ignored;
        var first = full_like(labels.narrow(1, 0, 1), start);
        var shifted = cat([first, labels.narrow(1, 0, labels.size(1) - 1)], 1);
        return shifted.masked_fill(shifted.eq(ignored), padding).MoveToOuterDisposeScope();
    }

    /// <summary>The encoder's hidden states.</summary>
    /// <param name="inputIds">The source: (batch, source length).</param>
    /// <param name="attentionMask">1 for tokens, 0 for padding: (batch, source length). Null: no padding.</param>
    /// <returns>(batch, source length, width), with the virtual tokens of adapters in front.</returns>
    public Tensor Encode(Tensor inputIds, Tensor? attentionMask = null)
    {
        using var scope = NewDisposeScope();
        return Read(inputIds, attentionMask, null).States.MoveToOuterDisposeScope();
    }

    /// <summary>Logits from the decoder's hidden states.</summary>
    /// <param name="hidden">(…, width).</param>
    /// <returns>(…, vocabulary).</returns>
    public Tensor ToLogits(Tensor hidden)
    {
        ArgumentNullException.ThrowIfNull(hidden);
        if (!Config.TiesHead)
            return _head.call(hidden);
        using Scalar scale = 1 / Math.Sqrt(Config.DModel);
        using var scaled = hidden.mul(scale);
        return _head.call(scaled);
    }

    /// <summary>Logits for each token of the target, from the source and the tokens before it.</summary>
    /// <param name="inputIds">The source: (batch, source length).</param>
    /// <param name="attentionMask">1 for tokens, 0 for padding: (batch, source length). Null: no padding.</param>
    /// <param name="decoderInputIds">The target moved one to the right: (batch, target length); see <see cref="DecoderInputs"/>.</param>
    /// <param name="decoderAttentionMask">1 for tokens, 0 for padding: (batch, target length). Null: no padding.</param>
    /// <returns>(batch, target length, vocabulary).</returns>
    public override Tensor forward(Tensor inputIds, Tensor? attentionMask, Tensor decoderInputIds, Tensor? decoderAttentionMask)
    {
        using var scope = NewDisposeScope();
        return ToLogits(Decode(decoderInputIds, decoderAttentionMask, Read(inputIds, attentionMask, null), null)).MoveToOuterDisposeScope();
    }

    /// <summary>A source as the decoder attends to it. Intermediate tensors are left to the caller's dispose scope.</summary>
    internal T5Source Read(Tensor inputIds, Tensor? attentionMask, KvCache? cache)
    {
        var source = new PromptedSequence(Prompts, _embedding.call(TokenIds.Check(inputIds)), attentionMask, null, padding: VirtualPadding.InFront);
        using var side = Side.Begin(source.Vectors, isEncoder: true);
        var states = _encoder.call(source.Vectors, source.AttentionMask, null, null, side);
        return new(states, source.AttentionMask, cache) { Side = side is null ? null : (side.Adapter, side.EndEncoder()) };
    }

    /// <summary>The decoder's hidden states: (batch, target length, width), with the virtual tokens of adapters in front.</summary>
    internal Tensor Decode(Tensor inputIds, Tensor? attentionMask, T5Source source, KvCache? cache)
    {
        using var scope = NewDisposeScope();
        using var target = new PromptedSequence(Prompts, _embedding.call(TokenIds.Check(inputIds)), attentionMask, cache, sequence: 1, VirtualPadding.InFront);
        using var side = Side.Begin(target.Vectors);
        var hidden = _decoder.call(target.Vectors, target.AttentionMask, source, target.Cache, side);
        return (side?.End(hidden) ?? hidden).MoveToOuterDisposeScope();
    }

    /// <summary>Logits for each token of a target without padding, from the source and the tokens before it.</summary>
    /// <param name="inputIds">The source: (batch, source length).</param>
    /// <param name="attentionMask">1 for tokens, 0 for padding: (batch, source length). Null: no padding.</param>
    /// <param name="decoderInputIds">The target moved one to the right: (batch, target length); see <see cref="DecoderInputs"/>.</param>
    /// <returns>(batch, target length, vocabulary).</returns>
    public Tensor call(Tensor inputIds, Tensor? attentionMask, Tensor decoderInputIds) => call(inputIds, attentionMask, decoderInputIds, null);

    /// <summary>Saves configuration and weights in Hugging Face's form, in one file. Tokenizer files are not this model's to save.</summary>
    /// <param name="folder">The folder; created if it is not there.</param>
    /// <exception cref="InvalidOperationException">Adapters are attached.</exception>
    public void SavePretrained(string folder) => PretrainedFolder.Save(this, Config, _weightNames, folder);
}
