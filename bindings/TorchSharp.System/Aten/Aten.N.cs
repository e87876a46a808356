// Written by tools/AtenGenerator.cs: change that, or the calls that it serves.
using static TorchSharp.torch;

namespace TorchSharp.Native;

internal static unsafe partial class Aten
{
    /// <summary><c>aten::new_empty(Tensor self, SymInt[] size, *, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=None) -&gt; Tensor</c></summary>
    internal static Tensor new_empty(Tensor self, long[] size, ScalarType? dtype = null, Device? device = null)
    {
        fixed (long* size_ = size)
        {
            var args = stackalloc Value[] { self, Value.List(size_, size), dtype, default, device, default };
            var result = s_new_empty.Tensor(args, 6);
            GC.KeepAlive(self);
            return result;
        }
    }

    private static readonly Operator s_new_empty = new("aten::new_empty");

    /// <summary><c>aten::new_full(Tensor self, SymInt[] size, Scalar fill_value, *, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=None) -&gt; Tensor</c></summary>
    internal static Tensor new_full(Tensor self, long[] size, Scalar fill_value, ScalarType? dtype = null, Device? device = null)
    {
        fixed (long* size_ = size)
        {
            var args = stackalloc Value[] { self, Value.List(size_, size), fill_value, dtype, default, device, default };
            var result = s_new_full.Tensor(args, 7);
            GC.KeepAlive(self);
            GC.KeepAlive(fill_value);
            return result;
        }
    }

    private static readonly Operator s_new_full = new("aten::new_full");

    /// <summary><c>aten::new_ones(Tensor self, SymInt[] size, *, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=None) -&gt; Tensor</c></summary>
    internal static Tensor new_ones(Tensor self, long[] size, ScalarType? dtype = null, Device? device = null)
    {
        fixed (long* size_ = size)
        {
            var args = stackalloc Value[] { self, Value.List(size_, size), dtype, default, device, default };
            var result = s_new_ones.Tensor(args, 6);
            GC.KeepAlive(self);
            return result;
        }
    }

    private static readonly Operator s_new_ones = new("aten::new_ones");

    /// <summary><c>aten::new_zeros(Tensor self, SymInt[] size, *, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=None) -&gt; Tensor</c></summary>
    internal static Tensor new_zeros(Tensor self, long[] size, ScalarType? dtype = null, Device? device = null)
    {
        fixed (long* size_ = size)
        {
            var args = stackalloc Value[] { self, Value.List(size_, size), dtype, default, device, default };
            var result = s_new_zeros.Tensor(args, 6);
            GC.KeepAlive(self);
            return result;
        }
    }

    private static readonly Operator s_new_zeros = new("aten::new_zeros");

    /// <summary><c>aten::normal_(Tensor(a!) self, float mean=0., float std=1., *, Generator? generator=None) -&gt; Tensor(a!)</c></summary>
    internal static Tensor normal_(Tensor self, double mean = 0.0, double std = 1.0, Generator? generator = null)
    {
        var args = stackalloc Value[] { self, mean, std, generator };
        s_normal_.InPlace(args, 4);
        GC.KeepAlive(self);
        GC.KeepAlive(generator);
        return self;
    }

    private static readonly Operator s_normal_ = new("aten::normal_");
}
