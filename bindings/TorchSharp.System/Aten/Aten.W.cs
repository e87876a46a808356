// Written by tools/AtenGenerator.cs: change that, or the calls that it serves.
#nullable enable

using static TorchSharp.torch;

namespace TorchSharp.Native;

internal static unsafe partial class Aten
{
    /// <summary><c>aten::where(Tensor condition) -&gt; Tensor[]</c></summary>
    internal static Tensor[] where(Tensor condition)
    {
        var args = stackalloc Value[] { condition };
        var results = s_where.Tensors(args, 1);
        GC.KeepAlive(condition);
        return results;
    }

    private static readonly Operator s_where = new("aten::where");

    /// <summary><c>aten::where.self(Tensor condition, Tensor self, Tensor other) -&gt; Tensor</c></summary>
    internal static Tensor where_self(Tensor condition, Tensor self, Tensor other)
    {
        var args = stackalloc Value[] { condition, self, other };
        var result = s_where_self.Tensor(args, 3);
        GC.KeepAlive(condition);
        GC.KeepAlive(self);
        GC.KeepAlive(other);
        return result;
    }

    private static readonly Operator s_where_self = new("aten::where", "self");
}
