// Written by tools/AtenGenerator.cs: change that, or the calls that it serves.
#nullable enable

using static TorchSharp.torch;

namespace TorchSharp.Native;

internal static unsafe partial class Aten
{
    /// <summary><c>aten::mH(Tensor(a) self) -&gt; Tensor(a)</c></summary>
    internal static Tensor mH(Tensor self)
    {
        var args = stackalloc Value[] { self };
        var result = s_mH.Tensor(args, 1);
        GC.KeepAlive(self);
        return result;
    }

    private static readonly Operator s_mH = new("aten::mH");

    /// <summary><c>aten::mT(Tensor(a) self) -&gt; Tensor(a)</c></summary>
    internal static Tensor mT(Tensor self)
    {
        var args = stackalloc Value[] { self };
        var result = s_mT.Tensor(args, 1);
        GC.KeepAlive(self);
        return result;
    }

    private static readonly Operator s_mT = new("aten::mT");

    /// <summary><c>aten::margin_ranking_loss(Tensor input1, Tensor input2, Tensor target, float margin=0., int reduction=1) -&gt; Tensor</c></summary>
    internal static Tensor margin_ranking_loss(Tensor input1, Tensor input2, Tensor target, double margin = 0.0, long reduction = 1)
    {
        var args = stackalloc Value[] { input1, input2, target, margin, reduction };
        var result = s_margin_ranking_loss.Tensor(args, 5);
        GC.KeepAlive(input1);
        GC.KeepAlive(input2);
        GC.KeepAlive(target);
        return result;
    }

    private static readonly Operator s_margin_ranking_loss = new("aten::margin_ranking_loss");

    /// <summary><c>aten::masked_fill.Scalar(Tensor self, Tensor mask, Scalar value) -&gt; Tensor</c></summary>
    internal static Tensor masked_fill_Scalar(Tensor self, Tensor mask, Scalar value)
    {
        var args = stackalloc Value[] { self, mask, value };
        var result = s_masked_fill_Scalar.Tensor(args, 3);
        GC.KeepAlive(self);
        GC.KeepAlive(mask);
        GC.KeepAlive(value);
        return result;
    }

    private static readonly Operator s_masked_fill_Scalar = new("aten::masked_fill", "Scalar");

    /// <summary><c>aten::masked_fill_.Scalar(Tensor(a!) self, Tensor mask, Scalar value) -&gt; Tensor(a!)</c></summary>
    internal static Tensor masked_fill__Scalar(Tensor self, Tensor mask, Scalar value)
    {
        var args = stackalloc Value[] { self, mask, value };
        s_masked_fill__Scalar.InPlace(args, 3);
        GC.KeepAlive(self);
        GC.KeepAlive(mask);
        GC.KeepAlive(value);
        return self;
    }

    private static readonly Operator s_masked_fill__Scalar = new("aten::masked_fill_", "Scalar");

    /// <summary><c>aten::masked_scatter(Tensor self, Tensor mask, Tensor source) -&gt; Tensor</c></summary>
    internal static Tensor masked_scatter(Tensor self, Tensor mask, Tensor source)
    {
        var args = stackalloc Value[] { self, mask, source };
        var result = s_masked_scatter.Tensor(args, 3);
        GC.KeepAlive(self);
        GC.KeepAlive(mask);
        GC.KeepAlive(source);
        return result;
    }

    private static readonly Operator s_masked_scatter = new("aten::masked_scatter");

    /// <summary><c>aten::masked_scatter_(Tensor(a!) self, Tensor mask, Tensor source) -&gt; Tensor(a!)</c></summary>
    internal static Tensor masked_scatter_(Tensor self, Tensor mask, Tensor source)
    {
        var args = stackalloc Value[] { self, mask, source };
        s_masked_scatter_.InPlace(args, 3);
        GC.KeepAlive(self);
        GC.KeepAlive(mask);
        GC.KeepAlive(source);
        return self;
    }

    private static readonly Operator s_masked_scatter_ = new("aten::masked_scatter_");

    /// <summary><c>aten::masked_select(Tensor self, Tensor mask) -&gt; Tensor</c></summary>
    internal static Tensor masked_select(Tensor self, Tensor mask)
    {
        var args = stackalloc Value[] { self, mask };
        var result = s_masked_select.Tensor(args, 2);
        GC.KeepAlive(self);
        GC.KeepAlive(mask);
        return result;
    }

    private static readonly Operator s_masked_select = new("aten::masked_select");

    /// <summary><c>aten::matmul(Tensor self, Tensor other) -&gt; Tensor</c></summary>
    internal static Tensor matmul(Tensor self, Tensor other)
    {
        var args = stackalloc Value[] { self, other };
        var result = s_matmul.Tensor(args, 2);
        GC.KeepAlive(self);
        GC.KeepAlive(other);
        return result;
    }

    private static readonly Operator s_matmul = new("aten::matmul");

    /// <summary><c>aten::matrix_H(Tensor(a) self) -&gt; Tensor(a)</c></summary>
    internal static Tensor matrix_H(Tensor self)
    {
        var args = stackalloc Value[] { self };
        var result = s_matrix_H.Tensor(args, 1);
        GC.KeepAlive(self);
        return result;
    }

    private static readonly Operator s_matrix_H = new("aten::matrix_H");

    /// <summary><c>aten::max(Tensor self) -&gt; Tensor</c></summary>
    internal static Tensor max(Tensor self)
    {
        var args = stackalloc Value[] { self };
        var result = s_max.Tensor(args, 1);
        GC.KeepAlive(self);
        return result;
    }

    private static readonly Operator s_max = new("aten::max");

    /// <summary><c>aten::max.dim(Tensor self, int dim, bool keepdim=False) -&gt; (Tensor values, Tensor indices)</c></summary>
    internal static (Tensor, Tensor) max_dim(Tensor self, long dim, bool keepdim = false)
    {
        var args = stackalloc Value[] { self, dim, keepdim };
        var results = s_max_dim.Tuple(args, 3);
        GC.KeepAlive(self);
        return (results[0], results[1]);
    }

    private static readonly Operator s_max_dim = new("aten::max", "dim");

    /// <summary><c>aten::max_pool1d(Tensor self, int[1] kernel_size, int[1] stride=[], int[1] padding=[0], int[1] dilation=[1], bool ceil_mode=False) -&gt; Tensor</c></summary>
    internal static Tensor max_pool1d(Tensor self, long[] kernel_size, long[]? stride = null, long[]? padding = null, long[]? dilation = null, bool ceil_mode = false)
    {
        fixed (long* kernel_size_ = kernel_size)
        fixed (long* stride_ = stride)
        fixed (long* padding_ = padding)
        fixed (long* dilation_ = dilation)
        {
            var args = stackalloc Value[] { self, Value.List(kernel_size_, kernel_size), stride is null ? default : Value.List(stride_, stride), padding is null ? default : Value.List(padding_, padding), dilation is null ? default : Value.List(dilation_, dilation), ceil_mode };
            var result = s_max_pool1d.Tensor(args, 6);
            GC.KeepAlive(self);
            return result;
        }
    }

    private static readonly Operator s_max_pool1d = new("aten::max_pool1d");

    /// <summary><c>aten::max_pool1d_with_indices(Tensor self, int[1] kernel_size, int[1] stride=[], int[1] padding=[0], int[1] dilation=[1], bool ceil_mode=False) -&gt; (Tensor, Tensor)</c></summary>
    internal static (Tensor, Tensor) max_pool1d_with_indices(Tensor self, long[] kernel_size, long[]? stride = null, long[]? padding = null, long[]? dilation = null, bool ceil_mode = false)
    {
        fixed (long* kernel_size_ = kernel_size)
        fixed (long* stride_ = stride)
        fixed (long* padding_ = padding)
        fixed (long* dilation_ = dilation)
        {
            var args = stackalloc Value[] { self, Value.List(kernel_size_, kernel_size), stride is null ? default : Value.List(stride_, stride), padding is null ? default : Value.List(padding_, padding), dilation is null ? default : Value.List(dilation_, dilation), ceil_mode };
            var results = s_max_pool1d_with_indices.Tuple(args, 6);
            GC.KeepAlive(self);
            return (results[0], results[1]);
        }
    }

    private static readonly Operator s_max_pool1d_with_indices = new("aten::max_pool1d_with_indices");

    /// <summary><c>aten::max_pool2d(Tensor self, int[2] kernel_size, int[2] stride=[], int[2] padding=0, int[2] dilation=1, bool ceil_mode=False) -&gt; Tensor</c></summary>
    internal static Tensor max_pool2d(Tensor self, long[] kernel_size, long[]? stride = null, long[]? padding = null, long[]? dilation = null, bool ceil_mode = false)
    {
        fixed (long* kernel_size_ = kernel_size)
        fixed (long* stride_ = stride)
        fixed (long* padding_ = padding)
        fixed (long* dilation_ = dilation)
        {
            var args = stackalloc Value[] { self, Value.List(kernel_size_, kernel_size), stride is null ? default : Value.List(stride_, stride), padding is null ? default : Value.List(padding_, padding), dilation is null ? default : Value.List(dilation_, dilation), ceil_mode };
            var result = s_max_pool2d.Tensor(args, 6);
            GC.KeepAlive(self);
            return result;
        }
    }

    private static readonly Operator s_max_pool2d = new("aten::max_pool2d");

    /// <summary><c>aten::max_pool2d_with_indices(Tensor self, int[2] kernel_size, int[2] stride=[], int[2] padding=0, int[2] dilation=1, bool ceil_mode=False) -&gt; (Tensor, Tensor)</c></summary>
    internal static (Tensor, Tensor) max_pool2d_with_indices(Tensor self, long[] kernel_size, long[]? stride = null, long[]? padding = null, long[]? dilation = null, bool ceil_mode = false)
    {
        fixed (long* kernel_size_ = kernel_size)
        fixed (long* stride_ = stride)
        fixed (long* padding_ = padding)
        fixed (long* dilation_ = dilation)
        {
            var args = stackalloc Value[] { self, Value.List(kernel_size_, kernel_size), stride is null ? default : Value.List(stride_, stride), padding is null ? default : Value.List(padding_, padding), dilation is null ? default : Value.List(dilation_, dilation), ceil_mode };
            var results = s_max_pool2d_with_indices.Tuple(args, 6);
            GC.KeepAlive(self);
            return (results[0], results[1]);
        }
    }

    private static readonly Operator s_max_pool2d_with_indices = new("aten::max_pool2d_with_indices");

    /// <summary><c>aten::maximum(Tensor self, Tensor other) -&gt; Tensor</c></summary>
    internal static Tensor maximum(Tensor self, Tensor other)
    {
        var args = stackalloc Value[] { self, other };
        var result = s_maximum.Tensor(args, 2);
        GC.KeepAlive(self);
        GC.KeepAlive(other);
        return result;
    }

    private static readonly Operator s_maximum = new("aten::maximum");

    /// <summary><c>aten::maximum.out(Tensor self, Tensor other, *, Tensor(a!) out) -&gt; Tensor(a!)</c></summary>
    internal static Tensor maximum_out(Tensor self, Tensor other, Tensor @out)
    {
        var args = stackalloc Value[] { self, other, @out };
        s_maximum_out.InPlace(args, 3);
        GC.KeepAlive(self);
        GC.KeepAlive(other);
        GC.KeepAlive(@out);
        return @out;
    }

    private static readonly Operator s_maximum_out = new("aten::maximum", "out");

    /// <summary><c>aten::mean(Tensor self, *, ScalarType? dtype=None) -&gt; Tensor</c></summary>
    internal static Tensor mean(Tensor self, ScalarType? dtype = null)
    {
        var args = stackalloc Value[] { self, dtype };
        var result = s_mean.Tensor(args, 2);
        GC.KeepAlive(self);
        return result;
    }

    private static readonly Operator s_mean = new("aten::mean");

    /// <summary><c>aten::mean.dim(Tensor self, int[1]? dim, bool keepdim=False, *, ScalarType? dtype=None) -&gt; Tensor</c></summary>
    internal static Tensor mean_dim(Tensor self, long[]? dim, bool keepdim = false, ScalarType? dtype = null)
    {
        fixed (long* dim_ = dim)
        {
            var args = stackalloc Value[] { self, Value.List(dim_, dim), keepdim, dtype };
            var result = s_mean_dim.Tensor(args, 4);
            GC.KeepAlive(self);
            return result;
        }
    }

    private static readonly Operator s_mean_dim = new("aten::mean", "dim");

    /// <summary><c>aten::median(Tensor self) -&gt; Tensor</c></summary>
    internal static Tensor median(Tensor self)
    {
        var args = stackalloc Value[] { self };
        var result = s_median.Tensor(args, 1);
        GC.KeepAlive(self);
        return result;
    }

    private static readonly Operator s_median = new("aten::median");

    /// <summary><c>aten::meshgrid.indexing(Tensor[] tensors, *, str indexing) -&gt; Tensor[]</c></summary>
    internal static Tensor[] meshgrid_indexing(Tensor[] tensors, string indexing)
    {
        var tensors_ = stackalloc nint[tensors.Length];
        Operator.Handles(tensors, tensors_);
        var indexing_utf8 = Operator.Utf8(indexing);
        fixed (byte* indexing_ = indexing_utf8)
        {
            var args = stackalloc Value[] { Value.Tensors(tensors_, tensors.Length), Value.String(indexing_, indexing_utf8) };
            var results = s_meshgrid_indexing.Tensors(args, 2);
            GC.KeepAlive(tensors);
            return results;
        }
    }

    private static readonly Operator s_meshgrid_indexing = new("aten::meshgrid", "indexing");

    /// <summary><c>aten::min(Tensor self) -&gt; Tensor</c></summary>
    internal static Tensor min(Tensor self)
    {
        var args = stackalloc Value[] { self };
        var result = s_min.Tensor(args, 1);
        GC.KeepAlive(self);
        return result;
    }

    private static readonly Operator s_min = new("aten::min");

    /// <summary><c>aten::min.dim(Tensor self, int dim, bool keepdim=False) -&gt; (Tensor values, Tensor indices)</c></summary>
    internal static (Tensor, Tensor) min_dim(Tensor self, long dim, bool keepdim = false)
    {
        var args = stackalloc Value[] { self, dim, keepdim };
        var results = s_min_dim.Tuple(args, 3);
        GC.KeepAlive(self);
        return (results[0], results[1]);
    }

    private static readonly Operator s_min_dim = new("aten::min", "dim");

    /// <summary><c>aten::minimum(Tensor self, Tensor other) -&gt; Tensor</c></summary>
    internal static Tensor minimum(Tensor self, Tensor other)
    {
        var args = stackalloc Value[] { self, other };
        var result = s_minimum.Tensor(args, 2);
        GC.KeepAlive(self);
        GC.KeepAlive(other);
        return result;
    }

    private static readonly Operator s_minimum = new("aten::minimum");

    /// <summary><c>aten::mish(Tensor self) -&gt; Tensor</c></summary>
    internal static Tensor mish(Tensor self)
    {
        var args = stackalloc Value[] { self };
        var result = s_mish.Tensor(args, 1);
        GC.KeepAlive(self);
        return result;
    }

    private static readonly Operator s_mish = new("aten::mish");

    /// <summary><c>aten::mish_(Tensor(a!) self) -&gt; Tensor(a!)</c></summary>
    internal static Tensor mish_(Tensor self)
    {
        var args = stackalloc Value[] { self };
        s_mish_.InPlace(args, 1);
        GC.KeepAlive(self);
        return self;
    }

    private static readonly Operator s_mish_ = new("aten::mish_");

    /// <summary><c>aten::mm(Tensor self, Tensor mat2) -&gt; Tensor</c></summary>
    internal static Tensor mm(Tensor self, Tensor mat2)
    {
        var args = stackalloc Value[] { self, mat2 };
        var result = s_mm.Tensor(args, 2);
        GC.KeepAlive(self);
        GC.KeepAlive(mat2);
        return result;
    }

    private static readonly Operator s_mm = new("aten::mm");

    /// <summary><c>aten::mode(Tensor self, int dim=-1, bool keepdim=False) -&gt; (Tensor values, Tensor indices)</c></summary>
    internal static (Tensor, Tensor) mode(Tensor self, long dim = -1, bool keepdim = false)
    {
        var args = stackalloc Value[] { self, dim, keepdim };
        var results = s_mode.Tuple(args, 3);
        GC.KeepAlive(self);
        return (results[0], results[1]);
    }

    private static readonly Operator s_mode = new("aten::mode");

    /// <summary><c>aten::movedim.int(Tensor(a) self, int source, int destination) -&gt; Tensor(a)</c></summary>
    internal static Tensor movedim_int(Tensor self, long source, long destination)
    {
        var args = stackalloc Value[] { self, source, destination };
        var result = s_movedim_int.Tensor(args, 3);
        GC.KeepAlive(self);
        return result;
    }

    private static readonly Operator s_movedim_int = new("aten::movedim", "int");
}
