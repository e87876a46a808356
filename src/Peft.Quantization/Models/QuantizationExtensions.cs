using Peft.Attachment;
using Peft.Quantization;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Peft;

/// <summary>Quantises any model, and makes it ready for training adapters.</summary>
public static class QuantizationExtensions
{
    /// <summary>
    /// Replaces linear layers of a model by quantised ones, in place, one after the other; those of <see cref="QuantizationOptions.Skip"/> stay. The old layers' weights are disposed.
    /// </summary>
    /// <param name="model">A model on any device, without adapters; layers in any places that can hold another <c>Module&lt;Tensor, Tensor&gt;</c>.</param>
    /// <param name="configure">Sets the options.</param>
    /// <exception cref="QuantizationException">
    /// No layer is to be quantised, a layer's place admits no other type, its weight is shared, of another type or not finite, or there are adapters. But for a weight that
    /// is not finite, nothing was changed.
    /// </exception>
    /// <exception cref="PeftConfigException">An option is out of range.</exception>
    public static QuantizationReport Quantize(this Module model, Action<QuantizationOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        var options = new QuantizationOptions();
        configure(options);
        return model.Quantize(options);
    }

    /// <inheritdoc cref="Quantize(Module, Action{QuantizationOptions})"/>
    /// <param name="model">A model on any device, without adapters; layers in any places that can hold another <c>Module&lt;Tensor, Tensor&gt;</c>.</param>
    /// <param name="options">The options, for example those that a <c>config.json</c> had.</param>
    public static QuantizationReport Quantize(this Module model, QuantizationOptions options)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(options);
        return new ModelQuantizer(model, options).Run();
    }

    /// <summary>
    /// Replaces quantised layers of a model by plain ones, in place, one after the other: TorchSharp's <c>Linear</c> and <c>Embedding</c>, or what the model has itself. The model computes what it
    /// did, up to rounding, and is saved as a plain one.
    /// </summary>
    /// <param name="model">A model without adapters. To export an adapter with it exactly, dequantise first, then load the adapter and call <see cref="PeftModel.MergeAndUnload"/>.</param>
    /// <param name="dtype">The type of the weights; null: of each that which it had before it was quantised.</param>
    /// <returns>The paths of the layers.</returns>
    /// <exception cref="QuantizationException">There is no quantised layer, a layer's place admits no other type, or there are adapters. Nothing was changed.</exception>
    public static IReadOnlyList<string> Dequantize(this Module model, ScalarType? dtype = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        return dtype is { } type && !FloatTypes.IsKnown(type)
            ? throw new ArgumentException($"The weights were to be {type}; expected one of {FloatTypes.Names}. help: Convert the model afterwards.", nameof(dtype))
            : ModelDequantizer.Run(model, dtype);
    }

    /// <summary>
    /// Makes a quantised model ready for training adapters, as PEFT's <c>prepare_model_for_kbit_training</c>: freezes every parameter, and converts those of 16 bits (norms, embeddings,
    /// output layers) to single precision. Quantised weights stay as they are.
    /// </summary>
    /// <param name="model">A model without adapters.</param>
    /// <param name="useGradientCheckpointing">Whether a model that can is to checkpoint its layers too: <see cref="ICheckpointedModel.EnableGradientCheckpointing"/>.</param>
    /// <exception cref="QuantizationException">There are adapters, or a module keeps a 16-bit parameter where no other can be put.</exception>
    public static void PrepareForKBitTraining(this Module model, bool useGradientCheckpointing = true)
    {
        ArgumentNullException.ThrowIfNull(model);
        var tree = ModuleTree.Walk(model);
        LayerPlaces.CheckNoAdapters(tree);
        var widened = new Dictionary<Parameter, Parameter>(ReferenceEqualityComparer.Instance);
        foreach (var (path, _, module) in tree)
        {
            foreach (var (name, parameter) in module.named_parameters(recurse: false).ToList())
            {
                parameter.requires_grad = false;
                if (parameter.dtype is not (ScalarType.Float16 or ScalarType.BFloat16))
                    continue;
                var slot = ParameterSlot.Find(module, name) ?? throw new QuantizationException($"'{path}' keeps its parameter '{name}' where no other can be put.", $"Convert it with to({ScalarType.Float32}) first.");
                if (!widened.TryGetValue(parameter, out var wide))
                    widened.Add(parameter, wide = Widen(parameter));
                slot.Replace(wide);
            }
        }
        foreach (var narrow in widened.Keys)
            narrow.Dispose();
        if (useGradientCheckpointing)
            (model as ICheckpointedModel)?.EnableGradientCheckpointing();
    }

    private static Parameter Widen(Parameter narrow)
    {
        using var scope = NewDisposeScope();
        var wide = new Parameter(narrow.detach().to(ScalarType.Float32), requires_grad: false);
        wide.DetachFromDisposeScope();
        return wide;
    }
}
