using Peft.Interop;
using static TorchSharp.torch;

namespace Peft.Adapters;

/// <summary>h = T(W) x + b: a method that makes another weight of the layer's, and computes with that. It says what T is.</summary>
public abstract class WeightAdapter : Adapter
{
    /// <inheritdoc/>
    protected WeightAdapter(string name, BaseLayer layer, ScalarType type)
        : base(name, layer, type)
    {
    }

    /// <inheritdoc/>
    public override Tensor Apply(Tensor x, InnerLayer inner)
    {
        ArgumentNullException.ThrowIfNull(x);
        ArgumentNullException.ThrowIfNull(inner);
        using var scope = NewDisposeScope();
        var y = Layer.Product(x, Transform(inner.Matrix()));
        if (TransformBias(inner.Bias()) is { } bias)
            y = y.add(Layer.PerFeature(bias.to(y.dtype)), Scalars.One);
        return y.to(x.is_floating_point() ? x.dtype : Layer.WeightType).MoveToOuterDisposeScope();
    }
}
