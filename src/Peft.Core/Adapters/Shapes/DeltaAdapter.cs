using TorchSharp;
using static TorchSharp.torch;

namespace Peft.Adapters;

/// <summary>h = W x + s · ΔW x: a method that adds to the weight. It says what ΔW is, and how to multiply by it if that is cheaper than to make it.</summary>
public abstract class DeltaAdapter : OutputAdapter
{
    private readonly Scalar _scale;

    /// <inheritdoc cref="Adapter(string, BaseLayer, ScalarType)"/>
    /// <param name="name">The type's name, for TorchSharp.</param>
    /// <param name="layer">The layer that is adapted.</param>
    /// <param name="type">The element type of what it trains.</param>
    /// <param name="scaling">The factor s.</param>
    /// <param name="dropout">The probability with which an input of the update is dropped in training.</param>
    protected DeltaAdapter(string name, BaseLayer layer, ScalarType type, double scaling = 1, double dropout = 0)
        : base(name, layer, type) => (Scaling, _scale, Dropout) = (scaling, scaling, layer.Kind == LayerKind.Embedding ? 0 : dropout);

    /// <summary>The factor s of the update.</summary>
    public double Scaling { get; }

    /// <summary>The probability with which an input of the update is dropped in training; an id never is.</summary>
    public override double Dropout { get; }

    /// <inheritdoc/>
    public override bool ActsThroughWeight => CanMerge && !DropsInputs;

    private bool DropsInputs => training && Dropout > 0;

    /// <summary>ΔW (out, in) without the factor, as <see cref="BaseLayer.ToMatrix"/> has the weight.</summary>
    protected abstract Tensor Delta();

    /// <summary>ΔW x without the factor.</summary>
    /// <param name="x">The layer's input, such as (…, in).</param>
    /// <returns>A tensor like the layer's output.</returns>
    protected virtual Tensor Update(Tensor x) => Layer.Product(x, Delta());

    /// <inheritdoc/>
    public override Tensor Apply(Tensor x, Tensor y)
    {
        ArgumentNullException.ThrowIfNull(y);
        using var scope = NewDisposeScope();
        var update = Update(DropsInputs ? nn.functional.dropout(x, Dropout, training: true) : x);
        return y.to(update.dtype).add(update, _scale).to(y.dtype).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public override Tensor Transform(Tensor weight)
    {
        ArgumentNullException.ThrowIfNull(weight);
        using var scope = NewDisposeScope();
        var delta = Delta();
        return weight.to(delta.dtype).add(delta, _scale).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _scale.Dispose();
        base.Dispose(disposing);
    }
}
