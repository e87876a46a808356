using static TorchSharp.torch;

namespace Peft.Adapters;

/// <summary>An adapter that acts on a layer's output: it adds to it, scales it, replaces parts of it.</summary>
public abstract class OutputAdapter : Adapter
{
    /// <inheritdoc/>
    protected OutputAdapter(string name, BaseLayer layer, ScalarType type)
        : base(name, layer, type)
    {
    }

    /// <summary>The probability with which an input of what the adapter adds is dropped in training.</summary>
    public virtual double Dropout => 0;

    /// <inheritdoc/>
    public sealed override Tensor Apply(Tensor x, InnerLayer inner)
    {
        ArgumentNullException.ThrowIfNull(inner);
        return Apply(x, inner.Call(x));
    }

    /// <summary>The adapted layer's output.</summary>
    /// <param name="x">The layer's input, such as (…, in).</param>
    /// <param name="y">Its output so far, such as (…, out): the base layer's, or that with the adapters before this one.</param>
    /// <returns>A new tensor of <paramref name="y"/>'s shape and dtype.</returns>
    public abstract Tensor Apply(Tensor x, Tensor y);
}
