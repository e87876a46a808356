// Written by tools/AtenGenerator.cs: change that, or the calls that it serves.
using static TorchSharp.torch;

namespace TorchSharp.Native;

internal static unsafe partial class Aten
{
    /// <summary><c>aten::fill_.Scalar(Tensor(a!) self, Scalar value) -&gt; Tensor(a!)</c></summary>
    internal static Tensor fill__Scalar(Tensor self, Scalar value)
    {
        var args = stackalloc Value[] { self, value };
        s_fill__Scalar.InPlace(args, 2);
        GC.KeepAlive(self);
        GC.KeepAlive(value);
        return self;
    }

    private static readonly Operator s_fill__Scalar = new("aten::fill_", "Scalar");

    /// <summary><c>aten::from_file(str filename, bool? shared=None, int? size=0, *, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=None) -&gt; Tensor</c></summary>
    internal static Tensor from_file(string filename, bool? shared = null, long? size = null, ScalarType? dtype = null, Device? device = null)
    {
        var filename_utf8 = Operator.Utf8(filename);
        fixed (byte* filename_ = filename_utf8)
        {
            var args = stackalloc Value[] { Value.String(filename_, filename_utf8), shared, size, dtype, default, device, default };
            var result = s_from_file.Tensor(args, 7);
            return result;
        }
    }

    private static readonly Operator s_from_file = new("aten::from_file");

    /// <summary><c>aten::full(SymInt[] size, Scalar fill_value, *, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=None) -&gt; Tensor</c></summary>
    internal static Tensor full(long[] size, Scalar fill_value, ScalarType? dtype = null, Device? device = null)
    {
        fixed (long* size_ = size)
        {
            var args = stackalloc Value[] { Value.List(size_, size), fill_value, dtype, default, device, default };
            var result = s_full.Tensor(args, 6);
            GC.KeepAlive(fill_value);
            return result;
        }
    }

    private static readonly Operator s_full = new("aten::full");

    /// <summary><c>aten::full_like(Tensor self, Scalar fill_value, *, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=None, MemoryFormat? memory_format=None) -&gt; Tensor</c></summary>
    internal static Tensor full_like(Tensor self, Scalar fill_value, ScalarType? dtype = null, Device? device = null, long? memory_format = null)
    {
        var args = stackalloc Value[] { self, fill_value, dtype, default, device, default, memory_format };
        var result = s_full_like.Tensor(args, 7);
        GC.KeepAlive(self);
        GC.KeepAlive(fill_value);
        return result;
    }

    private static readonly Operator s_full_like = new("aten::full_like");
}
