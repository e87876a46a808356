using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Peft.Adapters;

/// <summary>
/// What an adapter may ask of the layer that it adapts: its size, its weight and where that lives. Dense, quantised and user layers
/// are all the same to a method.
/// </summary>
public sealed class BaseLayer
{
    private const string WeightName = "weight";

    private BaseLayer(Module<Tensor, Tensor> module) => Module = module;

    /// <summary>The layer itself: (…, in) → (…, out).</summary>
    public Module<Tensor, Tensor> Module { get; }

    /// <summary>The weight, of shape (out, in); the live parameter, not a copy.</summary>
    public Tensor Weight => Module.get_parameter(WeightName) ?? Module.get_buffer(WeightName)!;

    /// <summary>Columns of the weight.</summary>
    public long InFeatures => Weight.shape[1];

    /// <summary>Rows of the weight.</summary>
    public long OutFeatures => Weight.shape[0];

    /// <summary>The layer behind a module, or null if the module is no linear layer: one input, one output, a 2-D <c>weight</c>.</summary>
    /// <param name="module">Any module.</param>
    public static BaseLayer? TryCreate(Module module) =>
        module is Module<Tensor, Tensor> layer && module is not TorchSharp.Modules.Embedding && !module.named_children().Any() && HasMatrix(layer) ? new BaseLayer(layer) : null;

    private static bool HasMatrix(Module module)
    {
        bool IsMatrix(string name, Tensor value) => name == WeightName && value.dim() == 2;
        return module.named_parameters(recurse: false).Any(p => IsMatrix(p.name, p.parameter)) || module.named_buffers(recurse: false).Any(b => IsMatrix(b.name, b.buffer));
    }
}
