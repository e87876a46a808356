using Peft.Generation;
using Peft.Quantization;
using Peft.Transformers.Layers;
using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace Peft.Transformers;

/// <summary>
/// GPT-2 as a language model: token ids to logits. Modules and parameters have Hugging Face's names
/// (<c>transformer.h.0.attn.c_attn.weight</c>), and every linear layer is in a field that an adapter can take over.
/// </summary>
/// <remarks>16-bit weights on a CPU are stored as they are and widened for each product: all arithmetic there is in single precision.</remarks>
public sealed class Gpt2LMHeadModel : CausalLanguageModel
{
    private const string Body = "transformer", OutputLayer = "lm_head";

    [ComponentName(Name = Body)]
    private readonly Gpt2Model _model;

    [ComponentName(Name = OutputLayer)]
    private readonly nn.Module<Tensor, Tensor> _head;

    /// <summary>Creates a new model with random weights, in training mode.</summary>
    /// <param name="config">Its shape.</param>
    /// <param name="dtype">The type of the weights. Default: single precision.</param>
    /// <param name="device">Where the weights are. Default: the CPU.</param>
    /// <exception cref="PeftConfigException">The configuration is not valid.</exception>
    public Gpt2LMHeadModel(Gpt2Config config, ScalarType dtype = ScalarType.Float32, Device? device = null)
        : this(config, LayerFactory.ForNew(config, name => Deviation(config, name), dtype, device))
    {
        LayerFactory.Settle(this, device);
    }

    private Gpt2LMHeadModel(Gpt2Config config, LayerFactory layers)
        : base(nameof(Gpt2LMHeadModel), config, layers)
    {
        Config = config;
        _model = new(config, layers[Body]);
        _head = config.TieWordEmbeddings ? new TiedHead(_model.Embedding) : layers.Linear(OutputLayer, config.NEmbd, config.VocabSize, hasBias: false);
        RegisterComponents();
    }

    /// <summary>The model's shape.</summary>
    public Gpt2Config Config { get; }

    /// <summary>The part below the output layer.</summary>
    public Gpt2Model Model => _model;

    private protected override nn.Module<Tensor, Tensor?, Tensor?, KvCache?, Tensor> Decoder => _model;

    private protected override nn.Module<Tensor, Tensor> Embedding => _model.Embedding;

    private protected override Layers.LayerCheckpointing Checkpointing => _model.Checkpointing;

    private protected override nn.Module<Tensor, Tensor> Head => _head;

    private protected override nn.Module<Tensor, Tensor> MakeLinear(string path, Parameter weight, Parameter? bias) =>
        path == OutputLayer ? base.MakeLinear(path, weight, bias) : new Conv1D(new Parameter(weight.detach().t().contiguous()), bias!);

    /// <summary>Loads a model from a Hugging Face folder (<c>config.json</c> and safetensors, in one file or several), in evaluation mode.</summary>
    /// <param name="folder">The folder. Its tensors may be named as OpenAI's are, without <c>transformer.</c> in front.</param>
    /// <param name="dtype">The type that the weights are converted to. Default: as stored.</param>
    /// <param name="device">Where the weights go. Default: the CPU.</param>
    /// <param name="progress">Told after every tensor.</param>
    /// <param name="quantization">How layers are quantised, each when it is read; without <see cref="QuantizationOptions.Skip"/> all but the output layer. Default: not at all.</param>
    /// <exception cref="QuantizationException">A weight cannot be quantised, or the model is quantised already.</exception>
    /// <exception cref="PeftConfigException">The folder has no configuration of a GPT-2 model that this library can make.</exception>
    /// <exception cref="Peft.Checkpoints.CheckpointFormatException">A file is damaged, or the tensors are not exactly those of the model.</exception>
    /// <exception cref="FileNotFoundException">There are no safetensors files.</exception>
    public static Gpt2LMHeadModel FromPretrained(
        string folder, ScalarType? dtype = null, Device? device = null, IProgress<ModelLoadProgress>? progress = null, QuantizationOptions? quantization = null)
    {
        var config = Gpt2Config.FromFolder(folder);
        return PretrainedFolder.Load(folder, config, layers => new Gpt2LMHeadModel(config, layers), name => NameOf(config, name), dtype, device, progress, quantization);
    }

    /// <summary>Published files may lack the first part of the names, and hold the causal mask of each layer.</summary>
    private static string? NameOf(Gpt2Config config, string stored)
    {
        bool isMask = stored.EndsWith(".attn.bias", StringComparison.Ordinal) || stored.EndsWith(".attn.masked_bias", StringComparison.Ordinal);
        if (stored == OutputLayer + ".weight")
            return config.TieWordEmbeddings ? null : stored;
        return isMask ? null : stored.StartsWith(Body + ".", StringComparison.Ordinal) ? stored : $"{Body}.{stored}";
    }

    /// <summary>Layers that add to the residual stream begin smaller, by the root of their number.</summary>
    private static double Deviation(Gpt2Config config, string name) =>
        name.EndsWith("c_proj.weight", StringComparison.Ordinal) ? config.InitializerRange / Math.Sqrt(2 * config.NLayer) : config.InitializerRange;
}
