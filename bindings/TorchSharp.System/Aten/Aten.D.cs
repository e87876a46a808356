// Written by tools/AtenGenerator.cs: change that, or the calls that it serves.
using static TorchSharp.torch;

namespace TorchSharp.Native;

internal static unsafe partial class Aten
{
    /// <summary><c>aten::detach(Tensor(a) self) -&gt; Tensor(a)</c></summary>
    internal static Tensor detach(Tensor self)
    {
        var args = stackalloc Value[] { self };
        var result = s_detach.Tensor(args, 1);
        GC.KeepAlive(self);
        return result;
    }

    private static readonly Operator s_detach = new("aten::detach");

    /// <summary><c>aten::detach_(Tensor(a!) self) -&gt; Tensor(a!)</c></summary>
    internal static Tensor detach_(Tensor self)
    {
        var args = stackalloc Value[] { self };
        s_detach_.InPlace(args, 1);
        GC.KeepAlive(self);
        return self;
    }

    private static readonly Operator s_detach_ = new("aten::detach_");
}
