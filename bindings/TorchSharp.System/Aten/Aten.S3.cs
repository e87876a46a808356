// Written by tools/AtenGenerator.cs: change that, or the calls that it serves.
#nullable enable

using static TorchSharp.torch;

namespace TorchSharp.Native;

internal static unsafe partial class Aten
{
    /// <summary><c>aten::special_hermite_polynomial_h.out(Tensor x, Tensor n, *, Tensor(a!) out) -&gt; Tensor(a!)</c></summary>
    internal static Tensor special_hermite_polynomial_h_out(Tensor x, Tensor n, Tensor @out)
    {
        var args = stackalloc Value[] { x, n, @out };
        s_special_hermite_polynomial_h_out.InPlace(args, 3);
        GC.KeepAlive(x);
        GC.KeepAlive(n);
        GC.KeepAlive(@out);
        return @out;
    }

    private static readonly Operator s_special_hermite_polynomial_h_out = new("aten::special_hermite_polynomial_h", "out");

    /// <summary><c>aten::special_hermite_polynomial_he(Tensor x, Tensor n) -&gt; Tensor</c></summary>
    internal static Tensor special_hermite_polynomial_he(Tensor x, Tensor n)
    {
        var args = stackalloc Value[] { x, n };
        var result = s_special_hermite_polynomial_he.Tensor(args, 2);
        GC.KeepAlive(x);
        GC.KeepAlive(n);
        return result;
    }

    private static readonly Operator s_special_hermite_polynomial_he = new("aten::special_hermite_polynomial_he");

    /// <summary><c>aten::special_hermite_polynomial_he.out(Tensor x, Tensor n, *, Tensor(a!) out) -&gt; Tensor(a!)</c></summary>
    internal static Tensor special_hermite_polynomial_he_out(Tensor x, Tensor n, Tensor @out)
    {
        var args = stackalloc Value[] { x, n, @out };
        s_special_hermite_polynomial_he_out.InPlace(args, 3);
        GC.KeepAlive(x);
        GC.KeepAlive(n);
        GC.KeepAlive(@out);
        return @out;
    }

    private static readonly Operator s_special_hermite_polynomial_he_out = new("aten::special_hermite_polynomial_he", "out");

    /// <summary><c>aten::special_i0e(Tensor self) -&gt; Tensor</c></summary>
    internal static Tensor special_i0e(Tensor self)
    {
        var args = stackalloc Value[] { self };
        var result = s_special_i0e.Tensor(args, 1);
        GC.KeepAlive(self);
        return result;
    }

    private static readonly Operator s_special_i0e = new("aten::special_i0e");

    /// <summary><c>aten::special_i1(Tensor self) -&gt; Tensor</c></summary>
    internal static Tensor special_i1(Tensor self)
    {
        var args = stackalloc Value[] { self };
        var result = s_special_i1.Tensor(args, 1);
        GC.KeepAlive(self);
        return result;
    }

    private static readonly Operator s_special_i1 = new("aten::special_i1");

    /// <summary><c>aten::special_i1e(Tensor self) -&gt; Tensor</c></summary>
    internal static Tensor special_i1e(Tensor self)
    {
        var args = stackalloc Value[] { self };
        var result = s_special_i1e.Tensor(args, 1);
        GC.KeepAlive(self);
        return result;
    }

    private static readonly Operator s_special_i1e = new("aten::special_i1e");

    /// <summary><c>aten::special_laguerre_polynomial_l(Tensor x, Tensor n) -&gt; Tensor</c></summary>
    internal static Tensor special_laguerre_polynomial_l(Tensor x, Tensor n)
    {
        var args = stackalloc Value[] { x, n };
        var result = s_special_laguerre_polynomial_l.Tensor(args, 2);
        GC.KeepAlive(x);
        GC.KeepAlive(n);
        return result;
    }

    private static readonly Operator s_special_laguerre_polynomial_l = new("aten::special_laguerre_polynomial_l");

    /// <summary><c>aten::special_laguerre_polynomial_l.out(Tensor x, Tensor n, *, Tensor(a!) out) -&gt; Tensor(a!)</c></summary>
    internal static Tensor special_laguerre_polynomial_l_out(Tensor x, Tensor n, Tensor @out)
    {
        var args = stackalloc Value[] { x, n, @out };
        s_special_laguerre_polynomial_l_out.InPlace(args, 3);
        GC.KeepAlive(x);
        GC.KeepAlive(n);
        GC.KeepAlive(@out);
        return @out;
    }

    private static readonly Operator s_special_laguerre_polynomial_l_out = new("aten::special_laguerre_polynomial_l", "out");

    /// <summary><c>aten::special_legendre_polynomial_p(Tensor x, Tensor n) -&gt; Tensor</c></summary>
    internal static Tensor special_legendre_polynomial_p(Tensor x, Tensor n)
    {
        var args = stackalloc Value[] { x, n };
        var result = s_special_legendre_polynomial_p.Tensor(args, 2);
        GC.KeepAlive(x);
        GC.KeepAlive(n);
        return result;
    }

    private static readonly Operator s_special_legendre_polynomial_p = new("aten::special_legendre_polynomial_p");

    /// <summary><c>aten::special_legendre_polynomial_p.out(Tensor x, Tensor n, *, Tensor(a!) out) -&gt; Tensor(a!)</c></summary>
    internal static Tensor special_legendre_polynomial_p_out(Tensor x, Tensor n, Tensor @out)
    {
        var args = stackalloc Value[] { x, n, @out };
        s_special_legendre_polynomial_p_out.InPlace(args, 3);
        GC.KeepAlive(x);
        GC.KeepAlive(n);
        GC.KeepAlive(@out);
        return @out;
    }

    private static readonly Operator s_special_legendre_polynomial_p_out = new("aten::special_legendre_polynomial_p", "out");

    /// <summary><c>aten::special_modified_bessel_i0(Tensor self) -&gt; Tensor</c></summary>
    internal static Tensor special_modified_bessel_i0(Tensor self)
    {
        var args = stackalloc Value[] { self };
        var result = s_special_modified_bessel_i0.Tensor(args, 1);
        GC.KeepAlive(self);
        return result;
    }

    private static readonly Operator s_special_modified_bessel_i0 = new("aten::special_modified_bessel_i0");

    /// <summary><c>aten::special_modified_bessel_i0.out(Tensor self, *, Tensor(a!) out) -&gt; Tensor(a!)</c></summary>
    internal static Tensor special_modified_bessel_i0_out(Tensor self, Tensor @out)
    {
        var args = stackalloc Value[] { self, @out };
        s_special_modified_bessel_i0_out.InPlace(args, 2);
        GC.KeepAlive(self);
        GC.KeepAlive(@out);
        return @out;
    }

    private static readonly Operator s_special_modified_bessel_i0_out = new("aten::special_modified_bessel_i0", "out");

    /// <summary><c>aten::special_modified_bessel_i1(Tensor self) -&gt; Tensor</c></summary>
    internal static Tensor special_modified_bessel_i1(Tensor self)
    {
        var args = stackalloc Value[] { self };
        var result = s_special_modified_bessel_i1.Tensor(args, 1);
        GC.KeepAlive(self);
        return result;
    }

    private static readonly Operator s_special_modified_bessel_i1 = new("aten::special_modified_bessel_i1");

    /// <summary><c>aten::special_modified_bessel_i1.out(Tensor self, *, Tensor(a!) out) -&gt; Tensor(a!)</c></summary>
    internal static Tensor special_modified_bessel_i1_out(Tensor self, Tensor @out)
    {
        var args = stackalloc Value[] { self, @out };
        s_special_modified_bessel_i1_out.InPlace(args, 2);
        GC.KeepAlive(self);
        GC.KeepAlive(@out);
        return @out;
    }

    private static readonly Operator s_special_modified_bessel_i1_out = new("aten::special_modified_bessel_i1", "out");

    /// <summary><c>aten::special_modified_bessel_k0(Tensor self) -&gt; Tensor</c></summary>
    internal static Tensor special_modified_bessel_k0(Tensor self)
    {
        var args = stackalloc Value[] { self };
        var result = s_special_modified_bessel_k0.Tensor(args, 1);
        GC.KeepAlive(self);
        return result;
    }

    private static readonly Operator s_special_modified_bessel_k0 = new("aten::special_modified_bessel_k0");

    /// <summary><c>aten::special_modified_bessel_k0.out(Tensor self, *, Tensor(a!) out) -&gt; Tensor(a!)</c></summary>
    internal static Tensor special_modified_bessel_k0_out(Tensor self, Tensor @out)
    {
        var args = stackalloc Value[] { self, @out };
        s_special_modified_bessel_k0_out.InPlace(args, 2);
        GC.KeepAlive(self);
        GC.KeepAlive(@out);
        return @out;
    }

    private static readonly Operator s_special_modified_bessel_k0_out = new("aten::special_modified_bessel_k0", "out");

    /// <summary><c>aten::special_modified_bessel_k1(Tensor self) -&gt; Tensor</c></summary>
    internal static Tensor special_modified_bessel_k1(Tensor self)
    {
        var args = stackalloc Value[] { self };
        var result = s_special_modified_bessel_k1.Tensor(args, 1);
        GC.KeepAlive(self);
        return result;
    }

    private static readonly Operator s_special_modified_bessel_k1 = new("aten::special_modified_bessel_k1");

    /// <summary><c>aten::special_modified_bessel_k1.out(Tensor self, *, Tensor(a!) out) -&gt; Tensor(a!)</c></summary>
    internal static Tensor special_modified_bessel_k1_out(Tensor self, Tensor @out)
    {
        var args = stackalloc Value[] { self, @out };
        s_special_modified_bessel_k1_out.InPlace(args, 2);
        GC.KeepAlive(self);
        GC.KeepAlive(@out);
        return @out;
    }

    private static readonly Operator s_special_modified_bessel_k1_out = new("aten::special_modified_bessel_k1", "out");

    /// <summary><c>aten::special_multigammaln(Tensor self, int p) -&gt; Tensor</c></summary>
    internal static Tensor special_multigammaln(Tensor self, long p)
    {
        var args = stackalloc Value[] { self, p };
        var result = s_special_multigammaln.Tensor(args, 2);
        GC.KeepAlive(self);
        return result;
    }

    private static readonly Operator s_special_multigammaln = new("aten::special_multigammaln");

    /// <summary><c>aten::special_ndtr(Tensor self) -&gt; Tensor</c></summary>
    internal static Tensor special_ndtr(Tensor self)
    {
        var args = stackalloc Value[] { self };
        var result = s_special_ndtr.Tensor(args, 1);
        GC.KeepAlive(self);
        return result;
    }

    private static readonly Operator s_special_ndtr = new("aten::special_ndtr");

    /// <summary><c>aten::special_ndtri(Tensor self) -&gt; Tensor</c></summary>
    internal static Tensor special_ndtri(Tensor self)
    {
        var args = stackalloc Value[] { self };
        var result = s_special_ndtri.Tensor(args, 1);
        GC.KeepAlive(self);
        return result;
    }

    private static readonly Operator s_special_ndtri = new("aten::special_ndtri");

    /// <summary><c>aten::special_polygamma(int n, Tensor self) -&gt; Tensor</c></summary>
    internal static Tensor special_polygamma(long n, Tensor self)
    {
        var args = stackalloc Value[] { n, self };
        var result = s_special_polygamma.Tensor(args, 2);
        GC.KeepAlive(self);
        return result;
    }

    private static readonly Operator s_special_polygamma = new("aten::special_polygamma");

    /// <summary><c>aten::special_scaled_modified_bessel_k0(Tensor x) -&gt; Tensor</c></summary>
    internal static Tensor special_scaled_modified_bessel_k0(Tensor x)
    {
        var args = stackalloc Value[] { x };
        var result = s_special_scaled_modified_bessel_k0.Tensor(args, 1);
        GC.KeepAlive(x);
        return result;
    }

    private static readonly Operator s_special_scaled_modified_bessel_k0 = new("aten::special_scaled_modified_bessel_k0");

    /// <summary><c>aten::special_scaled_modified_bessel_k0.out(Tensor x, *, Tensor(a!) out) -&gt; Tensor(a!)</c></summary>
    internal static Tensor special_scaled_modified_bessel_k0_out(Tensor x, Tensor @out)
    {
        var args = stackalloc Value[] { x, @out };
        s_special_scaled_modified_bessel_k0_out.InPlace(args, 2);
        GC.KeepAlive(x);
        GC.KeepAlive(@out);
        return @out;
    }

    private static readonly Operator s_special_scaled_modified_bessel_k0_out = new("aten::special_scaled_modified_bessel_k0", "out");

    /// <summary><c>aten::special_scaled_modified_bessel_k1(Tensor x) -&gt; Tensor</c></summary>
    internal static Tensor special_scaled_modified_bessel_k1(Tensor x)
    {
        var args = stackalloc Value[] { x };
        var result = s_special_scaled_modified_bessel_k1.Tensor(args, 1);
        GC.KeepAlive(x);
        return result;
    }

    private static readonly Operator s_special_scaled_modified_bessel_k1 = new("aten::special_scaled_modified_bessel_k1");

    /// <summary><c>aten::special_scaled_modified_bessel_k1.out(Tensor x, *, Tensor(a!) out) -&gt; Tensor(a!)</c></summary>
    internal static Tensor special_scaled_modified_bessel_k1_out(Tensor x, Tensor @out)
    {
        var args = stackalloc Value[] { x, @out };
        s_special_scaled_modified_bessel_k1_out.InPlace(args, 2);
        GC.KeepAlive(x);
        GC.KeepAlive(@out);
        return @out;
    }

    private static readonly Operator s_special_scaled_modified_bessel_k1_out = new("aten::special_scaled_modified_bessel_k1", "out");

    /// <summary><c>aten::special_shifted_chebyshev_polynomial_t(Tensor x, Tensor n) -&gt; Tensor</c></summary>
    internal static Tensor special_shifted_chebyshev_polynomial_t(Tensor x, Tensor n)
    {
        var args = stackalloc Value[] { x, n };
        var result = s_special_shifted_chebyshev_polynomial_t.Tensor(args, 2);
        GC.KeepAlive(x);
        GC.KeepAlive(n);
        return result;
    }

    private static readonly Operator s_special_shifted_chebyshev_polynomial_t = new("aten::special_shifted_chebyshev_polynomial_t");

    /// <summary><c>aten::special_shifted_chebyshev_polynomial_t.out(Tensor x, Tensor n, *, Tensor(a!) out) -&gt; Tensor(a!)</c></summary>
    internal static Tensor special_shifted_chebyshev_polynomial_t_out(Tensor x, Tensor n, Tensor @out)
    {
        var args = stackalloc Value[] { x, n, @out };
        s_special_shifted_chebyshev_polynomial_t_out.InPlace(args, 3);
        GC.KeepAlive(x);
        GC.KeepAlive(n);
        GC.KeepAlive(@out);
        return @out;
    }

    private static readonly Operator s_special_shifted_chebyshev_polynomial_t_out = new("aten::special_shifted_chebyshev_polynomial_t", "out");

    /// <summary><c>aten::special_shifted_chebyshev_polynomial_u(Tensor x, Tensor n) -&gt; Tensor</c></summary>
    internal static Tensor special_shifted_chebyshev_polynomial_u(Tensor x, Tensor n)
    {
        var args = stackalloc Value[] { x, n };
        var result = s_special_shifted_chebyshev_polynomial_u.Tensor(args, 2);
        GC.KeepAlive(x);
        GC.KeepAlive(n);
        return result;
    }

    private static readonly Operator s_special_shifted_chebyshev_polynomial_u = new("aten::special_shifted_chebyshev_polynomial_u");

    /// <summary><c>aten::special_shifted_chebyshev_polynomial_u.out(Tensor x, Tensor n, *, Tensor(a!) out) -&gt; Tensor(a!)</c></summary>
    internal static Tensor special_shifted_chebyshev_polynomial_u_out(Tensor x, Tensor n, Tensor @out)
    {
        var args = stackalloc Value[] { x, n, @out };
        s_special_shifted_chebyshev_polynomial_u_out.InPlace(args, 3);
        GC.KeepAlive(x);
        GC.KeepAlive(n);
        GC.KeepAlive(@out);
        return @out;
    }

    private static readonly Operator s_special_shifted_chebyshev_polynomial_u_out = new("aten::special_shifted_chebyshev_polynomial_u", "out");

    /// <summary><c>aten::special_shifted_chebyshev_polynomial_v(Tensor x, Tensor n) -&gt; Tensor</c></summary>
    internal static Tensor special_shifted_chebyshev_polynomial_v(Tensor x, Tensor n)
    {
        var args = stackalloc Value[] { x, n };
        var result = s_special_shifted_chebyshev_polynomial_v.Tensor(args, 2);
        GC.KeepAlive(x);
        GC.KeepAlive(n);
        return result;
    }

    private static readonly Operator s_special_shifted_chebyshev_polynomial_v = new("aten::special_shifted_chebyshev_polynomial_v");

    /// <summary><c>aten::special_shifted_chebyshev_polynomial_v.out(Tensor x, Tensor n, *, Tensor(a!) out) -&gt; Tensor(a!)</c></summary>
    internal static Tensor special_shifted_chebyshev_polynomial_v_out(Tensor x, Tensor n, Tensor @out)
    {
        var args = stackalloc Value[] { x, n, @out };
        s_special_shifted_chebyshev_polynomial_v_out.InPlace(args, 3);
        GC.KeepAlive(x);
        GC.KeepAlive(n);
        GC.KeepAlive(@out);
        return @out;
    }

    private static readonly Operator s_special_shifted_chebyshev_polynomial_v_out = new("aten::special_shifted_chebyshev_polynomial_v", "out");
}
