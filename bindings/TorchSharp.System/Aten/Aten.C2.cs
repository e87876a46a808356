// Written by tools/AtenGenerator.cs: change that, or the calls that it serves.
#nullable enable

using static TorchSharp.torch;

namespace TorchSharp.Native;

internal static unsafe partial class Aten
{
    /// <summary><c>aten::conv1d.padding(Tensor input, Tensor weight, Tensor? bias=None, int[1] stride=[1], str padding="valid", int[1] dilation=[1], int groups=1) -&gt; Tensor</c></summary>
    internal static Tensor conv1d_padding(Tensor input, Tensor weight, Tensor? bias = null, long[]? stride = null, string? padding = null, long[]? dilation = null, long groups = 1)
    {
        var padding_utf8 = Operator.Utf8(padding);
        fixed (long* stride_ = stride)
        fixed (byte* padding_ = padding_utf8)
        fixed (long* dilation_ = dilation)
        {
            var args = stackalloc Value[] { input, weight, bias, stride is null ? default : Value.List(stride_, stride), padding is null ? default : Value.String(padding_, padding_utf8), dilation is null ? default : Value.List(dilation_, dilation), groups };
            var result = s_conv1d_padding.Tensor(args, 7);
            GC.KeepAlive(input);
            GC.KeepAlive(weight);
            GC.KeepAlive(bias);
            return result;
        }
    }

    private static readonly Operator s_conv1d_padding = new("aten::conv1d", "padding");

    /// <summary><c>aten::conv2d(Tensor input, Tensor weight, Tensor? bias=None, int[2] stride=1, int[2] padding=0, int[2] dilation=1, int groups=1) -&gt; Tensor</c></summary>
    internal static Tensor conv2d(Tensor input, Tensor weight, Tensor? bias = null, long[]? stride = null, long[]? padding = null, long[]? dilation = null, long groups = 1)
    {
        fixed (long* stride_ = stride)
        fixed (long* padding_ = padding)
        fixed (long* dilation_ = dilation)
        {
            var args = stackalloc Value[] { input, weight, bias, stride is null ? default : Value.List(stride_, stride), padding is null ? default : Value.List(padding_, padding), dilation is null ? default : Value.List(dilation_, dilation), groups };
            var result = s_conv2d.Tensor(args, 7);
            GC.KeepAlive(input);
            GC.KeepAlive(weight);
            GC.KeepAlive(bias);
            return result;
        }
    }

    private static readonly Operator s_conv2d = new("aten::conv2d");

    /// <summary><c>aten::conv2d.padding(Tensor input, Tensor weight, Tensor? bias=None, int[2] stride=1, str padding="valid", int[2] dilation=1, int groups=1) -&gt; Tensor</c></summary>
    internal static Tensor conv2d_padding(Tensor input, Tensor weight, Tensor? bias = null, long[]? stride = null, string? padding = null, long[]? dilation = null, long groups = 1)
    {
        var padding_utf8 = Operator.Utf8(padding);
        fixed (long* stride_ = stride)
        fixed (byte* padding_ = padding_utf8)
        fixed (long* dilation_ = dilation)
        {
            var args = stackalloc Value[] { input, weight, bias, stride is null ? default : Value.List(stride_, stride), padding is null ? default : Value.String(padding_, padding_utf8), dilation is null ? default : Value.List(dilation_, dilation), groups };
            var result = s_conv2d_padding.Tensor(args, 7);
            GC.KeepAlive(input);
            GC.KeepAlive(weight);
            GC.KeepAlive(bias);
            return result;
        }
    }

    private static readonly Operator s_conv2d_padding = new("aten::conv2d", "padding");

    /// <summary><c>aten::conv3d(Tensor input, Tensor weight, Tensor? bias=None, int[3] stride=1, int[3] padding=0, int[3] dilation=1, int groups=1) -&gt; Tensor</c></summary>
    internal static Tensor conv3d(Tensor input, Tensor weight, Tensor? bias = null, long[]? stride = null, long[]? padding = null, long[]? dilation = null, long groups = 1)
    {
        fixed (long* stride_ = stride)
        fixed (long* padding_ = padding)
        fixed (long* dilation_ = dilation)
        {
            var args = stackalloc Value[] { input, weight, bias, stride is null ? default : Value.List(stride_, stride), padding is null ? default : Value.List(padding_, padding), dilation is null ? default : Value.List(dilation_, dilation), groups };
            var result = s_conv3d.Tensor(args, 7);
            GC.KeepAlive(input);
            GC.KeepAlive(weight);
            GC.KeepAlive(bias);
            return result;
        }
    }

    private static readonly Operator s_conv3d = new("aten::conv3d");

    /// <summary><c>aten::conv3d.padding(Tensor input, Tensor weight, Tensor? bias=None, int[3] stride=1, str padding="valid", int[3] dilation=1, int groups=1) -&gt; Tensor</c></summary>
    internal static Tensor conv3d_padding(Tensor input, Tensor weight, Tensor? bias = null, long[]? stride = null, string? padding = null, long[]? dilation = null, long groups = 1)
    {
        var padding_utf8 = Operator.Utf8(padding);
        fixed (long* stride_ = stride)
        fixed (byte* padding_ = padding_utf8)
        fixed (long* dilation_ = dilation)
        {
            var args = stackalloc Value[] { input, weight, bias, stride is null ? default : Value.List(stride_, stride), padding is null ? default : Value.String(padding_, padding_utf8), dilation is null ? default : Value.List(dilation_, dilation), groups };
            var result = s_conv3d_padding.Tensor(args, 7);
            GC.KeepAlive(input);
            GC.KeepAlive(weight);
            GC.KeepAlive(bias);
            return result;
        }
    }

    private static readonly Operator s_conv3d_padding = new("aten::conv3d", "padding");

    /// <summary><c>aten::conv_transpose1d(Tensor input, Tensor weight, Tensor? bias=None, int[1] stride=[1], int[1] padding=[0], int[1] output_padding=[0], int groups=1, int[1] dilation=[1]) -&gt; Tensor</c></summary>
    internal static Tensor conv_transpose1d(Tensor input, Tensor weight, Tensor? bias = null, long[]? stride = null, long[]? padding = null, long[]? output_padding = null, long groups = 1, long[]? dilation = null)
    {
        fixed (long* stride_ = stride)
        fixed (long* padding_ = padding)
        fixed (long* output_padding_ = output_padding)
        fixed (long* dilation_ = dilation)
        {
            var args = stackalloc Value[] { input, weight, bias, stride is null ? default : Value.List(stride_, stride), padding is null ? default : Value.List(padding_, padding), output_padding is null ? default : Value.List(output_padding_, output_padding), groups, dilation is null ? default : Value.List(dilation_, dilation) };
            var result = s_conv_transpose1d.Tensor(args, 8);
            GC.KeepAlive(input);
            GC.KeepAlive(weight);
            GC.KeepAlive(bias);
            return result;
        }
    }

    private static readonly Operator s_conv_transpose1d = new("aten::conv_transpose1d");

    /// <summary><c>aten::conv_transpose2d.input(Tensor input, Tensor weight, Tensor? bias=None, int[2] stride=1, int[2] padding=0, int[2] output_padding=0, int groups=1, int[2] dilation=1) -&gt; Tensor</c></summary>
    internal static Tensor conv_transpose2d_input(Tensor input, Tensor weight, Tensor? bias = null, long[]? stride = null, long[]? padding = null, long[]? output_padding = null, long groups = 1, long[]? dilation = null)
    {
        fixed (long* stride_ = stride)
        fixed (long* padding_ = padding)
        fixed (long* output_padding_ = output_padding)
        fixed (long* dilation_ = dilation)
        {
            var args = stackalloc Value[] { input, weight, bias, stride is null ? default : Value.List(stride_, stride), padding is null ? default : Value.List(padding_, padding), output_padding is null ? default : Value.List(output_padding_, output_padding), groups, dilation is null ? default : Value.List(dilation_, dilation) };
            var result = s_conv_transpose2d_input.Tensor(args, 8);
            GC.KeepAlive(input);
            GC.KeepAlive(weight);
            GC.KeepAlive(bias);
            return result;
        }
    }

    private static readonly Operator s_conv_transpose2d_input = new("aten::conv_transpose2d", "input");

    /// <summary><c>aten::conv_transpose3d.input(Tensor input, Tensor weight, Tensor? bias=None, int[3] stride=1, int[3] padding=0, int[3] output_padding=0, int groups=1, int[3] dilation=1) -&gt; Tensor</c></summary>
    internal static Tensor conv_transpose3d_input(Tensor input, Tensor weight, Tensor? bias = null, long[]? stride = null, long[]? padding = null, long[]? output_padding = null, long groups = 1, long[]? dilation = null)
    {
        fixed (long* stride_ = stride)
        fixed (long* padding_ = padding)
        fixed (long* output_padding_ = output_padding)
        fixed (long* dilation_ = dilation)
        {
            var args = stackalloc Value[] { input, weight, bias, stride is null ? default : Value.List(stride_, stride), padding is null ? default : Value.List(padding_, padding), output_padding is null ? default : Value.List(output_padding_, output_padding), groups, dilation is null ? default : Value.List(dilation_, dilation) };
            var result = s_conv_transpose3d_input.Tensor(args, 8);
            GC.KeepAlive(input);
            GC.KeepAlive(weight);
            GC.KeepAlive(bias);
            return result;
        }
    }

    private static readonly Operator s_conv_transpose3d_input = new("aten::conv_transpose3d", "input");

    /// <summary><c>aten::copy_(Tensor(a!) self, Tensor src, bool non_blocking=False) -&gt; Tensor(a!)</c></summary>
    internal static Tensor copy_(Tensor self, Tensor src, bool non_blocking = false)
    {
        var args = stackalloc Value[] { self, src, non_blocking };
        s_copy_.InPlace(args, 3);
        GC.KeepAlive(self);
        GC.KeepAlive(src);
        return self;
    }

    private static readonly Operator s_copy_ = new("aten::copy_");

    /// <summary><c>aten::copysign.Tensor(Tensor self, Tensor other) -&gt; Tensor</c></summary>
    internal static Tensor copysign_Tensor(Tensor self, Tensor other)
    {
        var args = stackalloc Value[] { self, other };
        var result = s_copysign_Tensor.Tensor(args, 2);
        GC.KeepAlive(self);
        GC.KeepAlive(other);
        return result;
    }

    private static readonly Operator s_copysign_Tensor = new("aten::copysign", "Tensor");

    /// <summary><c>aten::copysign_.Tensor(Tensor(a!) self, Tensor other) -&gt; Tensor(a!)</c></summary>
    internal static Tensor copysign__Tensor(Tensor self, Tensor other)
    {
        var args = stackalloc Value[] { self, other };
        s_copysign__Tensor.InPlace(args, 2);
        GC.KeepAlive(self);
        GC.KeepAlive(other);
        return self;
    }

    private static readonly Operator s_copysign__Tensor = new("aten::copysign_", "Tensor");

    /// <summary><c>aten::corrcoef(Tensor self) -&gt; Tensor</c></summary>
    internal static Tensor corrcoef(Tensor self)
    {
        var args = stackalloc Value[] { self };
        var result = s_corrcoef.Tensor(args, 1);
        GC.KeepAlive(self);
        return result;
    }

    private static readonly Operator s_corrcoef = new("aten::corrcoef");

    /// <summary><c>aten::cos(Tensor self) -&gt; Tensor</c></summary>
    internal static Tensor cos(Tensor self)
    {
        var args = stackalloc Value[] { self };
        var result = s_cos.Tensor(args, 1);
        GC.KeepAlive(self);
        return result;
    }

    private static readonly Operator s_cos = new("aten::cos");

    /// <summary><c>aten::cos_(Tensor(a!) self) -&gt; Tensor(a!)</c></summary>
    internal static Tensor cos_(Tensor self)
    {
        var args = stackalloc Value[] { self };
        s_cos_.InPlace(args, 1);
        GC.KeepAlive(self);
        return self;
    }

    private static readonly Operator s_cos_ = new("aten::cos_");

    /// <summary><c>aten::cosh(Tensor self) -&gt; Tensor</c></summary>
    internal static Tensor cosh(Tensor self)
    {
        var args = stackalloc Value[] { self };
        var result = s_cosh.Tensor(args, 1);
        GC.KeepAlive(self);
        return result;
    }

    private static readonly Operator s_cosh = new("aten::cosh");

    /// <summary><c>aten::cosh_(Tensor(a!) self) -&gt; Tensor(a!)</c></summary>
    internal static Tensor cosh_(Tensor self)
    {
        var args = stackalloc Value[] { self };
        s_cosh_.InPlace(args, 1);
        GC.KeepAlive(self);
        return self;
    }

    private static readonly Operator s_cosh_ = new("aten::cosh_");

    /// <summary><c>aten::cosine_embedding_loss(Tensor input1, Tensor input2, Tensor target, float margin=0., int reduction=1) -&gt; Tensor</c></summary>
    internal static Tensor cosine_embedding_loss(Tensor input1, Tensor input2, Tensor target, double margin = 0.0, long reduction = 1)
    {
        var args = stackalloc Value[] { input1, input2, target, margin, reduction };
        var result = s_cosine_embedding_loss.Tensor(args, 5);
        GC.KeepAlive(input1);
        GC.KeepAlive(input2);
        GC.KeepAlive(target);
        return result;
    }

    private static readonly Operator s_cosine_embedding_loss = new("aten::cosine_embedding_loss");

    /// <summary><c>aten::cosine_similarity(Tensor x1, Tensor x2, int dim=1, float eps=1e-08) -&gt; Tensor</c></summary>
    internal static Tensor cosine_similarity(Tensor x1, Tensor x2, long dim = 1, double eps = 1e-08)
    {
        var args = stackalloc Value[] { x1, x2, dim, eps };
        var result = s_cosine_similarity.Tensor(args, 4);
        GC.KeepAlive(x1);
        GC.KeepAlive(x2);
        return result;
    }

    private static readonly Operator s_cosine_similarity = new("aten::cosine_similarity");

    /// <summary><c>aten::count_nonzero.dim_IntList(Tensor self, int[] dim) -&gt; Tensor</c></summary>
    internal static Tensor count_nonzero_dim_IntList(Tensor self, long[] dim)
    {
        fixed (long* dim_ = dim)
        {
            var args = stackalloc Value[] { self, Value.List(dim_, dim) };
            var result = s_count_nonzero_dim_IntList.Tensor(args, 2);
            GC.KeepAlive(self);
            return result;
        }
    }

    private static readonly Operator s_count_nonzero_dim_IntList = new("aten::count_nonzero", "dim_IntList");

    /// <summary><c>aten::cov(Tensor self, *, int correction=1, Tensor? fweights=None, Tensor? aweights=None) -&gt; Tensor</c></summary>
    internal static Tensor cov(Tensor self, long correction = 1, Tensor? fweights = null, Tensor? aweights = null)
    {
        var args = stackalloc Value[] { self, correction, fweights, aweights };
        var result = s_cov.Tensor(args, 4);
        GC.KeepAlive(self);
        GC.KeepAlive(fweights);
        GC.KeepAlive(aweights);
        return result;
    }

    private static readonly Operator s_cov = new("aten::cov");

    /// <summary><c>aten::cross_entropy_loss(Tensor self, Tensor target, Tensor? weight=None, int reduction=1, int ignore_index=-100, float label_smoothing=0.) -&gt; Tensor</c></summary>
    internal static Tensor cross_entropy_loss(Tensor self, Tensor target, Tensor? weight = null, long reduction = 1, long ignore_index = -100, double label_smoothing = 0.0)
    {
        var args = stackalloc Value[] { self, target, weight, reduction, ignore_index, label_smoothing };
        var result = s_cross_entropy_loss.Tensor(args, 6);
        GC.KeepAlive(self);
        GC.KeepAlive(target);
        GC.KeepAlive(weight);
        return result;
    }

    private static readonly Operator s_cross_entropy_loss = new("aten::cross_entropy_loss");

    /// <summary><c>aten::cummax(Tensor self, int dim) -&gt; (Tensor values, Tensor indices)</c></summary>
    internal static (Tensor, Tensor) cummax(Tensor self, long dim)
    {
        var args = stackalloc Value[] { self, dim };
        var results = s_cummax.Tuple(args, 2);
        GC.KeepAlive(self);
        return (results[0], results[1]);
    }

    private static readonly Operator s_cummax = new("aten::cummax");

    /// <summary><c>aten::cummin(Tensor self, int dim) -&gt; (Tensor values, Tensor indices)</c></summary>
    internal static (Tensor, Tensor) cummin(Tensor self, long dim)
    {
        var args = stackalloc Value[] { self, dim };
        var results = s_cummin.Tuple(args, 2);
        GC.KeepAlive(self);
        return (results[0], results[1]);
    }

    private static readonly Operator s_cummin = new("aten::cummin");

    /// <summary><c>aten::cumprod(Tensor self, int dim, *, ScalarType? dtype=None) -&gt; Tensor</c></summary>
    internal static Tensor cumprod(Tensor self, long dim, ScalarType? dtype = null)
    {
        var args = stackalloc Value[] { self, dim, dtype };
        var result = s_cumprod.Tensor(args, 3);
        GC.KeepAlive(self);
        return result;
    }

    private static readonly Operator s_cumprod = new("aten::cumprod");

    /// <summary><c>aten::cumsum(Tensor self, int dim, *, ScalarType? dtype=None) -&gt; Tensor</c></summary>
    internal static Tensor cumsum(Tensor self, long dim, ScalarType? dtype = null)
    {
        var args = stackalloc Value[] { self, dim, dtype };
        var result = s_cumsum.Tensor(args, 3);
        GC.KeepAlive(self);
        return result;
    }

    private static readonly Operator s_cumsum = new("aten::cumsum");

    /// <summary><c>aten::cumulative_trapezoid.dx(Tensor y, *, Scalar dx=1, int dim=-1) -&gt; Tensor</c></summary>
    internal static Tensor cumulative_trapezoid_dx(Tensor y, Scalar? dx = null, long dim = -1)
    {
        var args = stackalloc Value[] { y, dx is null ? default : (Value)dx, dim };
        var result = s_cumulative_trapezoid_dx.Tensor(args, 3);
        GC.KeepAlive(y);
        GC.KeepAlive(dx);
        return result;
    }

    private static readonly Operator s_cumulative_trapezoid_dx = new("aten::cumulative_trapezoid", "dx");

    /// <summary><c>aten::cumulative_trapezoid.x(Tensor y, Tensor x, *, int dim=-1) -&gt; Tensor</c></summary>
    internal static Tensor cumulative_trapezoid_x(Tensor y, Tensor x, long dim = -1)
    {
        var args = stackalloc Value[] { y, x, dim };
        var result = s_cumulative_trapezoid_x.Tensor(args, 3);
        GC.KeepAlive(y);
        GC.KeepAlive(x);
        return result;
    }

    private static readonly Operator s_cumulative_trapezoid_x = new("aten::cumulative_trapezoid", "x");
}
