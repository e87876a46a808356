using Peft.Checkpoints;
using Peft.Quantization;
using static TorchSharp.torch;

namespace Peft.Transformers;

/// <summary>Reads and writes models as Hugging Face's <c>from_pretrained</c> and <c>save_pretrained</c> do.</summary>
internal static class PretrainedFolder
{
    private const string WeightsFile = "model.safetensors";

    private static readonly Dictionary<string, string> s_metadata = new() { ["format"] = "pt" };

    /// <summary>Makes a model from the tensors of a folder, in evaluation mode.</summary>
    /// <param name="folder">Where the safetensors are.</param>
    /// <param name="config">The configuration that is there.</param>
    /// <param name="create">Makes the model.</param>
    /// <param name="nameOf">A tensor's name in the model, from its name in the file; null for one that the model has no use for.</param>
    /// <param name="dtype">The type to convert to; null leaves the file's.</param>
    /// <param name="device">Where the weights go; null is the CPU.</param>
    /// <param name="progress">Told after every tensor.</param>
    /// <param name="quantization">How weights are quantised, each when it is read; null leaves them.</param>
    public static TModel Load<TModel>(
        string folder, ModelConfig config, Func<LayerFactory, TModel> create, Func<string, string?> nameOf, ScalarType? dtype, Device? device, IProgress<ModelLoadProgress>? progress,
        QuantizationOptions? quantization)
        where TModel : nn.Module
    {
        quantization?.Validate();
        if (quantization is not null && config.QuantizationConfig is not null)
        {
            throw new QuantizationException($"The model in {folder} is quantised already, as the quantization_config of its config.json says.",
                "Load it as it is, or give the model that was quantised; if its weights are plain ones, remove the field.");
        }
        using var scope = NewDisposeScope();
        using var weights = new CheckpointWeights(folder, nameOf, dtype, device ?? CPU, progress, config.QuantizationConfig);
        quantization?.CheckSkip($"The model in {folder}", weights.Layers);
        var model = create(new LayerFactory(quantization is null ? weights : new QuantizingWeights(weights, quantization), quantization ?? config.QuantizationConfig));
        try
        {
            weights.CheckAllUsed();
        }
        catch
        {
            model.Dispose();
            throw;
        }
        LayerFactory.Settle(model, device);
        model.eval();
        return model;
    }

    public static void Save(nn.Module model, ModelConfig config, IReadOnlyCollection<string> weightNames, string folder)
    {
        using var scope = NewDisposeScope();
        var tensors = model.state_dict();
        var quantized = QuantizedLayers.Find(model);
        if (tensors.Keys.FirstOrDefault(name => !weightNames.Contains(name) && !weightNames.Contains(quantized.WeightOf(name))) is { } foreign)
            throw new InvalidOperationException($"The model has '{foreign}', which is no weight of a plain {model.GetName()}. help: Merge and detach adapters first, or save them alone.");
        config.QuantizationConfig = quantized.Options(config.QuantizationConfig);
        Directory.CreateDirectory(folder);
        config.Dtype = model.parameters().First().dtype.ToString().ToLowerInvariant();
        config.Save(folder);
        SafetensorsFile.Save(Path.Combine(folder, WeightsFile), tensors, s_metadata);
    }
}
