// Written by tools/AtenGenerator.cs: change that, or the calls that it serves.
#nullable enable

using static TorchSharp.torch;

namespace TorchSharp.Native;

internal static unsafe partial class Aten
{
    /// <summary><c>aten::soft_margin_loss(Tensor self, Tensor target, int reduction=1) -&gt; Tensor</c></summary>
    internal static Tensor soft_margin_loss(Tensor self, Tensor target, long reduction = 1)
    {
        var args = stackalloc Value[] { self, target, reduction };
        var result = s_soft_margin_loss.Tensor(args, 3);
        GC.KeepAlive(self);
        GC.KeepAlive(target);
        return result;
    }

    private static readonly Operator s_soft_margin_loss = new("aten::soft_margin_loss");

    /// <summary><c>aten::softmax.int(Tensor self, int dim, ScalarType? dtype=None) -&gt; Tensor</c></summary>
    internal static Tensor softmax_int(Tensor self, long dim, ScalarType? dtype = null)
    {
        var args = stackalloc Value[] { self, dim, dtype };
        var result = s_softmax_int.Tensor(args, 3);
        GC.KeepAlive(self);
        return result;
    }

    private static readonly Operator s_softmax_int = new("aten::softmax", "int");

    /// <summary><c>aten::softplus(Tensor self, Scalar beta=1, Scalar threshold=20) -&gt; Tensor</c></summary>
    internal static Tensor softplus(Tensor self, Scalar? beta = null, Scalar? threshold = null)
    {
        var args = stackalloc Value[] { self, beta is null ? default : (Value)beta, threshold is null ? default : (Value)threshold };
        var result = s_softplus.Tensor(args, 3);
        GC.KeepAlive(self);
        GC.KeepAlive(beta);
        GC.KeepAlive(threshold);
        return result;
    }

    private static readonly Operator s_softplus = new("aten::softplus");

    /// <summary><c>aten::softshrink(Tensor self, Scalar lambd=0.5) -&gt; Tensor</c></summary>
    internal static Tensor softshrink(Tensor self, Scalar? lambd = null)
    {
        var args = stackalloc Value[] { self, lambd is null ? default : (Value)lambd };
        var result = s_softshrink.Tensor(args, 2);
        GC.KeepAlive(self);
        GC.KeepAlive(lambd);
        return result;
    }

    private static readonly Operator s_softshrink = new("aten::softshrink");

    /// <summary><c>aten::sort.stable(Tensor self, *, bool? stable, int dim=-1, bool descending=False) -&gt; (Tensor values, Tensor indices)</c></summary>
    internal static (Tensor, Tensor) sort_stable(Tensor self, bool? stable, long dim = -1, bool descending = false)
    {
        var args = stackalloc Value[] { self, stable, dim, descending };
        var results = s_sort_stable.Tuple(args, 4);
        GC.KeepAlive(self);
        return (results[0], results[1]);
    }

    private static readonly Operator s_sort_stable = new("aten::sort", "stable");

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

    /// <summary><c>aten::special_airy_ai(Tensor x) -&gt; Tensor</c></summary>
    internal static Tensor special_airy_ai(Tensor x)
    {
        var args = stackalloc Value[] { x };
        var result = s_special_airy_ai.Tensor(args, 1);
        GC.KeepAlive(x);
        return result;
    }

    private static readonly Operator s_special_airy_ai = new("aten::special_airy_ai");

    /// <summary><c>aten::special_airy_ai.out(Tensor x, *, Tensor(a!) out) -&gt; Tensor(a!)</c></summary>
    internal static Tensor special_airy_ai_out(Tensor x, Tensor @out)
    {
        var args = stackalloc Value[] { x, @out };
        s_special_airy_ai_out.InPlace(args, 2);
        GC.KeepAlive(x);
        GC.KeepAlive(@out);
        return @out;
    }

    private static readonly Operator s_special_airy_ai_out = new("aten::special_airy_ai", "out");

    /// <summary><c>aten::special_bessel_j0(Tensor self) -&gt; Tensor</c></summary>
    internal static Tensor special_bessel_j0(Tensor self)
    {
        var args = stackalloc Value[] { self };
        var result = s_special_bessel_j0.Tensor(args, 1);
        GC.KeepAlive(self);
        return result;
    }

    private static readonly Operator s_special_bessel_j0 = new("aten::special_bessel_j0");

    /// <summary><c>aten::special_bessel_j0.out(Tensor self, *, Tensor(a!) out) -&gt; Tensor(a!)</c></summary>
    internal static Tensor special_bessel_j0_out(Tensor self, Tensor @out)
    {
        var args = stackalloc Value[] { self, @out };
        s_special_bessel_j0_out.InPlace(args, 2);
        GC.KeepAlive(self);
        GC.KeepAlive(@out);
        return @out;
    }

    private static readonly Operator s_special_bessel_j0_out = new("aten::special_bessel_j0", "out");

    /// <summary><c>aten::special_bessel_j1(Tensor self) -&gt; Tensor</c></summary>
    internal static Tensor special_bessel_j1(Tensor self)
    {
        var args = stackalloc Value[] { self };
        var result = s_special_bessel_j1.Tensor(args, 1);
        GC.KeepAlive(self);
        return result;
    }

    private static readonly Operator s_special_bessel_j1 = new("aten::special_bessel_j1");

    /// <summary><c>aten::special_bessel_j1.out(Tensor self, *, Tensor(a!) out) -&gt; Tensor(a!)</c></summary>
    internal static Tensor special_bessel_j1_out(Tensor self, Tensor @out)
    {
        var args = stackalloc Value[] { self, @out };
        s_special_bessel_j1_out.InPlace(args, 2);
        GC.KeepAlive(self);
        GC.KeepAlive(@out);
        return @out;
    }

    private static readonly Operator s_special_bessel_j1_out = new("aten::special_bessel_j1", "out");

    /// <summary><c>aten::special_bessel_y0(Tensor self) -&gt; Tensor</c></summary>
    internal static Tensor special_bessel_y0(Tensor self)
    {
        var args = stackalloc Value[] { self };
        var result = s_special_bessel_y0.Tensor(args, 1);
        GC.KeepAlive(self);
        return result;
    }

    private static readonly Operator s_special_bessel_y0 = new("aten::special_bessel_y0");

    /// <summary><c>aten::special_bessel_y0.out(Tensor self, *, Tensor(a!) out) -&gt; Tensor(a!)</c></summary>
    internal static Tensor special_bessel_y0_out(Tensor self, Tensor @out)
    {
        var args = stackalloc Value[] { self, @out };
        s_special_bessel_y0_out.InPlace(args, 2);
        GC.KeepAlive(self);
        GC.KeepAlive(@out);
        return @out;
    }

    private static readonly Operator s_special_bessel_y0_out = new("aten::special_bessel_y0", "out");

    /// <summary><c>aten::special_bessel_y1(Tensor self) -&gt; Tensor</c></summary>
    internal static Tensor special_bessel_y1(Tensor self)
    {
        var args = stackalloc Value[] { self };
        var result = s_special_bessel_y1.Tensor(args, 1);
        GC.KeepAlive(self);
        return result;
    }

    private static readonly Operator s_special_bessel_y1 = new("aten::special_bessel_y1");

    /// <summary><c>aten::special_bessel_y1.out(Tensor self, *, Tensor(a!) out) -&gt; Tensor(a!)</c></summary>
    internal static Tensor special_bessel_y1_out(Tensor self, Tensor @out)
    {
        var args = stackalloc Value[] { self, @out };
        s_special_bessel_y1_out.InPlace(args, 2);
        GC.KeepAlive(self);
        GC.KeepAlive(@out);
        return @out;
    }

    private static readonly Operator s_special_bessel_y1_out = new("aten::special_bessel_y1", "out");

    /// <summary><c>aten::special_chebyshev_polynomial_t(Tensor x, Tensor n) -&gt; Tensor</c></summary>
    internal static Tensor special_chebyshev_polynomial_t(Tensor x, Tensor n)
    {
        var args = stackalloc Value[] { x, n };
        var result = s_special_chebyshev_polynomial_t.Tensor(args, 2);
        GC.KeepAlive(x);
        GC.KeepAlive(n);
        return result;
    }

    private static readonly Operator s_special_chebyshev_polynomial_t = new("aten::special_chebyshev_polynomial_t");

    /// <summary><c>aten::special_chebyshev_polynomial_t.out(Tensor x, Tensor n, *, Tensor(a!) out) -&gt; Tensor(a!)</c></summary>
    internal static Tensor special_chebyshev_polynomial_t_out(Tensor x, Tensor n, Tensor @out)
    {
        var args = stackalloc Value[] { x, n, @out };
        s_special_chebyshev_polynomial_t_out.InPlace(args, 3);
        GC.KeepAlive(x);
        GC.KeepAlive(n);
        GC.KeepAlive(@out);
        return @out;
    }

    private static readonly Operator s_special_chebyshev_polynomial_t_out = new("aten::special_chebyshev_polynomial_t", "out");

    /// <summary><c>aten::special_chebyshev_polynomial_u(Tensor x, Tensor n) -&gt; Tensor</c></summary>
    internal static Tensor special_chebyshev_polynomial_u(Tensor x, Tensor n)
    {
        var args = stackalloc Value[] { x, n };
        var result = s_special_chebyshev_polynomial_u.Tensor(args, 2);
        GC.KeepAlive(x);
        GC.KeepAlive(n);
        return result;
    }

    private static readonly Operator s_special_chebyshev_polynomial_u = new("aten::special_chebyshev_polynomial_u");

    /// <summary><c>aten::special_chebyshev_polynomial_u.out(Tensor x, Tensor n, *, Tensor(a!) out) -&gt; Tensor(a!)</c></summary>
    internal static Tensor special_chebyshev_polynomial_u_out(Tensor x, Tensor n, Tensor @out)
    {
        var args = stackalloc Value[] { x, n, @out };
        s_special_chebyshev_polynomial_u_out.InPlace(args, 3);
        GC.KeepAlive(x);
        GC.KeepAlive(n);
        GC.KeepAlive(@out);
        return @out;
    }

    private static readonly Operator s_special_chebyshev_polynomial_u_out = new("aten::special_chebyshev_polynomial_u", "out");

    /// <summary><c>aten::special_chebyshev_polynomial_v(Tensor x, Tensor n) -&gt; Tensor</c></summary>
    internal static Tensor special_chebyshev_polynomial_v(Tensor x, Tensor n)
    {
        var args = stackalloc Value[] { x, n };
        var result = s_special_chebyshev_polynomial_v.Tensor(args, 2);
        GC.KeepAlive(x);
        GC.KeepAlive(n);
        return result;
    }

    private static readonly Operator s_special_chebyshev_polynomial_v = new("aten::special_chebyshev_polynomial_v");

    /// <summary><c>aten::special_chebyshev_polynomial_v.out(Tensor x, Tensor n, *, Tensor(a!) out) -&gt; Tensor(a!)</c></summary>
    internal static Tensor special_chebyshev_polynomial_v_out(Tensor x, Tensor n, Tensor @out)
    {
        var args = stackalloc Value[] { x, n, @out };
        s_special_chebyshev_polynomial_v_out.InPlace(args, 3);
        GC.KeepAlive(x);
        GC.KeepAlive(n);
        GC.KeepAlive(@out);
        return @out;
    }

    private static readonly Operator s_special_chebyshev_polynomial_v_out = new("aten::special_chebyshev_polynomial_v", "out");

    /// <summary><c>aten::special_chebyshev_polynomial_w(Tensor x, Tensor n) -&gt; Tensor</c></summary>
    internal static Tensor special_chebyshev_polynomial_w(Tensor x, Tensor n)
    {
        var args = stackalloc Value[] { x, n };
        var result = s_special_chebyshev_polynomial_w.Tensor(args, 2);
        GC.KeepAlive(x);
        GC.KeepAlive(n);
        return result;
    }

    private static readonly Operator s_special_chebyshev_polynomial_w = new("aten::special_chebyshev_polynomial_w");

    /// <summary><c>aten::special_chebyshev_polynomial_w.out(Tensor x, Tensor n, *, Tensor(a!) out) -&gt; Tensor(a!)</c></summary>
    internal static Tensor special_chebyshev_polynomial_w_out(Tensor x, Tensor n, Tensor @out)
    {
        var args = stackalloc Value[] { x, n, @out };
        s_special_chebyshev_polynomial_w_out.InPlace(args, 3);
        GC.KeepAlive(x);
        GC.KeepAlive(n);
        GC.KeepAlive(@out);
        return @out;
    }

    private static readonly Operator s_special_chebyshev_polynomial_w_out = new("aten::special_chebyshev_polynomial_w", "out");

    /// <summary><c>aten::special_entr(Tensor self) -&gt; Tensor</c></summary>
    internal static Tensor special_entr(Tensor self)
    {
        var args = stackalloc Value[] { self };
        var result = s_special_entr.Tensor(args, 1);
        GC.KeepAlive(self);
        return result;
    }

    private static readonly Operator s_special_entr = new("aten::special_entr");

    /// <summary><c>aten::special_erfcx(Tensor self) -&gt; Tensor</c></summary>
    internal static Tensor special_erfcx(Tensor self)
    {
        var args = stackalloc Value[] { self };
        var result = s_special_erfcx.Tensor(args, 1);
        GC.KeepAlive(self);
        return result;
    }

    private static readonly Operator s_special_erfcx = new("aten::special_erfcx");

    /// <summary><c>aten::special_expit(Tensor self) -&gt; Tensor</c></summary>
    internal static Tensor special_expit(Tensor self)
    {
        var args = stackalloc Value[] { self };
        var result = s_special_expit.Tensor(args, 1);
        GC.KeepAlive(self);
        return result;
    }

    private static readonly Operator s_special_expit = new("aten::special_expit");

    /// <summary><c>aten::special_gammainc(Tensor self, Tensor other) -&gt; Tensor</c></summary>
    internal static Tensor special_gammainc(Tensor self, Tensor other)
    {
        var args = stackalloc Value[] { self, other };
        var result = s_special_gammainc.Tensor(args, 2);
        GC.KeepAlive(self);
        GC.KeepAlive(other);
        return result;
    }

    private static readonly Operator s_special_gammainc = new("aten::special_gammainc");

    /// <summary><c>aten::special_gammaincc(Tensor self, Tensor other) -&gt; Tensor</c></summary>
    internal static Tensor special_gammaincc(Tensor self, Tensor other)
    {
        var args = stackalloc Value[] { self, other };
        var result = s_special_gammaincc.Tensor(args, 2);
        GC.KeepAlive(self);
        GC.KeepAlive(other);
        return result;
    }

    private static readonly Operator s_special_gammaincc = new("aten::special_gammaincc");

    /// <summary><c>aten::special_gammaln(Tensor self) -&gt; Tensor</c></summary>
    internal static Tensor special_gammaln(Tensor self)
    {
        var args = stackalloc Value[] { self };
        var result = s_special_gammaln.Tensor(args, 1);
        GC.KeepAlive(self);
        return result;
    }

    private static readonly Operator s_special_gammaln = new("aten::special_gammaln");

    /// <summary><c>aten::special_hermite_polynomial_h(Tensor x, Tensor n) -&gt; Tensor</c></summary>
    internal static Tensor special_hermite_polynomial_h(Tensor x, Tensor n)
    {
        var args = stackalloc Value[] { x, n };
        var result = s_special_hermite_polynomial_h.Tensor(args, 2);
        GC.KeepAlive(x);
        GC.KeepAlive(n);
        return result;
    }

    private static readonly Operator s_special_hermite_polynomial_h = new("aten::special_hermite_polynomial_h");
}
