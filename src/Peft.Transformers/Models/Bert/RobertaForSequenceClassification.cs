using Peft.Quantization;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace Peft.Transformers;

/// <summary>
/// RoBERTa as a classifier of texts. Modules and parameters have Hugging Face's names
/// (<c>roberta.encoder.layer.0.attention.self.query.weight</c>), and every linear layer is in a field that an adapter can take over.
/// </summary>
/// <remarks>16-bit weights on a CPU are stored as they are and widened for each product: all arithmetic there is in single precision.</remarks>
public sealed class RobertaForSequenceClassification : SequenceClassifier
{
    private const string Body = "roberta", OutputLayer = "classifier";

    [ComponentName(Name = Body)]
    private readonly BertModel _model;

    [ComponentName(Name = OutputLayer)]
    private readonly nn.Module<Tensor, Tensor> _classifier;

    /// <summary>Creates a new model with random weights, in training mode.</summary>
    /// <param name="config">Its shape.</param>
    /// <param name="dtype">The type of the weights. Default: single precision.</param>
    /// <param name="device">Where the weights are. Default: the CPU.</param>
    /// <exception cref="PeftConfigException">The configuration is not valid.</exception>
    public RobertaForSequenceClassification(RobertaConfig config, ScalarType dtype = ScalarType.Float32, Device? device = null)
        : this(config, LayerFactory.ForNew(config, _ => config.InitializerRange, dtype, device), newClassifier: false)
    {
        LayerFactory.Settle(this, device);
    }

    private RobertaForSequenceClassification(RobertaConfig config, LayerFactory layers, bool newClassifier)
        : base(nameof(RobertaForSequenceClassification), config, layers)
    {
        Config = config;
        _model = new(config, layers[Body], hasPooler: false);
        _classifier = new RobertaClassificationHead(config, ForClassifier(layers, config, _model, newClassifier)[OutputLayer]);
        RegisterComponents();
    }

    /// <summary>The model's shape.</summary>
    public RobertaConfig Config { get; }

    /// <inheritdoc/>
    public override BertModel Model => _model;

    private protected override nn.Module<Tensor, Tensor> Classifier => _classifier;

    /// <summary>Loads a classifier from a Hugging Face folder (<c>config.json</c> and safetensors, in one file or several), in evaluation mode.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="dtype">The type that the weights are converted to. Default: as stored.</param>
    /// <param name="device">Where the weights go. Default: the CPU.</param>
    /// <param name="progress">Told after every tensor.</param>
    /// <param name="quantization">How layers are quantised, each when it is read; without <see cref="QuantizationOptions.Skip"/> all but the output layer. Default: not at all.</param>
    /// <exception cref="QuantizationException">A weight cannot be quantised, or the model is quantised already.</exception>
    /// <exception cref="PeftConfigException">The folder has no configuration of a RoBERTa model that this library can make.</exception>
    /// <exception cref="Peft.Checkpoints.CheckpointFormatException">A file is damaged, or the tensors are not exactly those of the model.</exception>
    /// <exception cref="FileNotFoundException">There are no safetensors files.</exception>
    public static RobertaForSequenceClassification FromPretrained(
        string folder, ScalarType? dtype = null, Device? device = null, IProgress<ModelLoadProgress>? progress = null, QuantizationOptions? quantization = null) =>
        Load(folder, RobertaConfig.FromFolder(folder), newClassifier: false, dtype, device, progress, quantization);

    /// <summary>Loads a pretrained encoder and puts a new classifier with random weights on it, in evaluation mode.</summary>
    /// <param name="folder">The folder. Output layers for other tasks are left out.</param>
    /// <param name="labels">The names of the classes.</param>
    /// <param name="dtype">The type that the weights are converted to. Default: as stored.</param>
    /// <param name="device">Where the weights go. Default: the CPU.</param>
    /// <param name="progress">Told after every tensor.</param>
    /// <param name="quantization">How layers are quantised, each when it is read; without <see cref="QuantizationOptions.Skip"/> all but the output layer. Default: not at all.</param>
    /// <exception cref="QuantizationException">A weight cannot be quantised, or the model is quantised already.</exception>
    /// <exception cref="PeftConfigException">The folder has no configuration of a RoBERTa model that this library can make, or there are no labels.</exception>
    /// <exception cref="Peft.Checkpoints.CheckpointFormatException">A file is damaged, or the tensors are not exactly those of the encoder.</exception>
    /// <exception cref="FileNotFoundException">There are no safetensors files.</exception>
    public static RobertaForSequenceClassification FromPretrainedEncoder(
        string folder, IReadOnlyList<string> labels, ScalarType? dtype = null, Device? device = null, IProgress<ModelLoadProgress>? progress = null, QuantizationOptions? quantization = null)
    {
        var config = RobertaConfig.FromFolder(folder);
        config.BecomeClassifier(nameof(RobertaForSequenceClassification), labels);
        return Load(folder, config, newClassifier: true, dtype, device, progress, quantization);
    }

    /// <inheritdoc/>
    public override Tensor Classify(Tensor hidden) => _classifier.call(hidden);

    private static RobertaForSequenceClassification Load(
        string folder, RobertaConfig config, bool newClassifier, ScalarType? dtype, Device? device, IProgress<ModelLoadProgress>? progress, QuantizationOptions? quantization) =>
        PretrainedFolder.Load(
            folder, config, layers => new RobertaForSequenceClassification(config, layers, newClassifier), name => EncoderNames.Find(name, Body, hasPooler: false, newClassifier), dtype, device, progress, quantization);
}
