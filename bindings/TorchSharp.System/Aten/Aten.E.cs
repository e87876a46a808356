// Written by tools/AtenGenerator.cs: change that, or the calls that it serves.
using static TorchSharp.torch;

namespace TorchSharp.Native;

internal static unsafe partial class Aten
{
    /// <summary><c>aten::empty.memory_format(SymInt[] size, *, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=None, MemoryFormat? memory_format=None) -&gt; Tensor</c></summary>
    internal static Tensor empty_memory_format(long[] size, ScalarType? dtype = null, Device? device = null, long? memory_format = null)
    {
        fixed (long* size_ = size)
        {
            var args = stackalloc Value[] { Value.List(size_, size), dtype, default, device, default, memory_format };
            var result = s_empty_memory_format.Tensor(args, 6);
            return result;
        }
    }

    private static readonly Operator s_empty_memory_format = new("aten::empty", "memory_format");

    /// <summary><c>aten::empty_strided(SymInt[] size, SymInt[] stride, *, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=None) -&gt; Tensor</c></summary>
    internal static Tensor empty_strided(long[] size, long[] stride, ScalarType? dtype = null, Device? device = null)
    {
        fixed (long* size_ = size)
        fixed (long* stride_ = stride)
        {
            var args = stackalloc Value[] { Value.List(size_, size), Value.List(stride_, stride), dtype, default, device, default };
            var result = s_empty_strided.Tensor(args, 6);
            return result;
        }
    }

    private static readonly Operator s_empty_strided = new("aten::empty_strided");

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

    /// <summary><c>aten::eye.m(int n, int m, *, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=None) -&gt; Tensor</c></summary>
    internal static Tensor eye_m(long n, long m, ScalarType? dtype = null, Device? device = null)
    {
        var args = stackalloc Value[] { n, m, dtype, default, device, default };
        var result = s_eye_m.Tensor(args, 6);
        return result;
    }

    private static readonly Operator s_eye_m = new("aten::eye", "m");
}
