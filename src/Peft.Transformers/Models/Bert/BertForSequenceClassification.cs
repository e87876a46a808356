using Peft.Quantization;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace Peft.Transformers;

/// <summary>
/// BERT as a classifier of texts or pairs of texts. Modules and parameters have Hugging Face's names
/// (<c>bert.encoder.layer.0.attention.self.query.weight</c>), and every linear layer is in a field that an adapter can take over.
/// </summary>
/// <remarks>16-bit weights on a CPU are stored as they are and widened for each product: all arithmetic there is in single precision.</remarks>
public sealed class BertForSequenceClassification : SequenceClassifier
{
    private const string Body = "bert", OutputLayer = "classifier";

    [ComponentName(Name = Body)]
    private readonly BertModel _model;

    [ComponentName(Name = OutputLayer)]
    private readonly nn.Module<Tensor, Tensor> _classifier;

    /// <summary>Creates a new model with random weights, in training mode.</summary>
    /// <param name="config">Its shape.</param>
    /// <param name="dtype">The type of the weights. Default: single precision.</param>
    /// <param name="device">Where the weights are. Default: the CPU.</param>
    /// <exception cref="PeftConfigException">The configuration is not valid.</exception>
    public BertForSequenceClassification(BertConfig config, ScalarType dtype = ScalarType.Float32, Device? device = null)
        : this(config, LayerFactory.ForNew(config, _ => config.InitializerRange, dtype, device), newClassifier: false)
    {
        LayerFactory.Settle(this, device);
    }

    private BertForSequenceClassification(BertConfig config, LayerFactory layers, bool newClassifier)
        : base(nameof(BertForSequenceClassification), config, layers)
    {
        Config = config;
        _model = new(config, layers[Body], hasPooler: true);
        _classifier = ForClassifier(layers, config, _model, newClassifier).Linear(OutputLayer, config.HiddenSize, config.Id2Label.Count, hasBias: true);
        RegisterComponents();
    }

    /// <summary>The model's shape.</summary>
    public BertConfig Config { get; }

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
    /// <exception cref="PeftConfigException">The folder has no configuration of a BERT model that this library can make.</exception>
    /// <exception cref="Peft.Checkpoints.CheckpointFormatException">A file is damaged, or the tensors are not exactly those of the model.</exception>
    /// <exception cref="FileNotFoundException">There are no safetensors files.</exception>
    public static BertForSequenceClassification FromPretrained(
        string folder, ScalarType? dtype = null, Device? device = null, IProgress<ModelLoadProgress>? progress = null, QuantizationOptions? quantization = null) =>
        Load(folder, BertConfig.FromFolder(folder), newClassifier: false, dtype, device, progress, quantization);

    /// <summary>Loads a pretrained encoder and puts a new classifier with random weights on it, in evaluation mode.</summary>
    /// <param name="folder">The folder. Output layers for other tasks are left out.</param>
    /// <param name="labels">The names of the classes.</param>
    /// <param name="dtype">The type that the weights are converted to. Default: as stored.</param>
    /// <param name="device">Where the weights go. Default: the CPU.</param>
    /// <param name="progress">Told after every tensor.</param>
    /// <param name="quantization">How layers are quantised, each when it is read; without <see cref="QuantizationOptions.Skip"/> all but the output layer. Default: not at all.</param>
    /// <exception cref="QuantizationException">A weight cannot be quantised, or the model is quantised already.</exception>
    /// <exception cref="PeftConfigException">The folder has no configuration of a BERT model that this library can make, or there are no labels.</exception>
    /// <exception cref="Peft.Checkpoints.CheckpointFormatException">A file is damaged, or the tensors are not exactly those of the encoder.</exception>
    /// <exception cref="FileNotFoundException">There are no safetensors files.</exception>
    public static BertForSequenceClassification FromPretrainedEncoder(
        string folder, IReadOnlyList<string> labels, ScalarType? dtype = null, Device? device = null, IProgress<ModelLoadProgress>? progress = null, QuantizationOptions? quantization = null)
    {
        var config = BertConfig.FromFolder(folder);
        config.BecomeClassifier(nameof(BertForSequenceClassification), labels);
        return Load(folder, config, newClassifier: true, dtype, device, progress, quantization);
    }

    /// <inheritdoc/>
    public override Tensor Classify(Tensor hidden)
    {
        using var scope = NewDisposeScope();
        return _classifier.call(nn.functional.dropout(_model.Pooler!.call(hidden), Config.HeadDropout, training)).MoveToOuterDisposeScope();
    }

    private static BertForSequenceClassification Load(
        string folder, BertConfig config, bool newClassifier, ScalarType? dtype, Device? device, IProgress<ModelLoadProgress>? progress, QuantizationOptions? quantization) =>
        PretrainedFolder.Load(
            folder, config, layers => new BertForSequenceClassification(config, layers, newClassifier), name => EncoderNames.Find(name, Body, hasPooler: true, newClassifier), dtype, device, progress, quantization);
}
