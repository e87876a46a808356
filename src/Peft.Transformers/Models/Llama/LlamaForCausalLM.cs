using Peft.Attachment;
using Peft.Generation;
using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace Peft.Transformers;

/// <summary>
/// Llama as a language model: token ids to logits. Modules and parameters have Hugging Face's names
/// (<c>model.layers.0.self_attn.q_proj.weight</c>), and every linear layer is in a field that an adapter can take over.
/// </summary>
/// <remarks>16-bit weights on a CPU are stored as they are and widened for each product: all arithmetic there is in single precision.</remarks>
public sealed class LlamaForCausalLM : nn.Module<Tensor, Tensor?, Tensor?, KvCache?, Tensor>, nn.IModule<Tensor, Tensor>, ICausalLanguageModel, ILanguageModel
{
    [ComponentName(Name = "model")]
    private readonly LlamaModel _model;

    [ComponentName(Name = "lm_head")]
    private readonly nn.Module<Tensor, Tensor> _head;

    /// <summary>Creates a new model with random weights, in training mode.</summary>
    /// <param name="config">Its shape.</param>
    /// <param name="dtype">The type of the weights. Default: single precision.</param>
    /// <param name="device">Where the weights are. Default: the CPU.</param>
    /// <exception cref="PeftConfigException">The configuration is not valid.</exception>
    public LlamaForCausalLM(LlamaConfig config, ScalarType dtype = ScalarType.Float32, Device? device = null)
        : this(Validated(config), new LayerFactory(new RandomWeights(config.InitializerRange, dtype, device ?? CPU)))
    {
    }

    private LlamaForCausalLM(LlamaConfig config, LayerFactory layers)
        : base(nameof(LlamaForCausalLM))
    {
        Config = config;
        _model = new(config, layers["model"]);
        _head = config.TieWordEmbeddings ? new Layers.TiedHead((Embedding)_model.Embedding) : layers.Linear("lm_head", config.HiddenSize, config.VocabSize, hasBias: false);
        WeightNames = layers.Names;
        RegisterComponents();
    }

    /// <summary>The model's shape.</summary>
    public LlamaConfig Config { get; }

    /// <summary>The part below the output layer.</summary>
    public LlamaModel Model => _model;

    /// <inheritdoc/>
    public Device Device => _model.parameters().First().device;

    internal IReadOnlyList<string> WeightNames { get; }

    nn.Module ILanguageModel.InputEmbeddings => _model.Embedding;

    nn.Module ILanguageModel.OutputEmbeddings => _head;

    /// <summary>Loads a model from a Hugging Face folder (<c>config.json</c> and safetensors, in one file or several), in evaluation mode.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="dtype">The type that the weights are converted to. Default: as stored.</param>
    /// <param name="device">Where the weights go. Default: the CPU.</param>
    /// <param name="progress">Told after every tensor.</param>
    /// <exception cref="PeftConfigException">The folder has no configuration of a Llama model that this library can make.</exception>
    /// <exception cref="Peft.Checkpoints.CheckpointFormatException">A file is damaged, or the tensors are not exactly those of the model.</exception>
    /// <exception cref="FileNotFoundException">There are no safetensors files.</exception>
    public static LlamaForCausalLM FromPretrained(string folder, ScalarType? dtype = null, Device? device = null, IProgress<ModelLoadProgress>? progress = null)
    {
        var config = LlamaConfig.FromFolder(folder);
        using var scope = NewDisposeScope();
        using var weights = new CheckpointWeights(folder, dtype, device ?? CPU, progress);
        var model = new LlamaForCausalLM(config, new LayerFactory(weights));
        try
        {
            weights.CheckAllUsed(name => name.EndsWith("rotary_emb.inv_freq", StringComparison.Ordinal) || (config.TieWordEmbeddings && name == "lm_head.weight"));
        }
        catch
        {
            model.Dispose();
            throw;
        }
        model.eval();
        return model;
    }

    /// <summary>The mean cross-entropy of predicting each token from those before it.</summary>
    /// <param name="logits">(batch, length, vocabulary).</param>
    /// <param name="labels">The tokens themselves, not shifted: (batch, length). Those of -100 do not count.</param>
    /// <returns>A scalar, in nats a token.</returns>
    public static Tensor Loss(Tensor logits, Tensor labels) => CausalLoss.Compute(logits, labels);

    /// <summary>Logits for the token after each one.</summary>
    /// <param name="inputIds">Token ids: (batch, length).</param>
    /// <param name="attentionMask">1 for tokens, 0 for padding on either side: (batch, cached + length). Null: no padding.</param>
    /// <param name="positionIds">Positions: (batch or 1, length). Null: counted from the first token that is no padding.</param>
    /// <param name="cache">Keys and values of the tokens before these; those of these are added. Null: there are none before.</param>
    /// <returns>(batch, length, vocabulary).</returns>
    public override Tensor forward(Tensor inputIds, Tensor? attentionMask, Tensor? positionIds, KvCache? cache)
    {
        using var hidden = _model.call(inputIds, attentionMask, positionIds, cache);
        return _head.call(hidden);
    }

    /// <summary>Logits for the token after each one, without a cache.</summary>
    /// <param name="inputIds">Token ids: (batch, length).</param>
    /// <param name="attentionMask">1 for tokens, 0 for padding on either side: (batch, length). Null: no padding.</param>
    /// <returns>(batch, length, vocabulary).</returns>
    public Tensor call(Tensor inputIds, Tensor? attentionMask) => call(inputIds, attentionMask, null, null);

    /// <summary>Logits for the token after each one of sequences without padding.</summary>
    /// <param name="inputIds">Token ids: (batch, length).</param>
    /// <returns>(batch, length, vocabulary).</returns>
    public Tensor call(Tensor inputIds) => call(inputIds, null, null, null);

    /// <inheritdoc/>
    public Tensor NextLogits(Tensor inputIds, Tensor? attentionMask, KvCache? cache)
    {
        using var scope = NewDisposeScope();
        var hidden = _model.call(inputIds, attentionMask, null, cache);
        return _head.call(hidden.select(1, hidden.size(1) - 1)).MoveToOuterDisposeScope();
    }

    /// <summary>Saves configuration and weights in Hugging Face's form, in one file. Tokenizer files are not this model's to save.</summary>
    /// <param name="folder">The folder; created if it is not there.</param>
    /// <exception cref="InvalidOperationException">Adapters are attached.</exception>
    public void SavePretrained(string folder) => PretrainedFolder.Save(this, folder);

    private static LlamaConfig Validated(LlamaConfig config)
    {
        ArgumentNullException.ThrowIfNull(config);
        config.Validate();
        return config;
    }
}
