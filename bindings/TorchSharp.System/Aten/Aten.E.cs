// Written by tools/AtenGenerator.cs: change that, or the calls that it serves.
using static TorchSharp.torch;

namespace TorchSharp.Native;

internal static unsafe partial class Aten
{
    /// <summary><c>aten::equal(Tensor self, Tensor other) -&gt; bool</c></summary>
    internal static bool equal(Tensor self, Tensor other)
    {
        var args = stackalloc Value[] { self, other };
        bool result = s_equal.Call(args, 2).Boolean;
        GC.KeepAlive(self);
        GC.KeepAlive(other);
        return result;
    }

    private static readonly Operator s_equal = new("aten::equal");
}
