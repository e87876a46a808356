// Written by tools/AtenGenerator.cs: change that, or the calls that it serves.
using static TorchSharp.torch;

namespace TorchSharp.Native;

internal static unsafe partial class Aten
{
    /// <summary><c>aten::empty_like(Tensor self, *, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=None, MemoryFormat? memory_format=None) -&gt; Tensor</c></summary>
    internal static Tensor empty_like(Tensor self, ScalarType? dtype = null, Device? device = null, long? memory_format = null)
    {
        var args = stackalloc Value[] { self, dtype, default, device, default, memory_format };
        var result = s_empty_like.Tensor(args, 6);
        GC.KeepAlive(self);
        return result;
    }

    private static readonly Operator s_empty_like = new("aten::empty_like");

    /// <summary><c>aten::embedding(Tensor weight, Tensor indices, int padding_idx=-1, bool scale_grad_by_freq=False, bool sparse=False) -&gt; Tensor</c></summary>
    internal static Tensor embedding(Tensor weight, Tensor indices, long padding_idx = -1, bool scale_grad_by_freq = false, bool sparse = false)
    {
        var args = stackalloc Value[] { weight, indices, padding_idx, scale_grad_by_freq, sparse };
        var result = s_embedding.Tensor(args, 5);
        GC.KeepAlive(weight);
        GC.KeepAlive(indices);
        return result;
    }

    private static readonly Operator s_embedding = new("aten::embedding");

    /// <summary><c>aten::embedding_renorm_(Tensor(a!) self, Tensor indices, float max_norm, float norm_type) -&gt; Tensor(a!)</c></summary>
    internal static Tensor embedding_renorm_(Tensor self, Tensor indices, double max_norm, double norm_type)
    {
        var args = stackalloc Value[] { self, indices, max_norm, norm_type };
        s_embedding_renorm_.InPlace(args, 4);
        GC.KeepAlive(self);
        GC.KeepAlive(indices);
        return self;
    }

    private static readonly Operator s_embedding_renorm_ = new("aten::embedding_renorm_");

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

    /// <summary><c>aten::exponential_(Tensor(a!) self, float lambd=1., *, Generator? generator=None) -&gt; Tensor(a!)</c></summary>
    internal static Tensor exponential_(Tensor self, double lambd = 1.0, Generator? generator = null)
    {
        var args = stackalloc Value[] { self, lambd, generator };
        s_exponential_.InPlace(args, 3);
        GC.KeepAlive(self);
        GC.KeepAlive(generator);
        return self;
    }

    private static readonly Operator s_exponential_ = new("aten::exponential_");

    /// <summary><c>aten::eye.m(int n, int m, *, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=None) -&gt; Tensor</c></summary>
    internal static Tensor eye_m(long n, long m, ScalarType? dtype = null, Device? device = null)
    {
        var args = stackalloc Value[] { n, m, dtype, default, device, default };
        var result = s_eye_m.Tensor(args, 6);
        return result;
    }

    private static readonly Operator s_eye_m = new("aten::eye", "m");
}
