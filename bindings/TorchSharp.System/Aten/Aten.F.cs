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
}
