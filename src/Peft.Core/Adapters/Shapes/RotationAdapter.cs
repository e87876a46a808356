using static TorchSharp.torch;

namespace Peft.Adapters;

/// <summary>h = W Q x + b: a method that transforms the input of a layer linearly, most often by a rotation. On a linear layer Q multiplies the input, so that the weight is never touched; elsewhere W Q is made.</summary>
public abstract class RotationAdapter : WeightAdapter
{
    /// <inheritdoc/>
    protected RotationAdapter(string name, BaseLayer layer, ScalarType type)
        : base(name, layer, type)
    {
    }

    /// <summary>Multiplies each row by Q from the right.</summary>
    /// <param name="rows">(…, in).</param>
    /// <returns>Of the same shape.</returns>
    protected abstract Tensor Rotate(Tensor rows);

    /// <summary>Multiplies each row by the transpose of Q from the right, which is to multiply a vector by Q.</summary>
    /// <param name="rows">(…, in).</param>
    /// <returns>Of the same shape.</returns>
    protected abstract Tensor RotateBack(Tensor rows);

    /// <inheritdoc/>
    public override Tensor Apply(Tensor x, InnerLayer inner)
    {
        ArgumentNullException.ThrowIfNull(x);
        ArgumentNullException.ThrowIfNull(inner);
        if (Layer.Kind != LayerKind.Linear)
            return base.Apply(x, inner);
        using var scope = NewDisposeScope();
        return inner.Call(RotateBack(x).to(x.dtype)).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public override Tensor Transform(Tensor weight)
    {
        using var scope = NewDisposeScope();
        return Rotate(weight).MoveToOuterDisposeScope();
    }
}
