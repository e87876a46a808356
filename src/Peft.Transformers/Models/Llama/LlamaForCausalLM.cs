using Peft.Attachment;
using Peft.Generation;
using Peft.Quantization;
using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace Peft.Transformers;

/// <summary>
/// Llama as a language model: token ids to logits. Modules and parameters have Hugging Face's names
/// (<c>model.layers.0.self_attn.q_proj.weight</c>), and every linear layer is in a field that an adapter can take over.
/// </summary>
/// <remarks>16-bit weights on a CPU are stored as they are and widened for each product: all arithmetic there is in single precision.</remarks>
public sealed class LlamaForCausalLM : CausalLanguageModel, ILayerStack
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
        : this(config, LayerFactory.ForNew(config, _ => config.InitializerRange, dtype, device))
    {
        LayerFactory.Settle(this, device);
    }

    private LlamaForCausalLM(LlamaConfig config, LayerFactory layers)
        : base(nameof(LlamaForCausalLM), config, layers)
    {
        Config = config;
        _model = new(config, layers["model"]);
        _head = config.TieWordEmbeddings ? new Layers.TiedHead(_model.Embedding) : layers.Linear("lm_head", config.HiddenSize, config.VocabSize, hasBias: false);
        RegisterComponents();
    }

    /// <summary>The model's shape.</summary>
    public LlamaConfig Config { get; }

    /// <summary>The part below the output layer.</summary>
    public LlamaModel Model => _model;

    nn.Module ILayerStack.Layers => _model.Layers;

    int ILayerStack.LayerCount => _model.Layers.Count;

    private protected override nn.Module<Tensor, Tensor?, Tensor?, KvCache?, Tensor> Decoder => _model;

    private protected override nn.Module<Tensor, Tensor> Embedding => _model.Embedding;

    private protected override Layers.LayerCheckpointing Checkpointing => _model.Checkpointing;

    private protected override nn.Module<Tensor, Tensor> Head => _head;

    nn.Module ILayerStack.Repeat(IReadOnlyList<int> layers) => _model.Repeat(layers);

    /// <summary>Loads a model from a Hugging Face folder (<c>config.json</c> and safetensors, in one file or several), in evaluation mode.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="dtype">The type that the weights are converted to. Default: as stored.</param>
    /// <param name="device">Where the weights go. Default: the CPU.</param>
    /// <param name="progress">Told after every tensor.</param>
    /// <param name="quantization">How layers are quantised, each when it is read; without <see cref="QuantizationOptions.Skip"/> all but the output layer. Default: not at all.</param>
    /// <exception cref="QuantizationException">A weight cannot be quantised, or the model is quantised already.</exception>
    /// <exception cref="PeftConfigException">The folder has no configuration of a Llama model that this library can make.</exception>
    /// <exception cref="Peft.Checkpoints.CheckpointFormatException">A file is damaged, or the tensors are not exactly those of the model.</exception>
    /// <exception cref="FileNotFoundException">There are no safetensors files.</exception>
    public static LlamaForCausalLM FromPretrained(
        string folder, ScalarType? dtype = null, Device? device = null, IProgress<ModelLoadProgress>? progress = null, QuantizationOptions? quantization = null)
    {
        var config = LlamaConfig.FromFolder(folder);
        bool IsUnused(string name) => name.EndsWith("rotary_emb.inv_freq", StringComparison.Ordinal) || (config.TieWordEmbeddings && name == "lm_head.weight");
        return PretrainedFolder.Load(folder, config, layers => new LlamaForCausalLM(config, layers), name => IsUnused(name) ? null : name, dtype, device, progress, quantization);
    }
}
