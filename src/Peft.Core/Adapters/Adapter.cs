using Peft.Attachment;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Peft.Adapters;

/// <summary>
/// One method's addition to one layer: its parameters and its formula. Everything else (several adapters on a layer, which are active,
/// merging, files) is the library's.
/// </summary>
/// <remarks>Parameters are kept in private fields; TorchSharp registers fields, so a property would get a mangled name.</remarks>
public abstract class Adapter : Module
{
    /// <summary>Creates the adapter.</summary>
    /// <param name="name">The type's name, for TorchSharp.</param>
    protected Adapter(string name)
        : base(name)
    {
    }

    /// <summary>
    /// What goes into a checkpoint, by the names that it has there after the layer's path, such as <c>lora_A.weight</c>. Of these the
    /// <see cref="TorchSharp.Modules.Parameter"/>s are trained; other tensors are kept as buffers.
    /// </summary>
    public abstract IReadOnlyDictionary<string, Tensor> Tensors { get; }

    /// <summary>What <see cref="PeftModel.SaveAdapter"/> writes: <see cref="Tensors"/>, or new ones if a file has another form (then <see cref="PeftConfig.ToSave"/> says so too).</summary>
    public virtual IReadOnlyDictionary<string, Tensor> TensorsToSave => Tensors;

    /// <summary>Whether <see cref="Transform"/> is exact at any input, so that the adapter can be merged into the weight.</summary>
    public virtual bool CanMerge => true;

    /// <summary>
    /// Whether a layer with the weight of <see cref="Transform"/> does at this moment what <see cref="Apply"/> does: not so where the
    /// adapter acts on the input, as dropout in training does.
    /// </summary>
    public virtual bool ActsThroughWeight => CanMerge;

    /// <summary>The adapted layer's output.</summary>
    /// <param name="x">The layer's input, such as (…, in).</param>
    /// <param name="y">Its output so far, such as (…, out): the base layer's, or that with the adapters before this one.</param>
    /// <returns>A new tensor of <paramref name="y"/>'s shape and dtype.</returns>
    public abstract Tensor Apply(Tensor x, Tensor y);

    /// <summary>The weight that gives the same output without the adapter, differentiable in the adapter's parameters.</summary>
    /// <param name="weight">The layer's weight so far as a matrix (out, in); see <see cref="BaseLayer.ToMatrix"/>.</param>
    /// <returns>A new tensor of the same shape, in at least single precision.</returns>
    public abstract Tensor Transform(Tensor weight);

    /// <summary>The bias that goes with the weight of <see cref="Transform"/>.</summary>
    /// <param name="bias">The layer's bias so far (out), or null.</param>
    /// <returns>A new tensor, or <paramref name="bias"/> itself if the adapter leaves it alone.</returns>
    public virtual Tensor? TransformBias(Tensor? bias) => bias;

    /// <summary>Gives the <see cref="Tensors"/> the values of a new adapter, and computes what goes with them. What constructors do already need not be done here; what is done here costs nothing where values come from a file.</summary>
    internal protected virtual void Start()
    {
    }

    /// <summary>In the place of <see cref="Start"/> where the <see cref="Tensors"/> are then read from a file: computes what the file does not have.</summary>
    /// <param name="complete">Whether the file has all of them. If not, they need the values of a new adapter.</param>
    internal protected virtual void Restore(bool complete)
    {
        if (!complete)
            Start();
    }

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

    /// <summary>Moves everything below, wherever the layer was when this was made.</summary>
    /// <inheritdoc/>
    protected override Module _to(DeviceType deviceType, int deviceIndex, bool non_blocking)
    {
        _toEpilog(deviceType, deviceIndex, non_blocking);
        return this;
    }
}
