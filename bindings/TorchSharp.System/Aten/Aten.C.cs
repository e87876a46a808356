// Written by tools/AtenGenerator.cs: change that, or the calls that it serves.
#nullable enable

using static TorchSharp.torch;

namespace TorchSharp.Native;

internal static unsafe partial class Aten
{
    /// <summary><c>aten::can_cast(ScalarType from, ScalarType to) -&gt; bool</c></summary>
    internal static bool can_cast(ScalarType from, ScalarType to)
    {
        var args = stackalloc Value[] { from, to };
        bool result = s_can_cast.Call(args, 2).Boolean;
        return result;
    }

    private static readonly Operator s_can_cast = new("aten::can_cast");

    /// <summary><c>aten::cartesian_prod(Tensor[] tensors) -&gt; Tensor</c></summary>
    internal static Tensor cartesian_prod(Tensor[] tensors)
    {
        var tensors_ = stackalloc nint[tensors.Length];
        Operator.Handles(tensors, tensors_);
        var args = stackalloc Value[] { Value.Tensors(tensors_, tensors.Length) };
        var result = s_cartesian_prod.Tensor(args, 1);
        GC.KeepAlive(tensors);
        return result;
    }

    private static readonly Operator s_cartesian_prod = new("aten::cartesian_prod");

    /// <summary><c>aten::cat(Tensor[] tensors, int dim=0) -&gt; Tensor</c></summary>
    internal static Tensor cat(Tensor[] tensors, long dim = 0)
    {
        var tensors_ = stackalloc nint[tensors.Length];
        Operator.Handles(tensors, tensors_);
        var args = stackalloc Value[] { Value.Tensors(tensors_, tensors.Length), dim };
        var result = s_cat.Tensor(args, 2);
        GC.KeepAlive(tensors);
        return result;
    }

    private static readonly Operator s_cat = new("aten::cat");

    /// <summary><c>aten::cauchy_(Tensor(a!) self, float median=0., float sigma=1., *, Generator? generator=None) -&gt; Tensor(a!)</c></summary>
    internal static Tensor cauchy_(Tensor self, double median = 0.0, double sigma = 1.0, Generator? generator = null)
    {
        var args = stackalloc Value[] { self, median, sigma, generator };
        s_cauchy_.InPlace(args, 4);
        GC.KeepAlive(self);
        GC.KeepAlive(generator);
        return self;
    }

    private static readonly Operator s_cauchy_ = new("aten::cauchy_");

    /// <summary><c>aten::cdist(Tensor x1, Tensor x2, float p=2., int? compute_mode=None) -&gt; Tensor</c></summary>
    internal static Tensor cdist(Tensor x1, Tensor x2, double p = 2.0, long? compute_mode = null)
    {
        var args = stackalloc Value[] { x1, x2, p, compute_mode };
        var result = s_cdist.Tensor(args, 4);
        GC.KeepAlive(x1);
        GC.KeepAlive(x2);
        return result;
    }

    private static readonly Operator s_cdist = new("aten::cdist");

    /// <summary><c>aten::ceil(Tensor self) -&gt; Tensor</c></summary>
    internal static Tensor ceil(Tensor self)
    {
        var args = stackalloc Value[] { self };
        var result = s_ceil.Tensor(args, 1);
        GC.KeepAlive(self);
        return result;
    }

    private static readonly Operator s_ceil = new("aten::ceil");

    /// <summary><c>aten::ceil_(Tensor(a!) self) -&gt; Tensor(a!)</c></summary>
    internal static Tensor ceil_(Tensor self)
    {
        var args = stackalloc Value[] { self };
        s_ceil_.InPlace(args, 1);
        GC.KeepAlive(self);
        return self;
    }

    private static readonly Operator s_ceil_ = new("aten::ceil_");

    /// <summary><c>aten::celu(Tensor self, Scalar alpha=1.) -&gt; Tensor</c></summary>
    internal static Tensor celu(Tensor self, Scalar? alpha = null)
    {
        var args = stackalloc Value[] { self, alpha is null ? default : (Value)alpha };
        var result = s_celu.Tensor(args, 2);
        GC.KeepAlive(self);
        GC.KeepAlive(alpha);
        return result;
    }

    private static readonly Operator s_celu = new("aten::celu");

    /// <summary><c>aten::celu_(Tensor(a!) self, Scalar alpha=1.) -&gt; Tensor(a!)</c></summary>
    internal static Tensor celu_(Tensor self, Scalar? alpha = null)
    {
        var args = stackalloc Value[] { self, alpha is null ? default : (Value)alpha };
        s_celu_.InPlace(args, 2);
        GC.KeepAlive(self);
        GC.KeepAlive(alpha);
        return self;
    }

    private static readonly Operator s_celu_ = new("aten::celu_");

    /// <summary><c>aten::channel_shuffle(Tensor self, int groups) -&gt; Tensor</c></summary>
    internal static Tensor channel_shuffle(Tensor self, long groups)
    {
        var args = stackalloc Value[] { self, groups };
        var result = s_channel_shuffle.Tensor(args, 2);
        GC.KeepAlive(self);
        return result;
    }

    private static readonly Operator s_channel_shuffle = new("aten::channel_shuffle");

    /// <summary><c>aten::cholesky_inverse(Tensor self, bool upper=False) -&gt; Tensor</c></summary>
    internal static Tensor cholesky_inverse(Tensor self, bool upper = false)
    {
        var args = stackalloc Value[] { self, upper };
        var result = s_cholesky_inverse.Tensor(args, 2);
        GC.KeepAlive(self);
        return result;
    }

    private static readonly Operator s_cholesky_inverse = new("aten::cholesky_inverse");

    /// <summary><c>aten::cholesky_solve(Tensor self, Tensor input2, bool upper=False) -&gt; Tensor</c></summary>
    internal static Tensor cholesky_solve(Tensor self, Tensor input2, bool upper = false)
    {
        var args = stackalloc Value[] { self, input2, upper };
        var result = s_cholesky_solve.Tensor(args, 3);
        GC.KeepAlive(self);
        GC.KeepAlive(input2);
        return result;
    }

    private static readonly Operator s_cholesky_solve = new("aten::cholesky_solve");

    /// <summary><c>aten::chunk(Tensor(a -&gt; *) self, int chunks, int dim=0) -&gt; Tensor(a)[]</c></summary>
    internal static Tensor[] chunk(Tensor self, long chunks, long dim = 0)
    {
        var args = stackalloc Value[] { self, chunks, dim };
        var results = s_chunk.Tensors(args, 3);
        GC.KeepAlive(self);
        return results;
    }

    private static readonly Operator s_chunk = new("aten::chunk");

    /// <summary><c>aten::clamp(Tensor self, Scalar? min=None, Scalar? max=None) -&gt; Tensor</c></summary>
    internal static Tensor clamp(Tensor self, Scalar? min = null, Scalar? max = null)
    {
        var args = stackalloc Value[] { self, min, max };
        var result = s_clamp.Tensor(args, 3);
        GC.KeepAlive(self);
        GC.KeepAlive(min);
        GC.KeepAlive(max);
        return result;
    }

    private static readonly Operator s_clamp = new("aten::clamp");

    /// <summary><c>aten::clamp_(Tensor(a!) self, Scalar? min=None, Scalar? max=None) -&gt; Tensor(a!)</c></summary>
    internal static Tensor clamp_(Tensor self, Scalar? min = null, Scalar? max = null)
    {
        var args = stackalloc Value[] { self, min, max };
        s_clamp_.InPlace(args, 3);
        GC.KeepAlive(self);
        GC.KeepAlive(min);
        GC.KeepAlive(max);
        return self;
    }

    private static readonly Operator s_clamp_ = new("aten::clamp_");

    /// <summary><c>aten::clamp.Tensor(Tensor self, Tensor? min=None, Tensor? max=None) -&gt; Tensor</c></summary>
    internal static Tensor clamp_Tensor(Tensor self, Tensor? min = null, Tensor? max = null)
    {
        var args = stackalloc Value[] { self, min, max };
        var result = s_clamp_Tensor.Tensor(args, 3);
        GC.KeepAlive(self);
        GC.KeepAlive(min);
        GC.KeepAlive(max);
        return result;
    }

    private static readonly Operator s_clamp_Tensor = new("aten::clamp", "Tensor");

    /// <summary><c>aten::clamp_.Tensor(Tensor(a!) self, Tensor? min=None, Tensor? max=None) -&gt; Tensor(a!)</c></summary>
    internal static Tensor clamp__Tensor(Tensor self, Tensor? min = null, Tensor? max = null)
    {
        var args = stackalloc Value[] { self, min, max };
        s_clamp__Tensor.InPlace(args, 3);
        GC.KeepAlive(self);
        GC.KeepAlive(min);
        GC.KeepAlive(max);
        return self;
    }

    private static readonly Operator s_clamp__Tensor = new("aten::clamp_", "Tensor");

    /// <summary><c>aten::clamp_max(Tensor self, Scalar max) -&gt; Tensor</c></summary>
    internal static Tensor clamp_max(Tensor self, Scalar max)
    {
        var args = stackalloc Value[] { self, max };
        var result = s_clamp_max.Tensor(args, 2);
        GC.KeepAlive(self);
        GC.KeepAlive(max);
        return result;
    }

    private static readonly Operator s_clamp_max = new("aten::clamp_max");

    /// <summary><c>aten::clamp_max_(Tensor(a!) self, Scalar max) -&gt; Tensor(a!)</c></summary>
    internal static Tensor clamp_max_(Tensor self, Scalar max)
    {
        var args = stackalloc Value[] { self, max };
        s_clamp_max_.InPlace(args, 2);
        GC.KeepAlive(self);
        GC.KeepAlive(max);
        return self;
    }

    private static readonly Operator s_clamp_max_ = new("aten::clamp_max_");

    /// <summary><c>aten::clamp_min(Tensor self, Scalar min) -&gt; Tensor</c></summary>
    internal static Tensor clamp_min(Tensor self, Scalar min)
    {
        var args = stackalloc Value[] { self, min };
        var result = s_clamp_min.Tensor(args, 2);
        GC.KeepAlive(self);
        GC.KeepAlive(min);
        return result;
    }

    private static readonly Operator s_clamp_min = new("aten::clamp_min");

    /// <summary><c>aten::clamp_min_(Tensor(a!) self, Scalar min) -&gt; Tensor(a!)</c></summary>
    internal static Tensor clamp_min_(Tensor self, Scalar min)
    {
        var args = stackalloc Value[] { self, min };
        s_clamp_min_.InPlace(args, 2);
        GC.KeepAlive(self);
        GC.KeepAlive(min);
        return self;
    }

    private static readonly Operator s_clamp_min_ = new("aten::clamp_min_");

    /// <summary><c>aten::clone(Tensor self, *, MemoryFormat? memory_format=None) -&gt; Tensor</c></summary>
    internal static Tensor clone(Tensor self, long? memory_format = null)
    {
        var args = stackalloc Value[] { self, memory_format };
        var result = s_clone.Tensor(args, 2);
        GC.KeepAlive(self);
        return result;
    }

    private static readonly Operator s_clone = new("aten::clone");

    /// <summary><c>aten::col2im(Tensor self, SymInt[2] output_size, int[2] kernel_size, int[2] dilation, int[2] padding, int[2] stride) -&gt; Tensor</c></summary>
    internal static Tensor col2im(Tensor self, long[] output_size, long[] kernel_size, long[] dilation, long[] padding, long[] stride)
    {
        fixed (long* output_size_ = output_size)
        fixed (long* kernel_size_ = kernel_size)
        fixed (long* dilation_ = dilation)
        fixed (long* padding_ = padding)
        fixed (long* stride_ = stride)
        {
            var args = stackalloc Value[] { self, Value.List(output_size_, output_size), Value.List(kernel_size_, kernel_size), Value.List(dilation_, dilation), Value.List(padding_, padding), Value.List(stride_, stride) };
            var result = s_col2im.Tensor(args, 6);
            GC.KeepAlive(self);
            return result;
        }
    }

    private static readonly Operator s_col2im = new("aten::col2im");

    /// <summary><c>aten::column_stack(Tensor[] tensors) -&gt; Tensor</c></summary>
    internal static Tensor column_stack(Tensor[] tensors)
    {
        var tensors_ = stackalloc nint[tensors.Length];
        Operator.Handles(tensors, tensors_);
        var args = stackalloc Value[] { Value.Tensors(tensors_, tensors.Length) };
        var result = s_column_stack.Tensor(args, 1);
        GC.KeepAlive(tensors);
        return result;
    }

    private static readonly Operator s_column_stack = new("aten::column_stack");

    /// <summary><c>aten::combinations(Tensor self, int r=2, bool with_replacement=False) -&gt; Tensor</c></summary>
    internal static Tensor combinations(Tensor self, long r = 2, bool with_replacement = false)
    {
        var args = stackalloc Value[] { self, r, with_replacement };
        var result = s_combinations.Tensor(args, 3);
        GC.KeepAlive(self);
        return result;
    }

    private static readonly Operator s_combinations = new("aten::combinations");

    /// <summary><c>aten::complex(Tensor real, Tensor imag) -&gt; Tensor</c></summary>
    internal static Tensor complex(Tensor real, Tensor imag)
    {
        var args = stackalloc Value[] { real, imag };
        var result = s_complex.Tensor(args, 2);
        GC.KeepAlive(real);
        GC.KeepAlive(imag);
        return result;
    }

    private static readonly Operator s_complex = new("aten::complex");

    /// <summary><c>aten::conj(Tensor(a) self) -&gt; Tensor(a)</c></summary>
    internal static Tensor conj(Tensor self)
    {
        var args = stackalloc Value[] { self };
        var result = s_conj.Tensor(args, 1);
        GC.KeepAlive(self);
        return result;
    }

    private static readonly Operator s_conj = new("aten::conj");

    /// <summary><c>aten::conj_physical(Tensor self) -&gt; Tensor</c></summary>
    internal static Tensor conj_physical(Tensor self)
    {
        var args = stackalloc Value[] { self };
        var result = s_conj_physical.Tensor(args, 1);
        GC.KeepAlive(self);
        return result;
    }

    private static readonly Operator s_conj_physical = new("aten::conj_physical");

    /// <summary><c>aten::conj_physical_(Tensor(a!) self) -&gt; Tensor(a!)</c></summary>
    internal static Tensor conj_physical_(Tensor self)
    {
        var args = stackalloc Value[] { self };
        s_conj_physical_.InPlace(args, 1);
        GC.KeepAlive(self);
        return self;
    }

    private static readonly Operator s_conj_physical_ = new("aten::conj_physical_");

    /// <summary><c>aten::contiguous(Tensor(a) self, *, MemoryFormat memory_format=0) -&gt; Tensor(a)</c></summary>
    internal static Tensor contiguous(Tensor self, long memory_format = 0)
    {
        var args = stackalloc Value[] { self, memory_format };
        var result = s_contiguous.Tensor(args, 2);
        GC.KeepAlive(self);
        return result;
    }

    private static readonly Operator s_contiguous = new("aten::contiguous");

    /// <summary><c>aten::conv1d(Tensor input, Tensor weight, Tensor? bias=None, int[1] stride=[1], int[1] padding=[0], int[1] dilation=[1], int groups=1) -&gt; Tensor</c></summary>
    internal static Tensor conv1d(Tensor input, Tensor weight, Tensor? bias = null, long[]? stride = null, long[]? padding = null, long[]? dilation = null, long groups = 1)
    {
        fixed (long* stride_ = stride)
        fixed (long* padding_ = padding)
        fixed (long* dilation_ = dilation)
        {
            var args = stackalloc Value[] { input, weight, bias, stride is null ? default : Value.List(stride_, stride), padding is null ? default : Value.List(padding_, padding), dilation is null ? default : Value.List(dilation_, dilation), groups };
            var result = s_conv1d.Tensor(args, 7);
            GC.KeepAlive(input);
            GC.KeepAlive(weight);
            GC.KeepAlive(bias);
            return result;
        }
    }

    private static readonly Operator s_conv1d = new("aten::conv1d");

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
