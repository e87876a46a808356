// Written by tools/AtenGenerator.cs: change that, or the calls that it serves.
using static TorchSharp.torch;

namespace TorchSharp.Native;

internal static unsafe partial class Aten
{
    /// <summary><c>aten::item(Tensor self) -&gt; Scalar</c></summary>
    internal static Scalar item(Tensor self)
    {
        var args = stackalloc Value[] { self };
        var result = s_item.Scalar(args, 1);
        GC.KeepAlive(self);
        return result;
    }

    private static readonly Operator s_item = new("aten::item");
}
