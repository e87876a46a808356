using Peft.Interop;
using TorchSharp;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Peft.Adapters;

/// <summary>
/// A constant that an adapter adds to its layer's weight. PEFT writes it into the base model's weight; here it belongs to the adapter, so that
/// the base stays what it was: without the adapter the model is the base, several adapters can be on it, and detaching is exact.
/// </summary>
internal abstract class WeightShift(string name) : Module(name)
{
    /// <summary>The layer's output with the shifted weight, in the shift's precision.</summary>
    internal abstract Tensor Apply(Tensor x, Tensor y);

    /// <summary>The shifted weight, in the shift's precision.</summary>
    internal abstract Tensor Transform(Tensor weight);
}

/// <summary>W − s · B₀ A₀ with the factors that an adapter starts from.</summary>
internal sealed class LowRankShift : WeightShift
{
    private readonly Scalar _scale;

    [ComponentName(Name = "start_A")]
    private readonly Tensor _a;

    [ComponentName(Name = "start_B")]
    private readonly Tensor _b;

    internal LowRankShift(Tensor a, Tensor b, double scaling)
        : base(nameof(LowRankShift))
    {
        (_a, _b, _scale) = (a.detach().clone(), b.detach().clone(), -scaling);
        RegisterComponents();
    }

    /// <summary>A₀ (r, in).</summary>
    internal Tensor A => _a;

    /// <summary>B₀ (out, r).</summary>
    internal Tensor B => _b;

    internal override Tensor Apply(Tensor x, Tensor y) => y.to(_a.dtype).add(functional.linear(functional.linear(x.to(_a.dtype), _a), _b), _scale);

    internal override Tensor Transform(Tensor weight) => weight.to(_a.dtype).add(_b.mm(_a), _scale);

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _scale.Dispose();
        base.Dispose(disposing);
    }
}

/// <summary>W + D with any matrix D (out, in).</summary>
internal sealed class DenseShift : WeightShift
{
    [ComponentName(Name = "offset")]
    private readonly Tensor _offset;

    internal DenseShift(Tensor offset)
        : base(nameof(DenseShift))
    {
        _offset = offset;
        RegisterComponents();
    }

    internal override Tensor Apply(Tensor x, Tensor y) => y.to(_offset.dtype).add(functional.linear(x.to(_offset.dtype), _offset), Scalars.One);

    internal override Tensor Transform(Tensor weight) => weight.to(_offset.dtype).add(_offset, Scalars.One);
}
