using Peft.Adapters;
using Peft.Attachment;
using Peft.Quantization;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Peft.Transformers;

/// <summary>What training a model will take, from its configuration alone: nothing is loaded and no memory for weights is taken.</summary>
/// <param name="Use">What the model, the adapter and the optimizer take from the second step on, in bytes; a <see cref="MemoryReport"/> measures the same.</param>
/// <param name="Activations">What a pass takes besides at its peak, in bytes.</param>
public sealed record MemoryEstimate(MemoryUse Use, long Activations)
{
    /// <summary>The most that training takes, in bytes. The process takes more: torch and .NET themselves, some hundred MiB.</summary>
    public long Peak => Use.Total + Activations;

    /// <summary>What of the activations is there when backward begins.</summary>
    internal long Kept { get; private init; }

    /// <summary>Estimates the training of a model that computes in single precision on a CPU, whatever its weights are.</summary>
    /// <param name="config">The model's shape: that of a Llama, GPT-2, BERT, RoBERTa or T5.</param>
    /// <param name="plan">How it is trained.</param>
    /// <exception cref="PeftConfigException">A configuration is not valid.</exception>
    /// <exception cref="Attachment.TargetModulesNotFoundException">The adapter targets modules that the model does not have.</exception>
    public static MemoryEstimate Of(ModelConfig config, TrainingPlan plan)
    {
        ArgumentNullException.ThrowIfNull(config);
        ArgumentNullException.ThrowIfNull(plan);
        // A device that knows shapes only.
        using var model = ModelActivations.Create(config, plan.Quantization is null ? plan.WeightType : ScalarType.Float32, new Device(DeviceType.META));
        var (weights, quantized, largest) = Weights(model, plan);
        var adapter = plan.Adapter is null ? null : PeftModel.For(model).SizeOf(plan.Adapter);
        var trained = adapter?.Trained ?? [.. model.parameters().Select(p => (p.numel(), p.element_size()))];
        long states = trained.Sum(p => plan.Optimizer.SizeOf(p.Elements));
        var use = new MemoryUse
        {
            Weights = weights,
            QuantizedWeights = quantized,
            Adapters = adapter?.Bytes ?? 0,
            Gradients = trained.Sum(p => p.Elements * p.ElementSize),
            OptimizerStates = plan.Optimizer.Paged ? 0 : states,
            PagedOptimizerStates = plan.Optimizer.Paged ? states : 0,
        };
        var widened = adapter is null && plan.Quantization is null ? Widened(model) : [];
        var activations = new TrainingActivations(
            new ModelActivations(plan).Of(config), plan, adapter?.Layers, path => widened.Sum(layer => layer.Path.StartsWith(path, StringComparison.Ordinal) ? layer.Bytes : 0));
        return new(use, activations.Peak + largest) { Kept = activations.Kept };
    }

    /// <summary>One line for each category.</summary>
    public override string ToString() => $"{Use}\n{MemoryUse.Table([("activations", Activations), ("peak", Peak)])}";

    // Products of 16-bit weights that are trained keep them in single precision.
    private static List<(string Path, long Bytes)> Widened(nn.Module model) =>
    [
        .. ModuleTree.Walk(model).Select(node => (node.Path, Layer: BaseLayer.TryCreate(node.Module)))
            .Where(node => node.Layer is { Kind: LayerKind.Linear, WeightType: ScalarType.Float16 or ScalarType.BFloat16 })
            .Select(node => (node.Path, node.Layer!.InFeatures * node.Layer.OutFeatures * sizeof(float))),
    ];

    // The last number is the buffer that products with quantised weights keep from pass to pass.
    private static (long Dense, long Quantized, long Buffer) Weights(nn.Module model, TrainingPlan plan)
    {
        QuantizationOptions? options = plan.Quantization;
        long all = MemoryReport.Of(model).Use.Weights;
        if (options is null)
            return (all, 0, 0);
        var targets = new ModelQuantizer(model, options).Targets().Select(t => t.Layer).ToList();
        long buffer = options.Type == QuantizationType.Int8 ? 0 : targets.Max(layer => FourBitMatrix.LargestBuffer(layer.OutFeatures, layer.InFeatures, options.BlockSize, (long)plan.Batch * plan.Length));
        return (all - targets.Sum(layer => layer.Weight.numel() * layer.Weight.element_size()), targets.Sum(layer => options.SizeOf(layer.OutFeatures, layer.InFeatures)), buffer * sizeof(float));
    }
}
