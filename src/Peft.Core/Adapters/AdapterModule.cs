using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Peft.Adapters;

/// <summary>Tensors that an adapter trains, or stores in files, by their names there.</summary>
/// <remarks>
/// A method adds them with <see cref="AddParameter"/> and <see cref="AddConstant"/> in its constructor and finds them again by their names. One that keeps them in private fields
/// instead calls <c>RegisterComponents</c> and overrides <see cref="Tensors"/>.
/// </remarks>
public abstract class AdapterModule : Module
{
    private readonly List<string> _keys = [];
    private readonly ScalarType _type;
    private readonly Device _device;

    private protected AdapterModule(string name, ScalarType type, Device device)
        : base(name) => (_type, _device) = (type, device);

    /// <summary>
    /// What goes into a checkpoint, by the names that it has there after the layer's path, such as <c>lora_A.weight</c>. Of these the
    /// <see cref="TorchSharp.Modules.Parameter"/>s are trained; other tensors are kept as buffers.
    /// </summary>
    public virtual IReadOnlyDictionary<string, Tensor> Tensors => _keys.ToDictionary(key => key, key => this[key]);

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

    /// <summary>A tensor that was added, by its name in files.</summary>
    /// <param name="key">The name.</param>
    /// <exception cref="KeyNotFoundException">None of this name was added.</exception>
    protected Tensor this[string key] => TryGet(key) ?? throw new KeyNotFoundException($"{GetName()} has no tensor '{key}'. help: Add it with AddParameter or AddConstant.");

    /// <summary>A tensor that was added, by its name in files; null if none was.</summary>
    /// <param name="key">The name.</param>
    protected Tensor? TryGet(string key) => get_parameter(NameOf(key)) ?? get_buffer(NameOf(key));

    /// <summary>Adds a tensor that is trained and stored: on the layer's device, in the adapter's type, not initialised.</summary>
    /// <param name="key">Its name in files after the layer's path.</param>
    /// <param name="shape">Its shape.</param>
    protected Parameter AddParameter(string key, params long[] shape)
    {
        var parameter = new Parameter(empty(shape, _type, _device));
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
