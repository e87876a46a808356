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
/// <remarks>
/// The shapes that most methods have are classes of their own: <see cref="OutputAdapter"/>, <see cref="DeltaAdapter"/>, <see cref="WeightAdapter"/>, <see cref="RotationAdapter"/>.
/// A method adds its tensors with <see cref="AddParameter"/> and <see cref="AddConstant"/> and finds them again by their names in files. One that keeps them in private fields
/// instead calls <c>RegisterComponents</c> and overrides <see cref="Tensors"/>.
/// </remarks>
public abstract class Adapter : Module
{
    private readonly List<string> _keys = [];
    private readonly ScalarType _type;

    /// <summary>Creates the adapter.</summary>
    /// <param name="name">The type's name, for TorchSharp.</param>
    /// <param name="layer">The layer that is adapted.</param>
    /// <param name="type">The element type of what it trains: see <see cref="PeftConfig.AdapterType"/>.</param>
    protected Adapter(string name, BaseLayer layer, ScalarType type)
        : base(name) => (Layer, _type) = (layer, type);

    /// <summary>The layer that is adapted.</summary>
    public BaseLayer Layer { get; }

    /// <summary>
    /// What goes into a checkpoint, by the names that it has there after the layer's path, such as <c>lora_A.weight</c>. Of these the
    /// <see cref="TorchSharp.Modules.Parameter"/>s are trained; other tensors are kept as buffers.
    /// </summary>
    public virtual IReadOnlyDictionary<string, Tensor> Tensors => _keys.ToDictionary(key => key, key => this[key]);

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

    /// <summary>A tensor that was added, by its name in files.</summary>
    /// <param name="key">The name.</param>
    /// <exception cref="KeyNotFoundException">None of this name was added.</exception>
    protected Tensor this[string key] => TryGet(key) ?? throw new KeyNotFoundException($"{GetName()} has no tensor '{key}'. help: add it with AddParameter or AddConstant.");

    /// <summary>A tensor that was added, by its name in files; null if none was.</summary>
    /// <param name="key">The name.</param>
    protected Tensor? TryGet(string key) => get_parameter(NameOf(key)) ?? get_buffer(NameOf(key));

    /// <summary>Adds a tensor that is trained and stored: on the layer's device, in the adapter's type, not initialised.</summary>
    /// <param name="key">Its name in files after the layer's path.</param>
    /// <param name="shape">Its shape.</param>
    protected Parameter AddParameter(string key, params long[] shape)
    {
        var parameter = new Parameter(empty(shape, _type, Layer.Device));
        register_parameter(NameOf(key), parameter);
        _keys.Add(key);
        return parameter;
    }

    /// <summary>Adds a tensor that is not trained, and stored only if it is said so.</summary>
    /// <param name="key">Its name in files after the layer's path.</param>
    /// <param name="value">The tensor, which the adapter disposes.</param>
    /// <param name="stored">Whether it goes into files.</param>
    protected void AddConstant(string key, Tensor value, bool stored = false)
    {
        register_buffer(NameOf(key), value);
        if (stored)
            _keys.Add(key);
    }

    /// <summary>Moves everything below, wherever the layer was when this was made.</summary>
    /// <inheritdoc/>
    protected override Module _to(DeviceType deviceType, int deviceIndex, bool non_blocking)
    {
        _toEpilog(deviceType, deviceIndex, non_blocking);
        return this;
    }

    // Names of registered tensors cannot have dots.
    private static string NameOf(string key) => key.Replace('.', '_');
}
