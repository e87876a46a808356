// Written by tools/AtenGenerator.cs: change that, or the calls that it serves.
#nullable enable

using static TorchSharp.torch;

namespace TorchSharp.Native;

internal static unsafe partial class Aten
{
    /// <summary><c>aten::one_hot(Tensor self, int num_classes=-1) -&gt; Tensor</c></summary>
    internal static Tensor one_hot(Tensor self, long num_classes = -1)
    {
        var args = stackalloc Value[] { self, num_classes };
        var result = s_one_hot.Tensor(args, 2);
        GC.KeepAlive(self);
        return result;
    }

    private static readonly Operator s_one_hot = new("aten::one_hot");

    /// <summary><c>aten::ones(SymInt[] size, *, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=None) -&gt; Tensor</c></summary>
    internal static Tensor ones(long[] size, ScalarType? dtype = null, Device? device = null)
    {
        fixed (long* size_ = size)
        {
            var args = stackalloc Value[] { Value.List(size_, size), dtype, default, device, default };
            var result = s_ones.Tensor(args, 5);
            return result;
        }
    }

    private static readonly Operator s_ones = new("aten::ones");

    /// <summary><c>aten::ones_like(Tensor self, *, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=None, MemoryFormat? memory_format=None) -&gt; Tensor</c></summary>
    internal static Tensor ones_like(Tensor self, ScalarType? dtype = null, Device? device = null, long? memory_format = null)
    {
        var args = stackalloc Value[] { self, dtype, default, device, default, memory_format };
        var result = s_ones_like.Tensor(args, 6);
        GC.KeepAlive(self);
        return result;
    }

    private static readonly Operator s_ones_like = new("aten::ones_like");

    /// <summary><c>aten::ormqr(Tensor self, Tensor input2, Tensor input3, bool left=True, bool transpose=False) -&gt; Tensor</c></summary>
    internal static Tensor ormqr(Tensor self, Tensor input2, Tensor input3, bool left = true, bool transpose = false)
    {
        var args = stackalloc Value[] { self, input2, input3, left, transpose };
        var result = s_ormqr.Tensor(args, 5);
        GC.KeepAlive(self);
        GC.KeepAlive(input2);
        GC.KeepAlive(input3);
        return result;
    }

    private static readonly Operator s_ormqr = new("aten::ormqr");

    /// <summary><c>aten::outer(Tensor self, Tensor vec2) -&gt; Tensor</c></summary>
    internal static Tensor outer(Tensor self, Tensor vec2)
    {
        var args = stackalloc Value[] { self, vec2 };
        var result = s_outer.Tensor(args, 2);
        GC.KeepAlive(self);
        GC.KeepAlive(vec2);
        return result;
    }

    private static readonly Operator s_outer = new("aten::outer");
}
