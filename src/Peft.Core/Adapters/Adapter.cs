using Peft.Attachment;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Peft.Adapters;

/// <summary>
/// One method's addition to one layer: its parameters and its formula. Everything else (several adapters on a layer, which are active,
/// merging, files) is the library's.
/// </summary>
/// <remarks>
/// The shapes that most methods have are classes of their own: <see cref="OutputAdapter"/>, <see cref="DeltaAdapter"/>, <see cref="WeightAdapter"/>, <see cref="RotationAdapter"/>.
/// </remarks>
public abstract class Adapter : AdapterModule
{
    /// <summary>Creates the adapter.</summary>
    /// <param name="name">The type's name, for TorchSharp.</param>
    /// <param name="layer">The layer that is adapted.</param>
    /// <param name="type">The element type of what it trains: see <see cref="PeftConfig.AdapterType"/>.</param>
    protected Adapter(string name, BaseLayer layer, ScalarType type)
        : base(name, type, layer.Device) => Layer = layer;

    /// <summary>The layer that is adapted.</summary>
    public BaseLayer Layer { get; }

    /// <summary>What it shares with the parts of the same adapter at other layers, or null.</summary>
    public virtual SharedTensors? Shared => null;

    /// <summary>What <see cref="PeftModel.SaveAdapter"/> writes: <see cref="AdapterModule.Tensors"/>, or new ones if a file has another form (then <see cref="PeftConfig.ToSave"/> says so too).</summary>
    public virtual IReadOnlyDictionary<string, Tensor> TensorsToSave => Tensors;

    /// <summary>What a file is read into: <see cref="AdapterModule.Tensors"/>, or views of another part's tensors where a file has these twice.</summary>
    internal virtual IReadOnlyDictionary<string, Tensor> TensorsToLoad => Tensors;

    /// <summary>Whether <see cref="Transform"/> is exact at any input, so that the adapter can be merged into the weight.</summary>
    public virtual bool CanMerge => true;

    /// <summary>
    /// Whether a layer with the weight of <see cref="Transform"/> and the bias of <see cref="TransformBias"/> does at this moment what <see cref="Apply"/> does: not so
    /// where inputs are dropped in training.
    /// </summary>
    public virtual bool ActsThroughWeight => CanMerge;

    /// <summary>How many numbers backward needs for each vector of an input, the input itself aside: of a method with two factors those between them.</summary>
    internal virtual long KeptNumbers => parameters().Sum(parameter => parameter.numel()) / (Layer.InFeatures + Layer.OutFeatures);

    /// <summary>The adapted layer's output.</summary>
    /// <param name="x">The layer's input, such as (…, in).</param>
    /// <param name="inner">The layer with the adapters before this one.</param>
    /// <returns>A new tensor of the shape and dtype that <paramref name="inner"/> gives.</returns>
    public abstract Tensor Apply(Tensor x, InnerLayer inner);

    /// <summary>The weight that gives the same output without the adapter, differentiable in the adapter's parameters.</summary>
    /// <param name="weight">The layer's weight so far as a matrix (out, in); see <see cref="BaseLayer.ToMatrix"/>.</param>
    /// <returns>A new tensor of the same shape, in at least single precision.</returns>
    public abstract Tensor Transform(Tensor weight);

    /// <summary>The bias that goes with the weight of <see cref="Transform"/>.</summary>
    /// <param name="bias">The layer's bias so far (out), or null.</param>
    /// <returns>A new tensor, or <paramref name="bias"/> itself if the adapter leaves it alone.</returns>
    public virtual Tensor? TransformBias(Tensor? bias) => bias;

    /// <summary>
    /// Whether this part and that of the same adapter at a layer which shares the weight want the same weight, so that merging both is right; other adapters of layers
    /// that share a weight cannot be merged.
    /// </summary>
    /// <param name="other">The part at the other layer.</param>
    internal protected virtual bool ChangesWeightAs(Adapter other) => false;

    /// <summary>Whether it computes with the token ids of the pass.</summary>
    internal protected virtual bool LooksAtTokens => false;

    /// <summary>The tokens of the model's passes, if the adapter looks at them.</summary>
    internal TokenTracker? TokenSource { get; set; }

    /// <summary>The layer's weight has got other values: to drop what was computed from it.</summary>
    internal protected virtual void OnBaseChanged()
    {
    }
}
