// Written by tools/AtenGenerator.cs: change that, or the calls that it serves.
#nullable enable

using static TorchSharp.torch;

namespace TorchSharp.Native;

internal static unsafe partial class Aten
{
    /// <summary><c>aten::feature_alpha_dropout(Tensor input, float p, bool train) -&gt; Tensor</c></summary>
    internal static Tensor feature_alpha_dropout(Tensor input, double p, bool train)
    {
        var args = stackalloc Value[] { input, p, train };
        var result = s_feature_alpha_dropout.Tensor(args, 3);
        GC.KeepAlive(input);
        return result;
    }

    private static readonly Operator s_feature_alpha_dropout = new("aten::feature_alpha_dropout");

    /// <summary><c>aten::feature_alpha_dropout_(Tensor(a!) self, float p, bool train) -&gt; Tensor(a!)</c></summary>
    internal static Tensor feature_alpha_dropout_(Tensor self, double p, bool train)
    {
        var args = stackalloc Value[] { self, p, train };
        s_feature_alpha_dropout_.InPlace(args, 3);
        GC.KeepAlive(self);
        return self;
    }

    private static readonly Operator s_feature_alpha_dropout_ = new("aten::feature_alpha_dropout_");

    /// <summary><c>aten::feature_dropout(Tensor input, float p, bool train) -&gt; Tensor</c></summary>
    internal static Tensor feature_dropout(Tensor input, double p, bool train)
    {
        var args = stackalloc Value[] { input, p, train };
        var result = s_feature_dropout.Tensor(args, 3);
        GC.KeepAlive(input);
        return result;
    }

    private static readonly Operator s_feature_dropout = new("aten::feature_dropout");

    /// <summary><c>aten::feature_dropout_(Tensor(a!) self, float p, bool train) -&gt; Tensor(a!)</c></summary>
    internal static Tensor feature_dropout_(Tensor self, double p, bool train)
    {
        var args = stackalloc Value[] { self, p, train };
        s_feature_dropout_.InPlace(args, 3);
        GC.KeepAlive(self);
        return self;
    }

    private static readonly Operator s_feature_dropout_ = new("aten::feature_dropout_");

    /// <summary><c>aten::fft_fft(Tensor self, int? n=None, int dim=-1, str? norm=None) -&gt; Tensor</c></summary>
    internal static Tensor fft_fft(Tensor self, long? n = null, long dim = -1, string? norm = null)
    {
        var norm_utf8 = Operator.Utf8(norm);
        fixed (byte* norm_ = norm_utf8)
        {
            var args = stackalloc Value[] { self, n, dim, Value.String(norm_, norm_utf8) };
            var result = s_fft_fft.Tensor(args, 4);
            GC.KeepAlive(self);
            return result;
        }
    }

    private static readonly Operator s_fft_fft = new("aten::fft_fft");

    /// <summary><c>aten::fft_fft2(Tensor self, int[1]? s=None, int[1] dim=[-2, -1], str? norm=None) -&gt; Tensor</c></summary>
    internal static Tensor fft_fft2(Tensor self, long[]? s = null, long[]? dim = null, string? norm = null)
    {
        var norm_utf8 = Operator.Utf8(norm);
        fixed (long* s_ = s)
        fixed (long* dim_ = dim)
        fixed (byte* norm_ = norm_utf8)
        {
            var args = stackalloc Value[] { self, Value.List(s_, s), dim is null ? default : Value.List(dim_, dim), Value.String(norm_, norm_utf8) };
            var result = s_fft_fft2.Tensor(args, 4);
            GC.KeepAlive(self);
            return result;
        }
    }

    private static readonly Operator s_fft_fft2 = new("aten::fft_fft2");

    /// <summary><c>aten::fft_fftfreq(int n, float d=1., *, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=None) -&gt; Tensor</c></summary>
    internal static Tensor fft_fftfreq(long n, double d = 1.0, ScalarType? dtype = null, Device? device = null)
    {
        var args = stackalloc Value[] { n, d, dtype, default, device, default };
        var result = s_fft_fftfreq.Tensor(args, 6);
        return result;
    }

    private static readonly Operator s_fft_fftfreq = new("aten::fft_fftfreq");

    /// <summary><c>aten::fft_fftn(Tensor self, int[1]? s=None, int[1]? dim=None, str? norm=None) -&gt; Tensor</c></summary>
    internal static Tensor fft_fftn(Tensor self, long[]? s = null, long[]? dim = null, string? norm = null)
    {
        var norm_utf8 = Operator.Utf8(norm);
        fixed (long* s_ = s)
        fixed (long* dim_ = dim)
        fixed (byte* norm_ = norm_utf8)
        {
            var args = stackalloc Value[] { self, Value.List(s_, s), Value.List(dim_, dim), Value.String(norm_, norm_utf8) };
            var result = s_fft_fftn.Tensor(args, 4);
            GC.KeepAlive(self);
            return result;
        }
    }

    private static readonly Operator s_fft_fftn = new("aten::fft_fftn");

    /// <summary><c>aten::fft_fftshift(Tensor self, int[1]? dim=None) -&gt; Tensor</c></summary>
    internal static Tensor fft_fftshift(Tensor self, long[]? dim = null)
    {
        fixed (long* dim_ = dim)
        {
            var args = stackalloc Value[] { self, Value.List(dim_, dim) };
            var result = s_fft_fftshift.Tensor(args, 2);
            GC.KeepAlive(self);
            return result;
        }
    }

    private static readonly Operator s_fft_fftshift = new("aten::fft_fftshift");

    /// <summary><c>aten::fft_hfft(Tensor self, int? n=None, int dim=-1, str? norm=None) -&gt; Tensor</c></summary>
    internal static Tensor fft_hfft(Tensor self, long? n = null, long dim = -1, string? norm = null)
    {
        var norm_utf8 = Operator.Utf8(norm);
        fixed (byte* norm_ = norm_utf8)
        {
            var args = stackalloc Value[] { self, n, dim, Value.String(norm_, norm_utf8) };
            var result = s_fft_hfft.Tensor(args, 4);
            GC.KeepAlive(self);
            return result;
        }
    }

    private static readonly Operator s_fft_hfft = new("aten::fft_hfft");

    /// <summary><c>aten::fft_hfft2(Tensor self, int[1]? s=None, int[1] dim=[-2, -1], str? norm=None) -&gt; Tensor</c></summary>
    internal static Tensor fft_hfft2(Tensor self, long[]? s = null, long[]? dim = null, string? norm = null)
    {
        var norm_utf8 = Operator.Utf8(norm);
        fixed (long* s_ = s)
        fixed (long* dim_ = dim)
        fixed (byte* norm_ = norm_utf8)
        {
            var args = stackalloc Value[] { self, Value.List(s_, s), dim is null ? default : Value.List(dim_, dim), Value.String(norm_, norm_utf8) };
            var result = s_fft_hfft2.Tensor(args, 4);
            GC.KeepAlive(self);
            return result;
        }
    }

    private static readonly Operator s_fft_hfft2 = new("aten::fft_hfft2");

    /// <summary><c>aten::fft_hfftn(Tensor self, int[1]? s=None, int[1]? dim=None, str? norm=None) -&gt; Tensor</c></summary>
    internal static Tensor fft_hfftn(Tensor self, long[]? s = null, long[]? dim = null, string? norm = null)
    {
        var norm_utf8 = Operator.Utf8(norm);
        fixed (long* s_ = s)
        fixed (long* dim_ = dim)
        fixed (byte* norm_ = norm_utf8)
        {
            var args = stackalloc Value[] { self, Value.List(s_, s), Value.List(dim_, dim), Value.String(norm_, norm_utf8) };
            var result = s_fft_hfftn.Tensor(args, 4);
            GC.KeepAlive(self);
            return result;
        }
    }

    private static readonly Operator s_fft_hfftn = new("aten::fft_hfftn");

    /// <summary><c>aten::fft_ifft(Tensor self, int? n=None, int dim=-1, str? norm=None) -&gt; Tensor</c></summary>
    internal static Tensor fft_ifft(Tensor self, long? n = null, long dim = -1, string? norm = null)
    {
        var norm_utf8 = Operator.Utf8(norm);
        fixed (byte* norm_ = norm_utf8)
        {
            var args = stackalloc Value[] { self, n, dim, Value.String(norm_, norm_utf8) };
            var result = s_fft_ifft.Tensor(args, 4);
            GC.KeepAlive(self);
            return result;
        }
    }

    private static readonly Operator s_fft_ifft = new("aten::fft_ifft");

    /// <summary><c>aten::fft_ifft2(Tensor self, int[1]? s=None, int[1] dim=[-2, -1], str? norm=None) -&gt; Tensor</c></summary>
    internal static Tensor fft_ifft2(Tensor self, long[]? s = null, long[]? dim = null, string? norm = null)
    {
        var norm_utf8 = Operator.Utf8(norm);
        fixed (long* s_ = s)
        fixed (long* dim_ = dim)
        fixed (byte* norm_ = norm_utf8)
        {
            var args = stackalloc Value[] { self, Value.List(s_, s), dim is null ? default : Value.List(dim_, dim), Value.String(norm_, norm_utf8) };
            var result = s_fft_ifft2.Tensor(args, 4);
            GC.KeepAlive(self);
            return result;
        }
    }

    private static readonly Operator s_fft_ifft2 = new("aten::fft_ifft2");

    /// <summary><c>aten::fft_ifftn(Tensor self, int[1]? s=None, int[1]? dim=None, str? norm=None) -&gt; Tensor</c></summary>
    internal static Tensor fft_ifftn(Tensor self, long[]? s = null, long[]? dim = null, string? norm = null)
    {
        var norm_utf8 = Operator.Utf8(norm);
        fixed (long* s_ = s)
        fixed (long* dim_ = dim)
        fixed (byte* norm_ = norm_utf8)
        {
            var args = stackalloc Value[] { self, Value.List(s_, s), Value.List(dim_, dim), Value.String(norm_, norm_utf8) };
            var result = s_fft_ifftn.Tensor(args, 4);
            GC.KeepAlive(self);
            return result;
        }
    }

    private static readonly Operator s_fft_ifftn = new("aten::fft_ifftn");

    /// <summary><c>aten::fft_ifftshift(Tensor self, int[1]? dim=None) -&gt; Tensor</c></summary>
    internal static Tensor fft_ifftshift(Tensor self, long[]? dim = null)
    {
        fixed (long* dim_ = dim)
        {
            var args = stackalloc Value[] { self, Value.List(dim_, dim) };
            var result = s_fft_ifftshift.Tensor(args, 2);
            GC.KeepAlive(self);
            return result;
        }
    }

    private static readonly Operator s_fft_ifftshift = new("aten::fft_ifftshift");

    /// <summary><c>aten::fft_ihfft(Tensor self, int? n=None, int dim=-1, str? norm=None) -&gt; Tensor</c></summary>
    internal static Tensor fft_ihfft(Tensor self, long? n = null, long dim = -1, string? norm = null)
    {
        var norm_utf8 = Operator.Utf8(norm);
        fixed (byte* norm_ = norm_utf8)
        {
            var args = stackalloc Value[] { self, n, dim, Value.String(norm_, norm_utf8) };
            var result = s_fft_ihfft.Tensor(args, 4);
            GC.KeepAlive(self);
            return result;
        }
    }

    private static readonly Operator s_fft_ihfft = new("aten::fft_ihfft");

    /// <summary><c>aten::fft_ihfft2(Tensor self, int[1]? s=None, int[1] dim=[-2, -1], str? norm=None) -&gt; Tensor</c></summary>
    internal static Tensor fft_ihfft2(Tensor self, long[]? s = null, long[]? dim = null, string? norm = null)
    {
        var norm_utf8 = Operator.Utf8(norm);
        fixed (long* s_ = s)
        fixed (long* dim_ = dim)
        fixed (byte* norm_ = norm_utf8)
        {
            var args = stackalloc Value[] { self, Value.List(s_, s), dim is null ? default : Value.List(dim_, dim), Value.String(norm_, norm_utf8) };
            var result = s_fft_ihfft2.Tensor(args, 4);
            GC.KeepAlive(self);
            return result;
        }
    }

    private static readonly Operator s_fft_ihfft2 = new("aten::fft_ihfft2");

    /// <summary><c>aten::fft_ihfftn(Tensor self, int[1]? s=None, int[1]? dim=None, str? norm=None) -&gt; Tensor</c></summary>
    internal static Tensor fft_ihfftn(Tensor self, long[]? s = null, long[]? dim = null, string? norm = null)
    {
        var norm_utf8 = Operator.Utf8(norm);
        fixed (long* s_ = s)
        fixed (long* dim_ = dim)
        fixed (byte* norm_ = norm_utf8)
        {
            var args = stackalloc Value[] { self, Value.List(s_, s), Value.List(dim_, dim), Value.String(norm_, norm_utf8) };
            var result = s_fft_ihfftn.Tensor(args, 4);
            GC.KeepAlive(self);
            return result;
        }
    }

    private static readonly Operator s_fft_ihfftn = new("aten::fft_ihfftn");

    /// <summary><c>aten::fft_irfft(Tensor self, int? n=None, int dim=-1, str? norm=None) -&gt; Tensor</c></summary>
    internal static Tensor fft_irfft(Tensor self, long? n = null, long dim = -1, string? norm = null)
    {
        var norm_utf8 = Operator.Utf8(norm);
        fixed (byte* norm_ = norm_utf8)
        {
            var args = stackalloc Value[] { self, n, dim, Value.String(norm_, norm_utf8) };
            var result = s_fft_irfft.Tensor(args, 4);
            GC.KeepAlive(self);
            return result;
        }
    }

    private static readonly Operator s_fft_irfft = new("aten::fft_irfft");

    /// <summary><c>aten::fft_irfft2(Tensor self, int[1]? s=None, int[1] dim=[-2, -1], str? norm=None) -&gt; Tensor</c></summary>
    internal static Tensor fft_irfft2(Tensor self, long[]? s = null, long[]? dim = null, string? norm = null)
    {
        var norm_utf8 = Operator.Utf8(norm);
        fixed (long* s_ = s)
        fixed (long* dim_ = dim)
        fixed (byte* norm_ = norm_utf8)
        {
            var args = stackalloc Value[] { self, Value.List(s_, s), dim is null ? default : Value.List(dim_, dim), Value.String(norm_, norm_utf8) };
            var result = s_fft_irfft2.Tensor(args, 4);
            GC.KeepAlive(self);
            return result;
        }
    }

    private static readonly Operator s_fft_irfft2 = new("aten::fft_irfft2");

    /// <summary><c>aten::fft_irfftn(Tensor self, int[1]? s=None, int[1]? dim=None, str? norm=None) -&gt; Tensor</c></summary>
    internal static Tensor fft_irfftn(Tensor self, long[]? s = null, long[]? dim = null, string? norm = null)
    {
        var norm_utf8 = Operator.Utf8(norm);
        fixed (long* s_ = s)
        fixed (long* dim_ = dim)
        fixed (byte* norm_ = norm_utf8)
        {
            var args = stackalloc Value[] { self, Value.List(s_, s), Value.List(dim_, dim), Value.String(norm_, norm_utf8) };
            var result = s_fft_irfftn.Tensor(args, 4);
            GC.KeepAlive(self);
            return result;
        }
    }

    private static readonly Operator s_fft_irfftn = new("aten::fft_irfftn");

    /// <summary><c>aten::fft_rfft(Tensor self, int? n=None, int dim=-1, str? norm=None) -&gt; Tensor</c></summary>
    internal static Tensor fft_rfft(Tensor self, long? n = null, long dim = -1, string? norm = null)
    {
        var norm_utf8 = Operator.Utf8(norm);
        fixed (byte* norm_ = norm_utf8)
        {
            var args = stackalloc Value[] { self, n, dim, Value.String(norm_, norm_utf8) };
            var result = s_fft_rfft.Tensor(args, 4);
            GC.KeepAlive(self);
            return result;
        }
    }

    private static readonly Operator s_fft_rfft = new("aten::fft_rfft");

    /// <summary><c>aten::fft_rfft2(Tensor self, int[1]? s=None, int[1] dim=[-2, -1], str? norm=None) -&gt; Tensor</c></summary>
    internal static Tensor fft_rfft2(Tensor self, long[]? s = null, long[]? dim = null, string? norm = null)
    {
        var norm_utf8 = Operator.Utf8(norm);
        fixed (long* s_ = s)
        fixed (long* dim_ = dim)
        fixed (byte* norm_ = norm_utf8)
        {
            var args = stackalloc Value[] { self, Value.List(s_, s), dim is null ? default : Value.List(dim_, dim), Value.String(norm_, norm_utf8) };
            var result = s_fft_rfft2.Tensor(args, 4);
            GC.KeepAlive(self);
            return result;
        }
    }

    private static readonly Operator s_fft_rfft2 = new("aten::fft_rfft2");

    /// <summary><c>aten::fft_rfftfreq(int n, float d=1., *, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=None) -&gt; Tensor</c></summary>
    internal static Tensor fft_rfftfreq(long n, double d = 1.0, ScalarType? dtype = null, Device? device = null)
    {
        var args = stackalloc Value[] { n, d, dtype, default, device, default };
        var result = s_fft_rfftfreq.Tensor(args, 6);
        return result;
    }

    private static readonly Operator s_fft_rfftfreq = new("aten::fft_rfftfreq");

    /// <summary><c>aten::fft_rfftn(Tensor self, int[1]? s=None, int[1]? dim=None, str? norm=None) -&gt; Tensor</c></summary>
    internal static Tensor fft_rfftn(Tensor self, long[]? s = null, long[]? dim = null, string? norm = null)
    {
        var norm_utf8 = Operator.Utf8(norm);
        fixed (long* s_ = s)
        fixed (long* dim_ = dim)
        fixed (byte* norm_ = norm_utf8)
        {
            var args = stackalloc Value[] { self, Value.List(s_, s), Value.List(dim_, dim), Value.String(norm_, norm_utf8) };
            var result = s_fft_rfftn.Tensor(args, 4);
            GC.KeepAlive(self);
            return result;
        }
    }

    private static readonly Operator s_fft_rfftn = new("aten::fft_rfftn");

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

    /// <summary><c>aten::flatten.using_ints(Tensor(a) self, int start_dim=0, int end_dim=-1) -&gt; Tensor(a)</c></summary>
    internal static Tensor flatten_using_ints(Tensor self, long start_dim = 0, long end_dim = -1)
    {
        var args = stackalloc Value[] { self, start_dim, end_dim };
        var result = s_flatten_using_ints.Tensor(args, 3);
        GC.KeepAlive(self);
        return result;
    }

    private static readonly Operator s_flatten_using_ints = new("aten::flatten", "using_ints");

    /// <summary><c>aten::flip(Tensor self, int[] dims) -&gt; Tensor</c></summary>
    internal static Tensor flip(Tensor self, long[] dims)
    {
        fixed (long* dims_ = dims)
        {
            var args = stackalloc Value[] { self, Value.List(dims_, dims) };
            var result = s_flip.Tensor(args, 2);
            GC.KeepAlive(self);
            return result;
        }
    }

    private static readonly Operator s_flip = new("aten::flip");

    /// <summary><c>aten::fliplr(Tensor self) -&gt; Tensor</c></summary>
    internal static Tensor fliplr(Tensor self)
    {
        var args = stackalloc Value[] { self };
        var result = s_fliplr.Tensor(args, 1);
        GC.KeepAlive(self);
        return result;
    }

    private static readonly Operator s_fliplr = new("aten::fliplr");

    /// <summary><c>aten::flipud(Tensor self) -&gt; Tensor</c></summary>
    internal static Tensor flipud(Tensor self)
    {
        var args = stackalloc Value[] { self };
        var result = s_flipud.Tensor(args, 1);
        GC.KeepAlive(self);
        return result;
    }

    private static readonly Operator s_flipud = new("aten::flipud");

    /// <summary><c>aten::float_power.Tensor_Tensor(Tensor self, Tensor exponent) -&gt; Tensor</c></summary>
    internal static Tensor float_power_Tensor_Tensor(Tensor self, Tensor exponent)
    {
        var args = stackalloc Value[] { self, exponent };
        var result = s_float_power_Tensor_Tensor.Tensor(args, 2);
        GC.KeepAlive(self);
        GC.KeepAlive(exponent);
        return result;
    }

    private static readonly Operator s_float_power_Tensor_Tensor = new("aten::float_power", "Tensor_Tensor");

    /// <summary><c>aten::float_power_.Tensor(Tensor(a!) self, Tensor exponent) -&gt; Tensor(a!)</c></summary>
    internal static Tensor float_power__Tensor(Tensor self, Tensor exponent)
    {
        var args = stackalloc Value[] { self, exponent };
        s_float_power__Tensor.InPlace(args, 2);
        GC.KeepAlive(self);
        GC.KeepAlive(exponent);
        return self;
    }

    private static readonly Operator s_float_power__Tensor = new("aten::float_power_", "Tensor");

    /// <summary><c>aten::floor(Tensor self) -&gt; Tensor</c></summary>
    internal static Tensor floor(Tensor self)
    {
        var args = stackalloc Value[] { self };
        var result = s_floor.Tensor(args, 1);
        GC.KeepAlive(self);
        return result;
    }

    private static readonly Operator s_floor = new("aten::floor");

    /// <summary><c>aten::floor_(Tensor(a!) self) -&gt; Tensor(a!)</c></summary>
    internal static Tensor floor_(Tensor self)
    {
        var args = stackalloc Value[] { self };
        s_floor_.InPlace(args, 1);
        GC.KeepAlive(self);
        return self;
    }

    private static readonly Operator s_floor_ = new("aten::floor_");

    /// <summary><c>aten::floor_divide(Tensor self, Tensor other) -&gt; Tensor</c></summary>
    internal static Tensor floor_divide(Tensor self, Tensor other)
    {
        var args = stackalloc Value[] { self, other };
        var result = s_floor_divide.Tensor(args, 2);
        GC.KeepAlive(self);
        GC.KeepAlive(other);
        return result;
    }

    private static readonly Operator s_floor_divide = new("aten::floor_divide");

    /// <summary><c>aten::floor_divide.Scalar(Tensor self, Scalar other) -&gt; Tensor</c></summary>
    internal static Tensor floor_divide_Scalar(Tensor self, Scalar other)
    {
        var args = stackalloc Value[] { self, other };
        var result = s_floor_divide_Scalar.Tensor(args, 2);
        GC.KeepAlive(self);
        GC.KeepAlive(other);
        return result;
    }

    private static readonly Operator s_floor_divide_Scalar = new("aten::floor_divide", "Scalar");

    /// <summary><c>aten::floor_divide_.Scalar(Tensor(a!) self, Scalar other) -&gt; Tensor(a!)</c></summary>
    internal static Tensor floor_divide__Scalar(Tensor self, Scalar other)
    {
        var args = stackalloc Value[] { self, other };
        s_floor_divide__Scalar.InPlace(args, 2);
        GC.KeepAlive(self);
        GC.KeepAlive(other);
        return self;
    }

    private static readonly Operator s_floor_divide__Scalar = new("aten::floor_divide_", "Scalar");

    /// <summary><c>aten::floor_divide_.Tensor(Tensor(a!) self, Tensor other) -&gt; Tensor(a!)</c></summary>
    internal static Tensor floor_divide__Tensor(Tensor self, Tensor other)
    {
        var args = stackalloc Value[] { self, other };
        s_floor_divide__Tensor.InPlace(args, 2);
        GC.KeepAlive(self);
        GC.KeepAlive(other);
        return self;
    }

    private static readonly Operator s_floor_divide__Tensor = new("aten::floor_divide_", "Tensor");

    /// <summary><c>aten::fmax(Tensor self, Tensor other) -&gt; Tensor</c></summary>
    internal static Tensor fmax(Tensor self, Tensor other)
    {
        var args = stackalloc Value[] { self, other };
        var result = s_fmax.Tensor(args, 2);
        GC.KeepAlive(self);
        GC.KeepAlive(other);
        return result;
    }

    private static readonly Operator s_fmax = new("aten::fmax");

    /// <summary><c>aten::fmin(Tensor self, Tensor other) -&gt; Tensor</c></summary>
    internal static Tensor fmin(Tensor self, Tensor other)
    {
        var args = stackalloc Value[] { self, other };
        var result = s_fmin.Tensor(args, 2);
        GC.KeepAlive(self);
        GC.KeepAlive(other);
        return result;
    }

    private static readonly Operator s_fmin = new("aten::fmin");

    /// <summary><c>aten::fmod.Scalar(Tensor self, Scalar other) -&gt; Tensor</c></summary>
    internal static Tensor fmod_Scalar(Tensor self, Scalar other)
    {
        var args = stackalloc Value[] { self, other };
        var result = s_fmod_Scalar.Tensor(args, 2);
        GC.KeepAlive(self);
        GC.KeepAlive(other);
        return result;
    }

    private static readonly Operator s_fmod_Scalar = new("aten::fmod", "Scalar");

    /// <summary><c>aten::fmod.Tensor(Tensor self, Tensor other) -&gt; Tensor</c></summary>
    internal static Tensor fmod_Tensor(Tensor self, Tensor other)
    {
        var args = stackalloc Value[] { self, other };
        var result = s_fmod_Tensor.Tensor(args, 2);
        GC.KeepAlive(self);
        GC.KeepAlive(other);
        return result;
    }

    private static readonly Operator s_fmod_Tensor = new("aten::fmod", "Tensor");

    /// <summary><c>aten::fmod_.Scalar(Tensor(a!) self, Scalar other) -&gt; Tensor(a!)</c></summary>
    internal static Tensor fmod__Scalar(Tensor self, Scalar other)
    {
        var args = stackalloc Value[] { self, other };
        s_fmod__Scalar.InPlace(args, 2);
        GC.KeepAlive(self);
        GC.KeepAlive(other);
        return self;
    }

    private static readonly Operator s_fmod__Scalar = new("aten::fmod_", "Scalar");

    /// <summary><c>aten::fmod_.Tensor(Tensor(a!) self, Tensor other) -&gt; Tensor(a!)</c></summary>
    internal static Tensor fmod__Tensor(Tensor self, Tensor other)
    {
        var args = stackalloc Value[] { self, other };
        s_fmod__Tensor.InPlace(args, 2);
        GC.KeepAlive(self);
        GC.KeepAlive(other);
        return self;
    }

    private static readonly Operator s_fmod__Tensor = new("aten::fmod_", "Tensor");

    /// <summary><c>aten::frac(Tensor self) -&gt; Tensor</c></summary>
    internal static Tensor frac(Tensor self)
    {
        var args = stackalloc Value[] { self };
        var result = s_frac.Tensor(args, 1);
        GC.KeepAlive(self);
        return result;
    }

    private static readonly Operator s_frac = new("aten::frac");

    /// <summary><c>aten::frac_(Tensor(a!) self) -&gt; Tensor(a!)</c></summary>
    internal static Tensor frac_(Tensor self)
    {
        var args = stackalloc Value[] { self };
        s_frac_.InPlace(args, 1);
        GC.KeepAlive(self);
        return self;
    }

    private static readonly Operator s_frac_ = new("aten::frac_");

    /// <summary><c>aten::frexp.Tensor(Tensor self) -&gt; (Tensor mantissa, Tensor exponent)</c></summary>
    internal static (Tensor, Tensor) frexp_Tensor(Tensor self)
    {
        var args = stackalloc Value[] { self };
        var results = s_frexp_Tensor.Tuple(args, 1);
        GC.KeepAlive(self);
        return (results[0], results[1]);
    }

    private static readonly Operator s_frexp_Tensor = new("aten::frexp", "Tensor");

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
