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

    /// <summary><c>aten::log_normal_(Tensor(a!) self, float mean=1., float std=2., *, Generator? generator=None) -&gt; Tensor(a!)</c></summary>
    internal static Tensor log_normal_(Tensor self, double mean = 1.0, double std = 2.0, Generator? generator = null)
    {
        var args = stackalloc Value[] { self, mean, std, generator };
        s_log_normal_.InPlace(args, 4);
        GC.KeepAlive(self);
        GC.KeepAlive(generator);
        return self;
    }

    private static readonly Operator s_log_normal_ = new("aten::log_normal_");

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
