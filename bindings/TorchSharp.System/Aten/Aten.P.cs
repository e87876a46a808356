// Written by tools/AtenGenerator.cs: change that, or the calls that it serves.
using static TorchSharp.torch;

namespace TorchSharp.Native;

internal static unsafe partial class Aten
{
    /// <summary><c>aten::poisson(Tensor self, Generator? generator=None) -&gt; Tensor</c></summary>
    internal static Tensor poisson(Tensor self, Generator? generator = null)
    {
        var args = stackalloc Value[] { self, generator };
        var result = s_poisson.Tensor(args, 2);
        GC.KeepAlive(self);
        GC.KeepAlive(generator);
        return result;
    }

    private static readonly Operator s_poisson = new("aten::poisson");

    /// <summary><c>aten::polar(Tensor abs, Tensor angle) -&gt; Tensor</c></summary>
    internal static Tensor polar(Tensor abs, Tensor angle)
    {
        var args = stackalloc Value[] { abs, angle };
        var result = s_polar.Tensor(args, 2);
        GC.KeepAlive(abs);
        GC.KeepAlive(angle);
        return result;
    }

    private static readonly Operator s_polar = new("aten::polar");
}
