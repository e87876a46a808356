using TorchSharp;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Peft.Adapters;

/// <summary>Stands in a model where a layer stood: the layer, then its adapters. (…, in) → (…, out).</summary>
public sealed class AdaptedLayer : Module<Tensor, Tensor>
{
    [ComponentName(Name = "base_layer")]
    private readonly Module<Tensor, Tensor> _baseLayer;

    [ComponentName(Name = "adapters")]
    private readonly AdapterStack _stack;

    internal AdaptedLayer(AdapterStack stack)
        : base(nameof(AdaptedLayer))
    {
        (_baseLayer, _stack) = ((Module<Tensor, Tensor>)stack.Layer.Module, stack);
        RegisterComponents();
        train(_baseLayer.training);
    }

    /// <summary>The layer that is adapted.</summary>
    public Module<Tensor, Tensor> BaseLayer => _baseLayer;

    /// <summary>Whether <see cref="forward"/> has run.</summary>
    internal bool Reached { get; private set; }

    /// <inheritdoc/>
    public override Tensor forward(Tensor x)
    {
        Reached = true;
        using var scope = NewDisposeScope();
        var y = _stack.Apply(x, new OwnLayer(_stack.Layer, _baseLayer.call));
        // A Sequential disposes what its modules were given: never hand the input back itself.
        return (ReferenceEquals(y, x) ? x.alias() : y).MoveToOuterDisposeScope();
    }

    /// <summary>Moves everything below, wherever the layer was when this was made.</summary>
    /// <inheritdoc/>
    protected override Module _to(DeviceType deviceType, int deviceIndex, bool non_blocking)
    {
        _toEpilog(deviceType, deviceIndex, non_blocking);
        return this;
    }
}
