// Written by tools/AtenGenerator.cs: change that, or the calls that it serves.
#nullable enable

using static TorchSharp.torch;

namespace TorchSharp.Native;

internal static unsafe partial class Aten
{
    /// <summary><c>aten::allclose(Tensor self, Tensor other, float rtol=1.0000000000000001e-05, float atol=1e-08, bool equal_nan=False) -&gt; bool</c></summary>
    internal static bool allclose(Tensor self, Tensor other, double rtol = 1.0000000000000001e-05, double atol = 1e-08, bool equal_nan = false)
    {
        var args = stackalloc Value[] { self, other, rtol, atol, equal_nan };
        bool result = s_allclose.Call(args, 5).Boolean;
        GC.KeepAlive(self);
        GC.KeepAlive(other);
        return result;
    }

    private static readonly Operator s_allclose = new("aten::allclose");

    /// <summary><c>aten::alpha_dropout(Tensor input, float p, bool train) -&gt; Tensor</c></summary>
    internal static Tensor alpha_dropout(Tensor input, double p, bool train)
    {
        var args = stackalloc Value[] { input, p, train };
        var result = s_alpha_dropout.Tensor(args, 3);
        GC.KeepAlive(input);
        return result;
    }

    private static readonly Operator s_alpha_dropout = new("aten::alpha_dropout");

    /// <summary><c>aten::alpha_dropout_(Tensor(a!) self, float p, bool train) -&gt; Tensor(a!)</c></summary>
    internal static Tensor alpha_dropout_(Tensor self, double p, bool train)
    {
        var args = stackalloc Value[] { self, p, train };
        s_alpha_dropout_.InPlace(args, 3);
        GC.KeepAlive(self);
        return self;
    }

    private static readonly Operator s_alpha_dropout_ = new("aten::alpha_dropout_");

    /// <summary><c>aten::amax(Tensor self, int[1] dim=[], bool keepdim=False) -&gt; Tensor</c></summary>
    internal static Tensor amax(Tensor self, long[]? dim = null, bool keepdim = false)
    {
        fixed (long* dim_ = dim)
        {
            var args = stackalloc Value[] { self, dim is null ? default : Value.List(dim_, dim), keepdim };
            var result = s_amax.Tensor(args, 3);
            GC.KeepAlive(self);
            return result;
        }
    }

    private static readonly Operator s_amax = new("aten::amax");

    /// <summary><c>aten::amax.out(Tensor self, int[1] dim=[], bool keepdim=False, *, Tensor(a!) out) -&gt; Tensor(a!)</c></summary>
    internal static Tensor amax_out(Tensor self, long[]? dim, bool keepdim, Tensor @out)
    {
        fixed (long* dim_ = dim)
        {
            var args = stackalloc Value[] { self, dim is null ? default : Value.List(dim_, dim), keepdim, @out };
            s_amax_out.InPlace(args, 4);
            GC.KeepAlive(self);
            GC.KeepAlive(@out);
            return @out;
        }
    }

    private static readonly Operator s_amax_out = new("aten::amax", "out");

    /// <summary><c>aten::amin(Tensor self, int[1] dim=[], bool keepdim=False) -&gt; Tensor</c></summary>
    internal static Tensor amin(Tensor self, long[]? dim = null, bool keepdim = false)
    {
        fixed (long* dim_ = dim)
        {
            var args = stackalloc Value[] { self, dim is null ? default : Value.List(dim_, dim), keepdim };
            var result = s_amin.Tensor(args, 3);
            GC.KeepAlive(self);
            return result;
        }
    }

    private static readonly Operator s_amin = new("aten::amin");

    /// <summary><c>aten::amin.out(Tensor self, int[1] dim=[], bool keepdim=False, *, Tensor(a!) out) -&gt; Tensor(a!)</c></summary>
    internal static Tensor amin_out(Tensor self, long[]? dim, bool keepdim, Tensor @out)
    {
        fixed (long* dim_ = dim)
        {
            var args = stackalloc Value[] { self, dim is null ? default : Value.List(dim_, dim), keepdim, @out };
            s_amin_out.InPlace(args, 4);
            GC.KeepAlive(self);
            GC.KeepAlive(@out);
            return @out;
        }
    }

    private static readonly Operator s_amin_out = new("aten::amin", "out");

    /// <summary><c>aten::aminmax(Tensor self, *, int? dim=None, bool keepdim=False) -&gt; (Tensor min, Tensor max)</c></summary>
    internal static (Tensor, Tensor) aminmax(Tensor self, long? dim = null, bool keepdim = false)
    {
        var args = stackalloc Value[] { self, dim, keepdim };
        var results = s_aminmax.Tuple(args, 3);
        GC.KeepAlive(self);
        return (results[0], results[1]);
    }

    private static readonly Operator s_aminmax = new("aten::aminmax");

    /// <summary><c>aten::angle(Tensor self) -&gt; Tensor</c></summary>
    internal static Tensor angle(Tensor self)
    {
        var args = stackalloc Value[] { self };
        var result = s_angle.Tensor(args, 1);
        GC.KeepAlive(self);
        return result;
    }

    private static readonly Operator s_angle = new("aten::angle");

    /// <summary><c>aten::any(Tensor self) -&gt; Tensor</c></summary>
    internal static Tensor any(Tensor self)
    {
        var args = stackalloc Value[] { self };
        var result = s_any.Tensor(args, 1);
        GC.KeepAlive(self);
        return result;
    }

    private static readonly Operator s_any = new("aten::any");

    /// <summary><c>aten::any.dim(Tensor self, int dim, bool keepdim=False) -&gt; Tensor</c></summary>
    internal static Tensor any_dim(Tensor self, long dim, bool keepdim = false)
    {
        var args = stackalloc Value[] { self, dim, keepdim };
        var result = s_any_dim.Tensor(args, 3);
        GC.KeepAlive(self);
        return result;
    }

    private static readonly Operator s_any_dim = new("aten::any", "dim");

    /// <summary><c>aten::arange.start_step(Scalar start, Scalar end, Scalar step=1, *, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=None) -&gt; Tensor</c></summary>
    internal static Tensor arange_start_step(Scalar start, Scalar end, Scalar? step = null, ScalarType? dtype = null, Device? device = null)
    {
        var args = stackalloc Value[] { start, end, step is null ? default : (Value)step, dtype, default, device, default };
        var result = s_arange_start_step.Tensor(args, 7);
        GC.KeepAlive(start);
        GC.KeepAlive(end);
        GC.KeepAlive(step);
        return result;
    }

    private static readonly Operator s_arange_start_step = new("aten::arange", "start_step");

    /// <summary><c>aten::argmax(Tensor self, int? dim=None, bool keepdim=False) -&gt; Tensor</c></summary>
    internal static Tensor argmax(Tensor self, long? dim = null, bool keepdim = false)
    {
        var args = stackalloc Value[] { self, dim, keepdim };
        var result = s_argmax.Tensor(args, 3);
        GC.KeepAlive(self);
        return result;
    }

    private static readonly Operator s_argmax = new("aten::argmax");

    /// <summary><c>aten::argmin(Tensor self, int? dim=None, bool keepdim=False) -&gt; Tensor</c></summary>
    internal static Tensor argmin(Tensor self, long? dim = null, bool keepdim = false)
    {
        var args = stackalloc Value[] { self, dim, keepdim };
        var result = s_argmin.Tensor(args, 3);
        GC.KeepAlive(self);
        return result;
    }

    private static readonly Operator s_argmin = new("aten::argmin");

    /// <summary><c>aten::argsort(Tensor self, int dim=-1, bool descending=False) -&gt; Tensor</c></summary>
    internal static Tensor argsort(Tensor self, long dim = -1, bool descending = false)
    {
        var args = stackalloc Value[] { self, dim, descending };
        var result = s_argsort.Tensor(args, 3);
        GC.KeepAlive(self);
        return result;
    }

    private static readonly Operator s_argsort = new("aten::argsort");

    /// <summary><c>aten::argwhere(Tensor self) -&gt; Tensor</c></summary>
    internal static Tensor argwhere(Tensor self)
    {
        var args = stackalloc Value[] { self };
        var result = s_argwhere.Tensor(args, 1);
        GC.KeepAlive(self);
        return result;
    }

    private static readonly Operator s_argwhere = new("aten::argwhere");

    /// <summary><c>aten::as_strided(Tensor(a) self, SymInt[] size, SymInt[] stride, SymInt? storage_offset=None) -&gt; Tensor(a)</c></summary>
    internal static Tensor as_strided(Tensor self, long[] size, long[] stride, long? storage_offset = null)
    {
        fixed (long* size_ = size)
        fixed (long* stride_ = stride)
        {
            var args = stackalloc Value[] { self, Value.List(size_, size), Value.List(stride_, stride), storage_offset };
            var result = s_as_strided.Tensor(args, 4);
            GC.KeepAlive(self);
            return result;
        }
    }

    private static readonly Operator s_as_strided = new("aten::as_strided");

    /// <summary><c>aten::asin(Tensor self) -&gt; Tensor</c></summary>
    internal static Tensor asin(Tensor self)
    {
        var args = stackalloc Value[] { self };
        var result = s_asin.Tensor(args, 1);
        GC.KeepAlive(self);
        return result;
    }

    private static readonly Operator s_asin = new("aten::asin");

    /// <summary><c>aten::asin_(Tensor(a!) self) -&gt; Tensor(a!)</c></summary>
    internal static Tensor asin_(Tensor self)
    {
        var args = stackalloc Value[] { self };
        s_asin_.InPlace(args, 1);
        GC.KeepAlive(self);
        return self;
    }

    private static readonly Operator s_asin_ = new("aten::asin_");

    /// <summary><c>aten::asinh(Tensor self) -&gt; Tensor</c></summary>
    internal static Tensor asinh(Tensor self)
    {
        var args = stackalloc Value[] { self };
        var result = s_asinh.Tensor(args, 1);
        GC.KeepAlive(self);
        return result;
    }

    private static readonly Operator s_asinh = new("aten::asinh");

    /// <summary><c>aten::asinh_(Tensor(a!) self) -&gt; Tensor(a!)</c></summary>
    internal static Tensor asinh_(Tensor self)
    {
        var args = stackalloc Value[] { self };
        s_asinh_.InPlace(args, 1);
        GC.KeepAlive(self);
        return self;
    }

    private static readonly Operator s_asinh_ = new("aten::asinh_");

    /// <summary><c>aten::atan(Tensor self) -&gt; Tensor</c></summary>
    internal static Tensor atan(Tensor self)
    {
        var args = stackalloc Value[] { self };
        var result = s_atan.Tensor(args, 1);
        GC.KeepAlive(self);
        return result;
    }

    private static readonly Operator s_atan = new("aten::atan");

    /// <summary><c>aten::atan2(Tensor self, Tensor other) -&gt; Tensor</c></summary>
    internal static Tensor atan2(Tensor self, Tensor other)
    {
        var args = stackalloc Value[] { self, other };
        var result = s_atan2.Tensor(args, 2);
        GC.KeepAlive(self);
        GC.KeepAlive(other);
        return result;
    }

    private static readonly Operator s_atan2 = new("aten::atan2");

    /// <summary><c>aten::atan2_(Tensor(a!) self, Tensor other) -&gt; Tensor(a!)</c></summary>
    internal static Tensor atan2_(Tensor self, Tensor other)
    {
        var args = stackalloc Value[] { self, other };
        s_atan2_.InPlace(args, 2);
        GC.KeepAlive(self);
        GC.KeepAlive(other);
        return self;
    }

    private static readonly Operator s_atan2_ = new("aten::atan2_");

    /// <summary><c>aten::atan_(Tensor(a!) self) -&gt; Tensor(a!)</c></summary>
    internal static Tensor atan_(Tensor self)
    {
        var args = stackalloc Value[] { self };
        s_atan_.InPlace(args, 1);
        GC.KeepAlive(self);
        return self;
    }

    private static readonly Operator s_atan_ = new("aten::atan_");

    /// <summary><c>aten::atanh(Tensor self) -&gt; Tensor</c></summary>
    internal static Tensor atanh(Tensor self)
    {
        var args = stackalloc Value[] { self };
        var result = s_atanh.Tensor(args, 1);
        GC.KeepAlive(self);
        return result;
    }

    private static readonly Operator s_atanh = new("aten::atanh");

    /// <summary><c>aten::atanh_(Tensor(a!) self) -&gt; Tensor(a!)</c></summary>
    internal static Tensor atanh_(Tensor self)
    {
        var args = stackalloc Value[] { self };
        s_atanh_.InPlace(args, 1);
        GC.KeepAlive(self);
        return self;
    }

    private static readonly Operator s_atanh_ = new("aten::atanh_");

    /// <summary><c>aten::atleast_1d(Tensor self) -&gt; Tensor</c></summary>
    internal static Tensor atleast_1d(Tensor self)
    {
        var args = stackalloc Value[] { self };
        var result = s_atleast_1d.Tensor(args, 1);
        GC.KeepAlive(self);
        return result;
    }

    private static readonly Operator s_atleast_1d = new("aten::atleast_1d");

    /// <summary><c>aten::atleast_2d(Tensor self) -&gt; Tensor</c></summary>
    internal static Tensor atleast_2d(Tensor self)
    {
        var args = stackalloc Value[] { self };
        var result = s_atleast_2d.Tensor(args, 1);
        GC.KeepAlive(self);
        return result;
    }

    private static readonly Operator s_atleast_2d = new("aten::atleast_2d");

    /// <summary><c>aten::atleast_3d(Tensor self) -&gt; Tensor</c></summary>
    internal static Tensor atleast_3d(Tensor self)
    {
        var args = stackalloc Value[] { self };
        var result = s_atleast_3d.Tensor(args, 1);
        GC.KeepAlive(self);
        return result;
    }

    private static readonly Operator s_atleast_3d = new("aten::atleast_3d");

    /// <summary><c>aten::avg_pool1d(Tensor self, int[1] kernel_size, int[1] stride=[], int[1] padding=[0], bool ceil_mode=False, bool count_include_pad=True) -&gt; Tensor</c></summary>
    internal static Tensor avg_pool1d(Tensor self, long[] kernel_size, long[]? stride = null, long[]? padding = null, bool ceil_mode = false, bool count_include_pad = true)
    {
        fixed (long* kernel_size_ = kernel_size)
        fixed (long* stride_ = stride)
        fixed (long* padding_ = padding)
        {
            var args = stackalloc Value[] { self, Value.List(kernel_size_, kernel_size), stride is null ? default : Value.List(stride_, stride), padding is null ? default : Value.List(padding_, padding), ceil_mode, count_include_pad };
            var result = s_avg_pool1d.Tensor(args, 6);
            GC.KeepAlive(self);
            return result;
        }
    }

    private static readonly Operator s_avg_pool1d = new("aten::avg_pool1d");
}
