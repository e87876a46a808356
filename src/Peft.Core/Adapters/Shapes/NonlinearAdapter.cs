using static TorchSharp.torch;

namespace Peft.Adapters;

/// <summary>An adapter that is not linear in its input, so that no weight does what it does: it cannot be merged, and acts only where the layer is invoked through <c>call</c> or replaced.</summary>
public abstract class NonlinearAdapter : OutputAdapter
{
    /// <inheritdoc/>
    protected NonlinearAdapter(string name, BaseLayer layer, ScalarType type)
        : base(name, layer, type)
    {
    }

    /// <inheritdoc/>
    public sealed override bool CanMerge => false;

    /// <inheritdoc/>
    /// <exception cref="NotSupportedException">Always: there is no such weight.</exception>
    public sealed override Tensor Transform(Tensor weight) => throw new NotSupportedException($"There is no weight that does what {GetName()} does. help: Ask CanMerge first.");
}
