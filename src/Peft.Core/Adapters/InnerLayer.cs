using static TorchSharp.torch;

namespace Peft.Adapters;

/// <summary>What an adapter is put around: a layer, with the adapters that act before.</summary>
public abstract class InnerLayer
{
    private protected InnerLayer(BaseLayer layer) => Layer = layer;

    /// <summary>The layer itself, without adapters.</summary>
    public BaseLayer Layer { get; }

    /// <summary>Its output, such as (…, out).</summary>
    /// <param name="input">An input, such as (…, in).</param>
    public abstract Tensor Call(Tensor input);

    /// <summary>The matrix (out, in) with which it computes.</summary>
    /// <exception cref="AdapterStateException">An adapter before does at this moment more than change the weight.</exception>
    public abstract Tensor Matrix();

    /// <summary>The bias (out) with which it computes, or null.</summary>
    public abstract Tensor? Bias();
}

/// <summary>The layer alone.</summary>
internal sealed class OwnLayer(BaseLayer layer, Func<Tensor, Tensor> call) : InnerLayer(layer)
{
    public override Tensor Call(Tensor input) => call(input);

    public override Tensor Matrix() => Layer.ToMatrix(Layer.Weight);

    public override Tensor? Bias() => Layer.Bias;
}

/// <summary>A layer with one more adapter around it.</summary>
internal sealed class AdaptedInnerLayer(InnerLayer inner, Adapter adapter) : InnerLayer(inner.Layer)
{
    public override Tensor Call(Tensor input) => adapter.Apply(input, inner);

    public override Tensor Matrix() => adapter.ActsThroughWeight ? adapter.Transform(inner.Matrix())
        : throw new AdapterStateException(adapter.GetName(), "it acts on more than the weight, and the adapter after it computes with the weight alone.", "Put it last in SetActive, or set its dropout to 0.");

    public override Tensor? Bias() => adapter.TransformBias(inner.Bias());
}

/// <summary>A layer whose output for one input is there already.</summary>
internal sealed class ComputedLayer(InnerLayer inner, Tensor x, Tensor y) : InnerLayer(inner.Layer)
{
    public override Tensor Call(Tensor input) => ReferenceEquals(input, x) ? y : inner.Call(input);

    public override Tensor Matrix() => inner.Matrix();

    public override Tensor? Bias() => inner.Bias();
}
