// Written by tools/AtenGenerator.cs: change that, or the calls that it serves.
using static TorchSharp.torch;

namespace TorchSharp.Native;

internal static unsafe partial class Aten
{
    /// <summary><c>aten::scalar_tensor(Scalar s, *, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=None) -&gt; Tensor</c></summary>
    internal static Tensor scalar_tensor(Scalar s, ScalarType? dtype = null, Device? device = null)
    {
        var args = stackalloc Value[] { s, dtype, default, device, default };
        var result = s_scalar_tensor.Tensor(args, 5);
        GC.KeepAlive(s);
        return result;
    }

    private static readonly Operator s_scalar_tensor = new("aten::scalar_tensor");

    /// <summary><c>aten::set_.source_Tensor(Tensor(a!) self, Tensor source) -&gt; Tensor(a!)</c></summary>
    internal static Tensor set__source_Tensor(Tensor self, Tensor source)
    {
        var args = stackalloc Value[] { self, source };
        s_set__source_Tensor.InPlace(args, 2);
        GC.KeepAlive(self);
        GC.KeepAlive(source);
        return self;
    }

    private static readonly Operator s_set__source_Tensor = new("aten::set_", "source_Tensor");

    /// <summary><c>aten::sparse_coo_tensor.indices_size(Tensor indices, Tensor values, int[] size, *, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=None) -&gt; Tensor</c></summary>
    internal static Tensor sparse_coo_tensor_indices_size(Tensor indices, Tensor values, long[] size, ScalarType? dtype = null, Device? device = null)
    {
        fixed (long* size_ = size)
        {
            var args = stackalloc Value[] { indices, values, Value.List(size_, size), dtype, default, device, default };
            var result = s_sparse_coo_tensor_indices_size.Tensor(args, 7);
            GC.KeepAlive(indices);
            GC.KeepAlive(values);
            return result;
        }
    }

    private static readonly Operator s_sparse_coo_tensor_indices_size = new("aten::sparse_coo_tensor", "indices_size");
}
