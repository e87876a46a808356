// Written by tools/AtenGenerator.cs: change that, or the calls that it serves.
using static TorchSharp.torch;

namespace TorchSharp.Native;

internal static unsafe partial class Aten
{
    /// <summary><c>aten::linspace(Scalar start, Scalar end, int steps, *, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=None) -&gt; Tensor</c></summary>
    internal static Tensor linspace(Scalar start, Scalar end, long steps, ScalarType? dtype = null, Device? device = null)
    {
        var args = stackalloc Value[] { start, end, steps, dtype, default, device, default };
        var result = s_linspace.Tensor(args, 7);
        GC.KeepAlive(start);
        GC.KeepAlive(end);
        return result;
    }

    private static readonly Operator s_linspace = new("aten::linspace");

    /// <summary><c>aten::logspace(Scalar start, Scalar end, int steps, float base=10., *, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=None) -&gt; Tensor</c></summary>
    internal static Tensor logspace(Scalar start, Scalar end, long steps, double @base = 10.0, ScalarType? dtype = null, Device? device = null)
    {
        var args = stackalloc Value[] { start, end, steps, @base, dtype, default, device, default };
        var result = s_logspace.Tensor(args, 8);
        GC.KeepAlive(start);
        GC.KeepAlive(end);
        return result;
    }

    private static readonly Operator s_logspace = new("aten::logspace");
}
