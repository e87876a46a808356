// Written by tools/AtenGenerator.cs: change that, or the calls that it serves.
using static TorchSharp.torch;

namespace TorchSharp.Native;

internal static unsafe partial class Aten
{
    /// <summary><c>aten::add.Tensor(Tensor self, Tensor other, *, Scalar alpha=1) -&gt; Tensor</c></summary>
    internal static Tensor add_Tensor(Tensor self, Tensor other, Scalar? alpha = null)
    {
        var args = stackalloc Value[] { self, other, alpha is null ? default : (Value)alpha };
        var result = s_add_Tensor.Tensor(args, 3);
        GC.KeepAlive(self);
        GC.KeepAlive(other);
        GC.KeepAlive(alpha);
        return result;
    }

    private static readonly Operator s_add_Tensor = new("aten::add", "Tensor");

    /// <summary><c>aten::add_.Scalar(Tensor(a!) self, Scalar other, Scalar alpha=1) -&gt; Tensor(a!)</c></summary>
    internal static Tensor add__Scalar(Tensor self, Scalar other, Scalar? alpha = null)
    {
        var args = stackalloc Value[] { self, other, alpha is null ? default : (Value)alpha };
        s_add__Scalar.InPlace(args, 3);
        GC.KeepAlive(self);
        GC.KeepAlive(other);
        GC.KeepAlive(alpha);
        return self;
    }

    private static readonly Operator s_add__Scalar = new("aten::add_", "Scalar");

    /// <summary><c>aten::arange.start_step(Scalar start, Scalar end, Scalar step=1, *, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=None) -&gt; Tensor</c></summary>
    internal static Tensor arange_start_step(Scalar start, Scalar end, Scalar? step = null, ScalarType? dtype = null, Device? device = null)
    {
        var args = stackalloc Value[] { start, end, step is null ? default : (Value)step, dtype, default, device, default };
        var result = s_arange_start_step.Tensor(args, 7);
        GC.KeepAlive(start);
        GC.KeepAlive(end);
        GC.KeepAlive(step);
        return result;
    }

    private static readonly Operator s_arange_start_step = new("aten::arange", "start_step");
}
