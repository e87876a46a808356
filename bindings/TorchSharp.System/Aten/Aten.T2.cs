// Written by tools/AtenGenerator.cs: change that, or the calls that it serves.
#nullable enable

using static TorchSharp.torch;

namespace TorchSharp.Native;

internal static unsafe partial class Aten
{
    /// <summary><c>aten::trunc(Tensor self) -&gt; Tensor</c></summary>
    internal static Tensor trunc(Tensor self)
    {
        var args = stackalloc Value[] { self };
        var result = s_trunc.Tensor(args, 1);
        GC.KeepAlive(self);
        return result;
    }

    private static readonly Operator s_trunc = new("aten::trunc");

    /// <summary><c>aten::trunc_(Tensor(a!) self) -&gt; Tensor(a!)</c></summary>
    internal static Tensor trunc_(Tensor self)
    {
        var args = stackalloc Value[] { self };
        s_trunc_.InPlace(args, 1);
        GC.KeepAlive(self);
        return self;
    }

    private static readonly Operator s_trunc_ = new("aten::trunc_");
}
