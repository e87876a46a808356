// Written by tools/AtenGenerator.cs: change that, or the calls that it serves.
#nullable enable

using static TorchSharp.torch;

namespace TorchSharp.Native;

internal static unsafe partial class Aten
{
    /// <summary><c>aten::t(Tensor(a) self) -&gt; Tensor(a)</c></summary>
    internal static Tensor t(Tensor self)
    {
        var args = stackalloc Value[] { self };
        var result = s_t.Tensor(args, 1);
        GC.KeepAlive(self);
        return result;
    }

    private static readonly Operator s_t = new("aten::t");

    /// <summary><c>aten::take(Tensor self, Tensor index) -&gt; Tensor</c></summary>
    internal static Tensor take(Tensor self, Tensor index)
    {
        var args = stackalloc Value[] { self, index };
        var result = s_take.Tensor(args, 2);
        GC.KeepAlive(self);
        GC.KeepAlive(index);
        return result;
    }

    private static readonly Operator s_take = new("aten::take");

    /// <summary><c>aten::take_along_dim(Tensor self, Tensor indices, int? dim=None) -&gt; Tensor</c></summary>
    internal static Tensor take_along_dim(Tensor self, Tensor indices, long? dim = null)
    {
        var args = stackalloc Value[] { self, indices, dim };
        var result = s_take_along_dim.Tensor(args, 3);
        GC.KeepAlive(self);
        GC.KeepAlive(indices);
        return result;
    }

    private static readonly Operator s_take_along_dim = new("aten::take_along_dim");

    /// <summary><c>aten::tan(Tensor self) -&gt; Tensor</c></summary>
    internal static Tensor tan(Tensor self)
    {
        var args = stackalloc Value[] { self };
        var result = s_tan.Tensor(args, 1);
        GC.KeepAlive(self);
        return result;
    }

    private static readonly Operator s_tan = new("aten::tan");

    /// <summary><c>aten::tan_(Tensor(a!) self) -&gt; Tensor(a!)</c></summary>
    internal static Tensor tan_(Tensor self)
    {
        var args = stackalloc Value[] { self };
        s_tan_.InPlace(args, 1);
        GC.KeepAlive(self);
        return self;
    }

    private static readonly Operator s_tan_ = new("aten::tan_");

    /// <summary><c>aten::tanh(Tensor self) -&gt; Tensor</c></summary>
    internal static Tensor tanh(Tensor self)
    {
        var args = stackalloc Value[] { self };
        var result = s_tanh.Tensor(args, 1);
        GC.KeepAlive(self);
        return result;
    }

    private static readonly Operator s_tanh = new("aten::tanh");

    /// <summary><c>aten::tanh_(Tensor(a!) self) -&gt; Tensor(a!)</c></summary>
    internal static Tensor tanh_(Tensor self)
    {
        var args = stackalloc Value[] { self };
        s_tanh_.InPlace(args, 1);
        GC.KeepAlive(self);
        return self;
    }

    private static readonly Operator s_tanh_ = new("aten::tanh_");

    /// <summary><c>aten::tensor_split.indices(Tensor(a -&gt; *) self, int[] indices, int dim=0) -&gt; Tensor(a)[]</c></summary>
    internal static Tensor[] tensor_split_indices(Tensor self, long[] indices, long dim = 0)
    {
        fixed (long* indices_ = indices)
        {
            var args = stackalloc Value[] { self, Value.List(indices_, indices), dim };
            var results = s_tensor_split_indices.Tensors(args, 3);
            GC.KeepAlive(self);
            return results;
        }
    }

    private static readonly Operator s_tensor_split_indices = new("aten::tensor_split", "indices");

    /// <summary><c>aten::tensor_split.sections(Tensor(a -&gt; *) self, int sections, int dim=0) -&gt; Tensor(a)[]</c></summary>
    internal static Tensor[] tensor_split_sections(Tensor self, long sections, long dim = 0)
    {
        var args = stackalloc Value[] { self, sections, dim };
        var results = s_tensor_split_sections.Tensors(args, 3);
        GC.KeepAlive(self);
        return results;
    }

    private static readonly Operator s_tensor_split_sections = new("aten::tensor_split", "sections");

    /// <summary><c>aten::tensor_split.tensor_indices_or_sections(Tensor(a -&gt; *) self, Tensor tensor_indices_or_sections, int dim=0) -&gt; Tensor(a)[]</c></summary>
    internal static Tensor[] tensor_split_tensor_indices_or_sections(Tensor self, Tensor tensor_indices_or_sections, long dim = 0)
    {
        var args = stackalloc Value[] { self, tensor_indices_or_sections, dim };
        var results = s_tensor_split_tensor_indices_or_sections.Tensors(args, 3);
        GC.KeepAlive(self);
        GC.KeepAlive(tensor_indices_or_sections);
        return results;
    }

    private static readonly Operator s_tensor_split_tensor_indices_or_sections = new("aten::tensor_split", "tensor_indices_or_sections");

    /// <summary><c>aten::tensordot(Tensor self, Tensor other, int[] dims_self, int[] dims_other) -&gt; Tensor</c></summary>
    internal static Tensor tensordot(Tensor self, Tensor other, long[] dims_self, long[] dims_other)
    {
        fixed (long* dims_self_ = dims_self)
        fixed (long* dims_other_ = dims_other)
        {
            var args = stackalloc Value[] { self, other, Value.List(dims_self_, dims_self), Value.List(dims_other_, dims_other) };
            var result = s_tensordot.Tensor(args, 4);
            GC.KeepAlive(self);
            GC.KeepAlive(other);
            return result;
        }
    }

    private static readonly Operator s_tensordot = new("aten::tensordot");

    /// <summary><c>aten::threshold(Tensor self, Scalar threshold, Scalar value) -&gt; Tensor</c></summary>
    internal static Tensor threshold(Tensor self, Scalar threshold, Scalar value)
    {
        var args = stackalloc Value[] { self, threshold, value };
        var result = s_threshold.Tensor(args, 3);
        GC.KeepAlive(self);
        GC.KeepAlive(threshold);
        GC.KeepAlive(value);
        return result;
    }

    private static readonly Operator s_threshold = new("aten::threshold");

    /// <summary><c>aten::threshold_(Tensor(a!) self, Scalar threshold, Scalar value) -&gt; Tensor(a!)</c></summary>
    internal static Tensor threshold_(Tensor self, Scalar threshold, Scalar value)
    {
        var args = stackalloc Value[] { self, threshold, value };
        s_threshold_.InPlace(args, 3);
        GC.KeepAlive(self);
        GC.KeepAlive(threshold);
        GC.KeepAlive(value);
        return self;
    }

    private static readonly Operator s_threshold_ = new("aten::threshold_");

    /// <summary><c>aten::tile(Tensor self, int[] dims) -&gt; Tensor</c></summary>
    internal static Tensor tile(Tensor self, long[] dims)
    {
        fixed (long* dims_ = dims)
        {
            var args = stackalloc Value[] { self, Value.List(dims_, dims) };
            var result = s_tile.Tensor(args, 2);
            GC.KeepAlive(self);
            return result;
        }
    }

    private static readonly Operator s_tile = new("aten::tile");

    /// <summary><c>aten::to_dense(Tensor self, ScalarType? dtype=None) -&gt; Tensor</c></summary>
    internal static Tensor to_dense(Tensor self, ScalarType? dtype = null)
    {
        var args = stackalloc Value[] { self, dtype };
        var result = s_to_dense.Tensor(args, 2);
        GC.KeepAlive(self);
        return result;
    }

    private static readonly Operator s_to_dense = new("aten::to_dense");

    /// <summary><c>aten::to.device(Tensor(a) self, Device device, ScalarType dtype, bool non_blocking=False, bool copy=False, MemoryFormat? memory_format=None) -&gt; Tensor(a)</c></summary>
    internal static Tensor to_device(Tensor self, Device device, ScalarType dtype, bool non_blocking = false, bool copy = false, long? memory_format = null)
    {
        var args = stackalloc Value[] { self, device, dtype, non_blocking, copy, memory_format };
        var result = s_to_device.Tensor(args, 6);
        GC.KeepAlive(self);
        return result;
    }

    private static readonly Operator s_to_device = new("aten::to", "device");

    /// <summary><c>aten::to.dtype(Tensor(a) self, ScalarType dtype, bool non_blocking=False, bool copy=False, MemoryFormat? memory_format=None) -&gt; Tensor(a)</c></summary>
    internal static Tensor to_dtype(Tensor self, ScalarType dtype, bool non_blocking = false, bool copy = false, long? memory_format = null)
    {
        var args = stackalloc Value[] { self, dtype, non_blocking, copy, memory_format };
        var result = s_to_dtype.Tensor(args, 5);
        GC.KeepAlive(self);
        return result;
    }

    private static readonly Operator s_to_dtype = new("aten::to", "dtype");

    /// <summary><c>aten::to_sparse(Tensor self) -&gt; Tensor</c></summary>
    internal static Tensor to_sparse(Tensor self)
    {
        var args = stackalloc Value[] { self };
        var result = s_to_sparse.Tensor(args, 1);
        GC.KeepAlive(self);
        return result;
    }

    private static readonly Operator s_to_sparse = new("aten::to_sparse");

    /// <summary><c>aten::to_sparse.sparse_dim(Tensor self, int sparse_dim) -&gt; Tensor</c></summary>
    internal static Tensor to_sparse_sparse_dim(Tensor self, long sparse_dim)
    {
        var args = stackalloc Value[] { self, sparse_dim };
        var result = s_to_sparse_sparse_dim.Tensor(args, 2);
        GC.KeepAlive(self);
        return result;
    }

    private static readonly Operator s_to_sparse_sparse_dim = new("aten::to_sparse", "sparse_dim");

    /// <summary><c>aten::topk(Tensor self, int k, int dim=-1, bool largest=True, bool sorted=True) -&gt; (Tensor values, Tensor indices)</c></summary>
    internal static (Tensor, Tensor) topk(Tensor self, long k, long dim = -1, bool largest = true, bool sorted = true)
    {
        var args = stackalloc Value[] { self, k, dim, largest, sorted };
        var results = s_topk.Tuple(args, 5);
        GC.KeepAlive(self);
        return (results[0], results[1]);
    }

    private static readonly Operator s_topk = new("aten::topk");

    /// <summary><c>aten::trace(Tensor self) -&gt; Tensor</c></summary>
    internal static Tensor trace(Tensor self)
    {
        var args = stackalloc Value[] { self };
        var result = s_trace.Tensor(args, 1);
        GC.KeepAlive(self);
        return result;
    }

    private static readonly Operator s_trace = new("aten::trace");

    /// <summary><c>aten::transpose_(Tensor(a!) self, int dim0, int dim1) -&gt; Tensor(a!)</c></summary>
    internal static Tensor transpose_(Tensor self, long dim0, long dim1)
    {
        var args = stackalloc Value[] { self, dim0, dim1 };
        s_transpose_.InPlace(args, 3);
        GC.KeepAlive(self);
        return self;
    }

    private static readonly Operator s_transpose_ = new("aten::transpose_");

    /// <summary><c>aten::transpose.int(Tensor(a) self, int dim0, int dim1) -&gt; Tensor(a)</c></summary>
    internal static Tensor transpose_int(Tensor self, long dim0, long dim1)
    {
        var args = stackalloc Value[] { self, dim0, dim1 };
        var result = s_transpose_int.Tensor(args, 3);
        GC.KeepAlive(self);
        return result;
    }

    private static readonly Operator s_transpose_int = new("aten::transpose", "int");

    /// <summary><c>aten::trapezoid.dx(Tensor y, *, Scalar dx=1, int dim=-1) -&gt; Tensor</c></summary>
    internal static Tensor trapezoid_dx(Tensor y, Scalar? dx = null, long dim = -1)
    {
        var args = stackalloc Value[] { y, dx is null ? default : (Value)dx, dim };
        var result = s_trapezoid_dx.Tensor(args, 3);
        GC.KeepAlive(y);
        GC.KeepAlive(dx);
        return result;
    }

    private static readonly Operator s_trapezoid_dx = new("aten::trapezoid", "dx");

    /// <summary><c>aten::trapezoid.x(Tensor y, Tensor x, *, int dim=-1) -&gt; Tensor</c></summary>
    internal static Tensor trapezoid_x(Tensor y, Tensor x, long dim = -1)
    {
        var args = stackalloc Value[] { y, x, dim };
        var result = s_trapezoid_x.Tensor(args, 3);
        GC.KeepAlive(y);
        GC.KeepAlive(x);
        return result;
    }

    private static readonly Operator s_trapezoid_x = new("aten::trapezoid", "x");

    /// <summary><c>aten::tril(Tensor self, int diagonal=0) -&gt; Tensor</c></summary>
    internal static Tensor tril(Tensor self, long diagonal = 0)
    {
        var args = stackalloc Value[] { self, diagonal };
        var result = s_tril.Tensor(args, 2);
        GC.KeepAlive(self);
        return result;
    }

    private static readonly Operator s_tril = new("aten::tril");

    /// <summary><c>aten::tril_(Tensor(a!) self, int diagonal=0) -&gt; Tensor(a!)</c></summary>
    internal static Tensor tril_(Tensor self, long diagonal = 0)
    {
        var args = stackalloc Value[] { self, diagonal };
        s_tril_.InPlace(args, 2);
        GC.KeepAlive(self);
        return self;
    }

    private static readonly Operator s_tril_ = new("aten::tril_");

    /// <summary><c>aten::tril_indices(int row, int col, int offset=0, *, ScalarType? dtype=4, Layout? layout=None, Device? device=None, bool? pin_memory=None) -&gt; Tensor</c></summary>
    internal static Tensor tril_indices(long row, long col, long offset = 0, ScalarType? dtype = null, Device? device = null)
    {
        var args = stackalloc Value[] { row, col, offset, dtype, default, device, default };
        var result = s_tril_indices.Tensor(args, 7);
        return result;
    }

    private static readonly Operator s_tril_indices = new("aten::tril_indices");

    /// <summary><c>aten::triplet_margin_loss(Tensor anchor, Tensor positive, Tensor negative, float margin=1., float p=2., float eps=9.9999999999999995e-07, bool swap=False, int reduction=1) -&gt; Tensor</c></summary>
    internal static Tensor triplet_margin_loss(Tensor anchor, Tensor positive, Tensor negative, double margin = 1.0, double p = 2.0, double eps = 9.9999999999999995e-07, bool swap = false, long reduction = 1)
    {
        var args = stackalloc Value[] { anchor, positive, negative, margin, p, eps, swap, reduction };
        var result = s_triplet_margin_loss.Tensor(args, 8);
        GC.KeepAlive(anchor);
        GC.KeepAlive(positive);
        GC.KeepAlive(negative);
        return result;
    }

    private static readonly Operator s_triplet_margin_loss = new("aten::triplet_margin_loss");

    /// <summary><c>aten::triu(Tensor self, int diagonal=0) -&gt; Tensor</c></summary>
    internal static Tensor triu(Tensor self, long diagonal = 0)
    {
        var args = stackalloc Value[] { self, diagonal };
        var result = s_triu.Tensor(args, 2);
        GC.KeepAlive(self);
        return result;
    }

    private static readonly Operator s_triu = new("aten::triu");

    /// <summary><c>aten::triu_(Tensor(a!) self, int diagonal=0) -&gt; Tensor(a!)</c></summary>
    internal static Tensor triu_(Tensor self, long diagonal = 0)
    {
        var args = stackalloc Value[] { self, diagonal };
        s_triu_.InPlace(args, 2);
        GC.KeepAlive(self);
        return self;
    }

    private static readonly Operator s_triu_ = new("aten::triu_");

    /// <summary><c>aten::triu_indices(int row, int col, int offset=0, *, ScalarType? dtype=4, Layout? layout=None, Device? device=None, bool? pin_memory=None) -&gt; Tensor</c></summary>
    internal static Tensor triu_indices(long row, long col, long offset = 0, ScalarType? dtype = null, Device? device = null)
    {
        var args = stackalloc Value[] { row, col, offset, dtype, default, device, default };
        var result = s_triu_indices.Tensor(args, 7);
        return result;
    }

    private static readonly Operator s_triu_indices = new("aten::triu_indices");
}
