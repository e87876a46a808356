// Written by tools/AtenGenerator.cs: change that, or the calls that it serves.
#nullable enable

using static TorchSharp.torch;

namespace TorchSharp.Native;

internal static unsafe partial class Aten
{
    /// <summary><c>aten::xlogy.Scalar_Other(Tensor self, Scalar other) -&gt; Tensor</c></summary>
    internal static Tensor xlogy_Scalar_Other(Tensor self, Scalar other)
    {
        var args = stackalloc Value[] { self, other };
        var result = s_xlogy_Scalar_Other.Tensor(args, 2);
        GC.KeepAlive(self);
        GC.KeepAlive(other);
        return result;
    }

    private static readonly Operator s_xlogy_Scalar_Other = new("aten::xlogy", "Scalar_Other");

    /// <summary><c>aten::xlogy.Tensor(Tensor self, Tensor other) -&gt; Tensor</c></summary>
    internal static Tensor xlogy_Tensor(Tensor self, Tensor other)
    {
        var args = stackalloc Value[] { self, other };
        var result = s_xlogy_Tensor.Tensor(args, 2);
        GC.KeepAlive(self);
        GC.KeepAlive(other);
        return result;
    }

    private static readonly Operator s_xlogy_Tensor = new("aten::xlogy", "Tensor");

    /// <summary><c>aten::xlogy_.Scalar_Other(Tensor(a!) self, Scalar other) -&gt; Tensor(a!)</c></summary>
    internal static Tensor xlogy__Scalar_Other(Tensor self, Scalar other)
    {
        var args = stackalloc Value[] { self, other };
        s_xlogy__Scalar_Other.InPlace(args, 2);
        GC.KeepAlive(self);
        GC.KeepAlive(other);
        return self;
    }

    private static readonly Operator s_xlogy__Scalar_Other = new("aten::xlogy_", "Scalar_Other");

    /// <summary><c>aten::xlogy_.Tensor(Tensor(a!) self, Tensor other) -&gt; Tensor(a!)</c></summary>
    internal static Tensor xlogy__Tensor(Tensor self, Tensor other)
    {
        var args = stackalloc Value[] { self, other };
        s_xlogy__Tensor.InPlace(args, 2);
        GC.KeepAlive(self);
        GC.KeepAlive(other);
        return self;
    }

    private static readonly Operator s_xlogy__Tensor = new("aten::xlogy_", "Tensor");
}
