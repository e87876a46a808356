using Peft.Adapters;
using TorchSharp;
using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace Peft.Quantization;

/// <summary>
/// A layer whose weight is quantised: not a parameter, never trained, seen by <c>state_dict</c> as the buffers that bitsandbytes saves. A change of type reaches the bias only;
/// the packed bytes stay as they are, on whatever device.
/// </summary>
/// <typeparam name="TWeight">The form of the weight.</typeparam>
public abstract class QuantizedModule<TWeight> : nn.Module<Tensor, Tensor>, IQuantizedLayer
    where TWeight : class, IQuantizedWeight
{
    private TWeight _weight;

    [ComponentName(Name = "bias")]
    private Parameter? _bias;

    private protected QuantizedModule(string name, TWeight weight, Parameter? bias)
        : base(name)
    {
        ArgumentNullException.ThrowIfNull(weight);
        if (weight.Shape.Count != 2)
            throw new ArgumentException($"The weight of a {name} has the shape [{string.Join(", ", weight.Shape)}]; expected two dimensions. help: Quantise the layer's weight as it is.", nameof(weight));
        if (bias is not null && (bias.dim() != 1 || bias.shape[0] != weight.Shape[0]))
        {
            throw new ArgumentException($"The bias of a {name} has the shape [{string.Join(", ", bias.shape)}]; expected [{weight.Shape[0]}], as the weight has rows. help: Give the bias of the same layer.",
                nameof(bias));
        }
        (_weight, _bias) = (weight, bias);
        RegisterComponents();
    }

    /// <summary>The weight, which belongs to the layer. Whoever sets another one disposes the one that was there, or keeps it.</summary>
    public virtual TWeight QuantizedWeight
    {
        get => _weight;
        set
        {
            ArgumentNullException.ThrowIfNull(value);
            if (!value.Shape.SequenceEqual(_weight.Shape))
                throw new ArgumentException($"The weight is [{string.Join(", ", value.Shape)}]; expected [{string.Join(", ", _weight.Shape)}] as before. help: Make another layer instead.", nameof(value));
            _weight = value;
            Publish(value);
        }
    }

    /// <inheritdoc/>
    public virtual LayerKind Kind => LayerKind.Linear;

    /// <summary>The bias (out), or null.</summary>
    public Parameter? Bias => _bias;

    IQuantizedWeight IQuantizedLayer.QuantizedWeight
    {
        get => QuantizedWeight;
        set => QuantizedWeight = value as TWeight ?? throw new ArgumentException($"The weight is a {value?.GetType().Name ?? "null"}; expected a {typeof(TWeight).Name}. help: Make another layer instead.", nameof(value));
    }

    /// <summary>What <c>state_dict</c> shows of a weight, by bitsandbytes' names; it shares the weight's memory.</summary>
    private protected abstract Dictionary<string, Tensor> PartsOf(TWeight weight);

    /// <summary>Makes the parts of a weight the buffers of this module.</summary>
    private protected void Publish(TWeight weight)
    {
        using var scope = NewDisposeScope();
        var parts = PartsOf(weight);
        scope.Detach(parts.Values);
        Unpublish();
        foreach (var (name, part) in parts)
            ConditionallyRegisterBuffer(name, part);
    }

    /// <inheritdoc/>
    /// <remarks>Wherever it was made.</remarks>
    protected override nn.Module _to(DeviceType deviceType, int deviceIndex, bool non_blocking)
    {
        _toEpilog(deviceType, deviceIndex, non_blocking);
        return this;
    }

    /// <inheritdoc/>
    protected override void _toEpilog(ScalarType? dtype, Device? device, bool non_blocking)
    {
        if (device is not null)
            Move(device);
        if (_bias is null || !ReplaceParameter(dtype, device, _bias, out var converted))
            return;
        ConditionallyRegisterParameter("bias", converted);
        _bias.Dispose();
        _bias = converted;
    }

    private void Move(Device device)
    {
        var former = QuantizedWeight;
        if (former.Device.Is(device))
            return;
        QuantizedWeight = (TWeight)former.To(device);
        former.Dispose();
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            Unpublish();
            _weight.Dispose();
        }
        base.Dispose(disposing);
    }

    private void Unpublish()
    {
        foreach (var (name, buffer) in named_buffers(recurse: false).ToList())
        {
            ConditionallyRegisterBuffer(name, null!);
            buffer.Dispose();
        }
    }

    /// <summary>Makes sure that an input is (…, features), of floating-point numbers, where the weight is.</summary>
    /// <exception cref="ArgumentException">It is not.</exception>
    private protected void Check(Tensor input, long features)
    {
        ArgumentNullException.ThrowIfNull(input);
        if (input.dim() == 0 || input.shape[^1] != features || !input.is_floating_point() || !input.device.Is(_weight.Device))
        {
            throw new ArgumentException($"The input of a {GetName()} is {input.dtype} [{string.Join(", ", input.shape)}] on {input.device}; "
                + $"expected floating-point numbers [..., {features}] on {_weight.Device}. help: Look at what the layer before gives.", nameof(input));
        }
    }
}
