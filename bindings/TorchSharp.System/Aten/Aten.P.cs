// Written by tools/AtenGenerator.cs: change that, or the calls that it serves.
#nullable enable

using static TorchSharp.torch;

namespace TorchSharp.Native;

internal static unsafe partial class Aten
{
    /// <summary><c>aten::pad(Tensor self, int[] pad, str mode="constant", float? value=None) -&gt; Tensor</c></summary>
    internal static Tensor pad(Tensor self, long[] pad, string? mode = null, double? value = null)
    {
        var mode_utf8 = Operator.Utf8(mode);
        fixed (long* pad_ = pad)
        fixed (byte* mode_ = mode_utf8)
        {
            var args = stackalloc Value[] { self, Value.List(pad_, pad), mode is null ? default : Value.String(mode_, mode_utf8), value };
            var result = s_pad.Tensor(args, 4);
            GC.KeepAlive(self);
            return result;
        }
    }

    private static readonly Operator s_pad = new("aten::pad");

    /// <summary><c>aten::pairwise_distance(Tensor x1, Tensor x2, float p=2., float eps=9.9999999999999995e-07, bool keepdim=False) -&gt; Tensor</c></summary>
    internal static Tensor pairwise_distance(Tensor x1, Tensor x2, double p = 2.0, double eps = 9.9999999999999995e-07, bool keepdim = false)
    {
        var args = stackalloc Value[] { x1, x2, p, eps, keepdim };
        var result = s_pairwise_distance.Tensor(args, 5);
        GC.KeepAlive(x1);
        GC.KeepAlive(x2);
        return result;
    }

    private static readonly Operator s_pairwise_distance = new("aten::pairwise_distance");

    /// <summary><c>aten::permute(Tensor(a) self, int[] dims) -&gt; Tensor(a)</c></summary>
    internal static Tensor permute(Tensor self, long[] dims)
    {
        fixed (long* dims_ = dims)
        {
            var args = stackalloc Value[] { self, Value.List(dims_, dims) };
            var result = s_permute.Tensor(args, 2);
            GC.KeepAlive(self);
            return result;
        }
    }

    private static readonly Operator s_permute = new("aten::permute");

    /// <summary><c>aten::pin_memory(Tensor(a) self, Device? device=None) -&gt; Tensor(a)</c></summary>
    internal static Tensor pin_memory(Tensor self, Device? device = null)
    {
        var args = stackalloc Value[] { self, device };
        var result = s_pin_memory.Tensor(args, 2);
        GC.KeepAlive(self);
        return result;
    }

    private static readonly Operator s_pin_memory = new("aten::pin_memory");

    /// <summary><c>aten::pixel_shuffle(Tensor self, int upscale_factor) -&gt; Tensor</c></summary>
    internal static Tensor pixel_shuffle(Tensor self, long upscale_factor)
    {
        var args = stackalloc Value[] { self, upscale_factor };
        var result = s_pixel_shuffle.Tensor(args, 2);
        GC.KeepAlive(self);
        return result;
    }

    private static readonly Operator s_pixel_shuffle = new("aten::pixel_shuffle");

    /// <summary><c>aten::pixel_unshuffle(Tensor self, int downscale_factor) -&gt; Tensor</c></summary>
    internal static Tensor pixel_unshuffle(Tensor self, long downscale_factor)
    {
        var args = stackalloc Value[] { self, downscale_factor };
        var result = s_pixel_unshuffle.Tensor(args, 2);
        GC.KeepAlive(self);
        return result;
    }

    private static readonly Operator s_pixel_unshuffle = new("aten::pixel_unshuffle");

    /// <summary><c>aten::poisson(Tensor self, Generator? generator=None) -&gt; Tensor</c></summary>
    internal static Tensor poisson(Tensor self, Generator? generator = null)
    {
        var args = stackalloc Value[] { self, generator };
        var result = s_poisson.Tensor(args, 2);
        GC.KeepAlive(self);
        GC.KeepAlive(generator);
        return result;
    }

    private static readonly Operator s_poisson = new("aten::poisson");

    /// <summary><c>aten::poisson_nll_loss(Tensor input, Tensor target, bool log_input, bool full, float eps, int reduction) -&gt; Tensor</c></summary>
    internal static Tensor poisson_nll_loss(Tensor input, Tensor target, bool log_input, bool full, double eps, long reduction)
    {
        var args = stackalloc Value[] { input, target, log_input, full, eps, reduction };
        var result = s_poisson_nll_loss.Tensor(args, 6);
        GC.KeepAlive(input);
        GC.KeepAlive(target);
        return result;
    }

    private static readonly Operator s_poisson_nll_loss = new("aten::poisson_nll_loss");

    /// <summary><c>aten::polar(Tensor abs, Tensor angle) -&gt; Tensor</c></summary>
    internal static Tensor polar(Tensor abs, Tensor angle)
    {
        var args = stackalloc Value[] { abs, angle };
        var result = s_polar.Tensor(args, 2);
        GC.KeepAlive(abs);
        GC.KeepAlive(angle);
        return result;
    }

    private static readonly Operator s_polar = new("aten::polar");

    /// <summary><c>aten::polygamma(int n, Tensor self) -&gt; Tensor</c></summary>
    internal static Tensor polygamma(long n, Tensor self)
    {
        var args = stackalloc Value[] { n, self };
        var result = s_polygamma.Tensor(args, 2);
        GC.KeepAlive(self);
        return result;
    }

    private static readonly Operator s_polygamma = new("aten::polygamma");

    /// <summary><c>aten::polygamma_(Tensor(a!) self, int n) -&gt; Tensor(a!)</c></summary>
    internal static Tensor polygamma_(Tensor self, long n)
    {
        var args = stackalloc Value[] { self, n };
        s_polygamma_.InPlace(args, 2);
        GC.KeepAlive(self);
        return self;
    }

    private static readonly Operator s_polygamma_ = new("aten::polygamma_");

    /// <summary><c>aten::positive(Tensor(a) self) -&gt; Tensor(a)</c></summary>
    internal static Tensor positive(Tensor self)
    {
        var args = stackalloc Value[] { self };
        var result = s_positive.Tensor(args, 1);
        GC.KeepAlive(self);
        return result;
    }

    private static readonly Operator s_positive = new("aten::positive");

    /// <summary><c>aten::pow.Tensor_Scalar(Tensor self, Scalar exponent) -&gt; Tensor</c></summary>
    internal static Tensor pow_Tensor_Scalar(Tensor self, Scalar exponent)
    {
        var args = stackalloc Value[] { self, exponent };
        var result = s_pow_Tensor_Scalar.Tensor(args, 2);
        GC.KeepAlive(self);
        GC.KeepAlive(exponent);
        return result;
    }

    private static readonly Operator s_pow_Tensor_Scalar = new("aten::pow", "Tensor_Scalar");

    /// <summary><c>aten::pow.Tensor_Tensor(Tensor self, Tensor exponent) -&gt; Tensor</c></summary>
    internal static Tensor pow_Tensor_Tensor(Tensor self, Tensor exponent)
    {
        var args = stackalloc Value[] { self, exponent };
        var result = s_pow_Tensor_Tensor.Tensor(args, 2);
        GC.KeepAlive(self);
        GC.KeepAlive(exponent);
        return result;
    }

    private static readonly Operator s_pow_Tensor_Tensor = new("aten::pow", "Tensor_Tensor");

    /// <summary><c>aten::pow_.Scalar(Tensor(a!) self, Scalar exponent) -&gt; Tensor(a!)</c></summary>
    internal static Tensor pow__Scalar(Tensor self, Scalar exponent)
    {
        var args = stackalloc Value[] { self, exponent };
        s_pow__Scalar.InPlace(args, 2);
        GC.KeepAlive(self);
        GC.KeepAlive(exponent);
        return self;
    }

    private static readonly Operator s_pow__Scalar = new("aten::pow_", "Scalar");

    /// <summary><c>aten::pow_.Tensor(Tensor(a!) self, Tensor exponent) -&gt; Tensor(a!)</c></summary>
    internal static Tensor pow__Tensor(Tensor self, Tensor exponent)
    {
        var args = stackalloc Value[] { self, exponent };
        s_pow__Tensor.InPlace(args, 2);
        GC.KeepAlive(self);
        GC.KeepAlive(exponent);
        return self;
    }

    private static readonly Operator s_pow__Tensor = new("aten::pow_", "Tensor");

    /// <summary><c>aten::prelu(Tensor self, Tensor weight) -&gt; Tensor</c></summary>
    internal static Tensor prelu(Tensor self, Tensor weight)
    {
        var args = stackalloc Value[] { self, weight };
        var result = s_prelu.Tensor(args, 2);
        GC.KeepAlive(self);
        GC.KeepAlive(weight);
        return result;
    }

    private static readonly Operator s_prelu = new("aten::prelu");

    /// <summary><c>aten::prod(Tensor self, *, ScalarType? dtype=None) -&gt; Tensor</c></summary>
    internal static Tensor prod(Tensor self, ScalarType? dtype = null)
    {
        var args = stackalloc Value[] { self, dtype };
        var result = s_prod.Tensor(args, 2);
        GC.KeepAlive(self);
        return result;
    }

    private static readonly Operator s_prod = new("aten::prod");

    /// <summary><c>aten::prod.dim_int(Tensor self, int dim, bool keepdim=False, *, ScalarType? dtype=None) -&gt; Tensor</c></summary>
    internal static Tensor prod_dim_int(Tensor self, long dim, bool keepdim = false, ScalarType? dtype = null)
    {
        var args = stackalloc Value[] { self, dim, keepdim, dtype };
        var result = s_prod_dim_int.Tensor(args, 4);
        GC.KeepAlive(self);
        return result;
    }

    private static readonly Operator s_prod_dim_int = new("aten::prod", "dim_int");

    /// <summary><c>aten::promote_types(ScalarType type1, ScalarType type2) -&gt; ScalarType</c></summary>
    internal static ScalarType promote_types(ScalarType type1, ScalarType type2)
    {
        var args = stackalloc Value[] { type1, type2 };
        var result = (ScalarType)s_promote_types.Call(args, 2).Int;
        return result;
    }

    private static readonly Operator s_promote_types = new("aten::promote_types");
}
