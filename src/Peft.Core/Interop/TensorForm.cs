using static TorchSharp.torch;

namespace Peft.Interop;

/// <summary>What a tensor's gradient looks like.</summary>
internal sealed record TensorForm(long[] Shape, ScalarType Type, Device Device, bool NeedsGradient)
{
    public static TensorForm? Of(object? value) => value is Tensor { IsInvalid: false } t ? new(t.shape, t.dtype, t.device, t.requires_grad) : null;

    public bool Fits(TensorForm? other) => other is not null && Type == other.Type && Shape.SequenceEqual(other.Shape);

    /// <summary>One NaN seen through the whole shape, which takes no memory; null where no gradient is needed, or the device cannot do even that.</summary>
    public Tensor? TryMakeNaN()
    {
        try
        {
            using var single = NeedsGradient ? full(Array.Empty<long>(), Scalars.NaN, Type, Device) : null;
            return single?.expand(Shape);
        }
        catch (Exception)
        {
            return null;
        }
    }

    public override string ToString() => $"[{string.Join(", ", Shape)}] of {Type} on {Device}";
}
