// Written by tools/AtenGenerator.cs: change that, or the calls that it serves.
#nullable enable

using static TorchSharp.torch;

namespace TorchSharp.Native;

internal static unsafe partial class Aten
{
    /// <summary><c>aten::l1_loss(Tensor self, Tensor target, int reduction=1) -&gt; Tensor</c></summary>
    internal static Tensor l1_loss(Tensor self, Tensor target, long reduction = 1)
    {
        var args = stackalloc Value[] { self, target, reduction };
        var result = s_l1_loss.Tensor(args, 3);
        GC.KeepAlive(self);
        GC.KeepAlive(target);
        return result;
    }

    private static readonly Operator s_l1_loss = new("aten::l1_loss");

    /// <summary><c>aten::layer_norm(Tensor input, int[] normalized_shape, Tensor? weight=None, Tensor? bias=None, float eps=1.0000000000000001e-05, bool cudnn_enable=True) -&gt; Tensor</c></summary>
    internal static Tensor layer_norm(Tensor input, long[] normalized_shape, Tensor? weight = null, Tensor? bias = null, double eps = 1.0000000000000001e-05, bool cudnn_enable = true)
    {
        fixed (long* normalized_shape_ = normalized_shape)
        {
            var args = stackalloc Value[] { input, Value.List(normalized_shape_, normalized_shape), weight, bias, eps, cudnn_enable };
            var result = s_layer_norm.Tensor(args, 6);
            GC.KeepAlive(input);
            GC.KeepAlive(weight);
            GC.KeepAlive(bias);
            return result;
        }
    }

    private static readonly Operator s_layer_norm = new("aten::layer_norm");

    /// <summary><c>aten::lcm(Tensor self, Tensor other) -&gt; Tensor</c></summary>
    internal static Tensor lcm(Tensor self, Tensor other)
    {
        var args = stackalloc Value[] { self, other };
        var result = s_lcm.Tensor(args, 2);
        GC.KeepAlive(self);
        GC.KeepAlive(other);
        return result;
    }

    private static readonly Operator s_lcm = new("aten::lcm");

    /// <summary><c>aten::lcm_(Tensor(a!) self, Tensor other) -&gt; Tensor(a!)</c></summary>
    internal static Tensor lcm_(Tensor self, Tensor other)
    {
        var args = stackalloc Value[] { self, other };
        s_lcm_.InPlace(args, 2);
        GC.KeepAlive(self);
        GC.KeepAlive(other);
        return self;
    }

    private static readonly Operator s_lcm_ = new("aten::lcm_");

    /// <summary><c>aten::ldexp_(Tensor(a!) self, Tensor other) -&gt; Tensor(a!)</c></summary>
    internal static Tensor ldexp_(Tensor self, Tensor other)
    {
        var args = stackalloc Value[] { self, other };
        s_ldexp_.InPlace(args, 2);
        GC.KeepAlive(self);
        GC.KeepAlive(other);
        return self;
    }

    private static readonly Operator s_ldexp_ = new("aten::ldexp_");

    /// <summary><c>aten::ldexp.Tensor(Tensor self, Tensor other) -&gt; Tensor</c></summary>
    internal static Tensor ldexp_Tensor(Tensor self, Tensor other)
    {
        var args = stackalloc Value[] { self, other };
        var result = s_ldexp_Tensor.Tensor(args, 2);
        GC.KeepAlive(self);
        GC.KeepAlive(other);
        return result;
    }

    private static readonly Operator s_ldexp_Tensor = new("aten::ldexp", "Tensor");

    /// <summary><c>aten::le.Scalar(Tensor self, Scalar other) -&gt; Tensor</c></summary>
    internal static Tensor le_Scalar(Tensor self, Scalar other)
    {
        var args = stackalloc Value[] { self, other };
        var result = s_le_Scalar.Tensor(args, 2);
        GC.KeepAlive(self);
        GC.KeepAlive(other);
        return result;
    }

    private static readonly Operator s_le_Scalar = new("aten::le", "Scalar");

    /// <summary><c>aten::le.Tensor(Tensor self, Tensor other) -&gt; Tensor</c></summary>
    internal static Tensor le_Tensor(Tensor self, Tensor other)
    {
        var args = stackalloc Value[] { self, other };
        var result = s_le_Tensor.Tensor(args, 2);
        GC.KeepAlive(self);
        GC.KeepAlive(other);
        return result;
    }

    private static readonly Operator s_le_Tensor = new("aten::le", "Tensor");

    /// <summary><c>aten::le_.Scalar(Tensor(a!) self, Scalar other) -&gt; Tensor(a!)</c></summary>
    internal static Tensor le__Scalar(Tensor self, Scalar other)
    {
        var args = stackalloc Value[] { self, other };
        s_le__Scalar.InPlace(args, 2);
        GC.KeepAlive(self);
        GC.KeepAlive(other);
        return self;
    }

    private static readonly Operator s_le__Scalar = new("aten::le_", "Scalar");

    /// <summary><c>aten::le_.Tensor(Tensor(a!) self, Tensor other) -&gt; Tensor(a!)</c></summary>
    internal static Tensor le__Tensor(Tensor self, Tensor other)
    {
        var args = stackalloc Value[] { self, other };
        s_le__Tensor.InPlace(args, 2);
        GC.KeepAlive(self);
        GC.KeepAlive(other);
        return self;
    }

    private static readonly Operator s_le__Tensor = new("aten::le_", "Tensor");

    /// <summary><c>aten::leaky_relu(Tensor self, Scalar negative_slope=0.01) -&gt; Tensor</c></summary>
    internal static Tensor leaky_relu(Tensor self, Scalar? negative_slope = null)
    {
        var args = stackalloc Value[] { self, negative_slope is null ? default : (Value)negative_slope };
        var result = s_leaky_relu.Tensor(args, 2);
        GC.KeepAlive(self);
        GC.KeepAlive(negative_slope);
        return result;
    }

    private static readonly Operator s_leaky_relu = new("aten::leaky_relu");

    /// <summary><c>aten::leaky_relu_(Tensor(a!) self, Scalar negative_slope=0.01) -&gt; Tensor(a!)</c></summary>
    internal static Tensor leaky_relu_(Tensor self, Scalar? negative_slope = null)
    {
        var args = stackalloc Value[] { self, negative_slope is null ? default : (Value)negative_slope };
        s_leaky_relu_.InPlace(args, 2);
        GC.KeepAlive(self);
        GC.KeepAlive(negative_slope);
        return self;
    }

    private static readonly Operator s_leaky_relu_ = new("aten::leaky_relu_");

    /// <summary><c>aten::lerp.Tensor(Tensor self, Tensor end, Tensor weight) -&gt; Tensor</c></summary>
    internal static Tensor lerp_Tensor(Tensor self, Tensor end, Tensor weight)
    {
        var args = stackalloc Value[] { self, end, weight };
        var result = s_lerp_Tensor.Tensor(args, 3);
        GC.KeepAlive(self);
        GC.KeepAlive(end);
        GC.KeepAlive(weight);
        return result;
    }

    private static readonly Operator s_lerp_Tensor = new("aten::lerp", "Tensor");

    /// <summary><c>aten::lerp_.Tensor(Tensor(a!) self, Tensor end, Tensor weight) -&gt; Tensor(a!)</c></summary>
    internal static Tensor lerp__Tensor(Tensor self, Tensor end, Tensor weight)
    {
        var args = stackalloc Value[] { self, end, weight };
        s_lerp__Tensor.InPlace(args, 3);
        GC.KeepAlive(self);
        GC.KeepAlive(end);
        GC.KeepAlive(weight);
        return self;
    }

    private static readonly Operator s_lerp__Tensor = new("aten::lerp_", "Tensor");

    /// <summary><c>aten::lgamma(Tensor self) -&gt; Tensor</c></summary>
    internal static Tensor lgamma(Tensor self)
    {
        var args = stackalloc Value[] { self };
        var result = s_lgamma.Tensor(args, 1);
        GC.KeepAlive(self);
        return result;
    }

    private static readonly Operator s_lgamma = new("aten::lgamma");

    /// <summary><c>aten::lgamma_(Tensor(a!) self) -&gt; Tensor(a!)</c></summary>
    internal static Tensor lgamma_(Tensor self)
    {
        var args = stackalloc Value[] { self };
        s_lgamma_.InPlace(args, 1);
        GC.KeepAlive(self);
        return self;
    }

    private static readonly Operator s_lgamma_ = new("aten::lgamma_");

    /// <summary><c>aten::linalg_cholesky(Tensor self, *, bool upper=False) -&gt; Tensor</c></summary>
    internal static Tensor linalg_cholesky(Tensor self, bool upper = false)
    {
        var args = stackalloc Value[] { self, upper };
        var result = s_linalg_cholesky.Tensor(args, 2);
        GC.KeepAlive(self);
        return result;
    }

    private static readonly Operator s_linalg_cholesky = new("aten::linalg_cholesky");

    /// <summary><c>aten::linalg_cholesky_ex(Tensor self, *, bool upper=False, bool check_errors=False) -&gt; (Tensor L, Tensor info)</c></summary>
    internal static (Tensor, Tensor) linalg_cholesky_ex(Tensor self, bool upper = false, bool check_errors = false)
    {
        var args = stackalloc Value[] { self, upper, check_errors };
        var results = s_linalg_cholesky_ex.Tuple(args, 3);
        GC.KeepAlive(self);
        return (results[0], results[1]);
    }

    private static readonly Operator s_linalg_cholesky_ex = new("aten::linalg_cholesky_ex");

    /// <summary><c>aten::linalg_cond(Tensor self, Scalar? p=None) -&gt; Tensor</c></summary>
    internal static Tensor linalg_cond(Tensor self, Scalar? p = null)
    {
        var args = stackalloc Value[] { self, p };
        var result = s_linalg_cond.Tensor(args, 2);
        GC.KeepAlive(self);
        GC.KeepAlive(p);
        return result;
    }

    private static readonly Operator s_linalg_cond = new("aten::linalg_cond");

    /// <summary><c>aten::linalg_cond.p_str(Tensor self, str p) -&gt; Tensor</c></summary>
    internal static Tensor linalg_cond_p_str(Tensor self, string p)
    {
        var p_utf8 = Operator.Utf8(p);
        fixed (byte* p_ = p_utf8)
        {
            var args = stackalloc Value[] { self, Value.String(p_, p_utf8) };
            var result = s_linalg_cond_p_str.Tensor(args, 2);
            GC.KeepAlive(self);
            return result;
        }
    }

    private static readonly Operator s_linalg_cond_p_str = new("aten::linalg_cond", "p_str");

    /// <summary><c>aten::linalg_cross(Tensor self, Tensor other, *, int dim=-1) -&gt; Tensor</c></summary>
    internal static Tensor linalg_cross(Tensor self, Tensor other, long dim = -1)
    {
        var args = stackalloc Value[] { self, other, dim };
        var result = s_linalg_cross.Tensor(args, 3);
        GC.KeepAlive(self);
        GC.KeepAlive(other);
        return result;
    }

    private static readonly Operator s_linalg_cross = new("aten::linalg_cross");

    /// <summary><c>aten::linalg_det(Tensor A) -&gt; Tensor</c></summary>
    internal static Tensor linalg_det(Tensor A)
    {
        var args = stackalloc Value[] { A };
        var result = s_linalg_det.Tensor(args, 1);
        GC.KeepAlive(A);
        return result;
    }

    private static readonly Operator s_linalg_det = new("aten::linalg_det");

    /// <summary><c>aten::linalg_eig(Tensor self) -&gt; (Tensor eigenvalues, Tensor eigenvectors)</c></summary>
    internal static (Tensor, Tensor) linalg_eig(Tensor self)
    {
        var args = stackalloc Value[] { self };
        var results = s_linalg_eig.Tuple(args, 1);
        GC.KeepAlive(self);
        return (results[0], results[1]);
    }

    private static readonly Operator s_linalg_eig = new("aten::linalg_eig");

    /// <summary><c>aten::linalg_eigh(Tensor self, str UPLO="L") -&gt; (Tensor eigenvalues, Tensor eigenvectors)</c></summary>
    internal static (Tensor, Tensor) linalg_eigh(Tensor self, string? UPLO = null)
    {
        var UPLO_utf8 = Operator.Utf8(UPLO);
        fixed (byte* UPLO_ = UPLO_utf8)
        {
            var args = stackalloc Value[] { self, UPLO is null ? default : Value.String(UPLO_, UPLO_utf8) };
            var results = s_linalg_eigh.Tuple(args, 2);
            GC.KeepAlive(self);
            return (results[0], results[1]);
        }
    }

    private static readonly Operator s_linalg_eigh = new("aten::linalg_eigh");

    /// <summary><c>aten::linalg_eigvals(Tensor self) -&gt; Tensor</c></summary>
    internal static Tensor linalg_eigvals(Tensor self)
    {
        var args = stackalloc Value[] { self };
        var result = s_linalg_eigvals.Tensor(args, 1);
        GC.KeepAlive(self);
        return result;
    }

    private static readonly Operator s_linalg_eigvals = new("aten::linalg_eigvals");

    /// <summary><c>aten::linalg_eigvalsh(Tensor self, str UPLO="L") -&gt; Tensor</c></summary>
    internal static Tensor linalg_eigvalsh(Tensor self, string? UPLO = null)
    {
        var UPLO_utf8 = Operator.Utf8(UPLO);
        fixed (byte* UPLO_ = UPLO_utf8)
        {
            var args = stackalloc Value[] { self, UPLO is null ? default : Value.String(UPLO_, UPLO_utf8) };
            var result = s_linalg_eigvalsh.Tensor(args, 2);
            GC.KeepAlive(self);
            return result;
        }
    }

    private static readonly Operator s_linalg_eigvalsh = new("aten::linalg_eigvalsh");

    /// <summary><c>aten::linalg_householder_product(Tensor input, Tensor tau) -&gt; Tensor</c></summary>
    internal static Tensor linalg_householder_product(Tensor input, Tensor tau)
    {
        var args = stackalloc Value[] { input, tau };
        var result = s_linalg_householder_product.Tensor(args, 2);
        GC.KeepAlive(input);
        GC.KeepAlive(tau);
        return result;
    }

    private static readonly Operator s_linalg_householder_product = new("aten::linalg_householder_product");

    /// <summary><c>aten::linalg_inv(Tensor A) -&gt; Tensor</c></summary>
    internal static Tensor linalg_inv(Tensor A)
    {
        var args = stackalloc Value[] { A };
        var result = s_linalg_inv.Tensor(args, 1);
        GC.KeepAlive(A);
        return result;
    }

    private static readonly Operator s_linalg_inv = new("aten::linalg_inv");

    /// <summary><c>aten::linalg_inv_ex(Tensor A, *, bool check_errors=False) -&gt; (Tensor inverse, Tensor info)</c></summary>
    internal static (Tensor, Tensor) linalg_inv_ex(Tensor A, bool check_errors = false)
    {
        var args = stackalloc Value[] { A, check_errors };
        var results = s_linalg_inv_ex.Tuple(args, 2);
        GC.KeepAlive(A);
        return (results[0], results[1]);
    }

    private static readonly Operator s_linalg_inv_ex = new("aten::linalg_inv_ex");

    /// <summary><c>aten::linalg_ldl_factor(Tensor self, *, bool hermitian=False) -&gt; (Tensor LD, Tensor pivots)</c></summary>
    internal static (Tensor, Tensor) linalg_ldl_factor(Tensor self, bool hermitian = false)
    {
        var args = stackalloc Value[] { self, hermitian };
        var results = s_linalg_ldl_factor.Tuple(args, 2);
        GC.KeepAlive(self);
        return (results[0], results[1]);
    }

    private static readonly Operator s_linalg_ldl_factor = new("aten::linalg_ldl_factor");

    /// <summary><c>aten::linalg_ldl_factor_ex(Tensor self, *, bool hermitian=False, bool check_errors=False) -&gt; (Tensor LD, Tensor pivots, Tensor info)</c></summary>
    internal static (Tensor, Tensor, Tensor) linalg_ldl_factor_ex(Tensor self, bool hermitian = false, bool check_errors = false)
    {
        var args = stackalloc Value[] { self, hermitian, check_errors };
        var results = s_linalg_ldl_factor_ex.Tuple(args, 3);
        GC.KeepAlive(self);
        return (results[0], results[1], results[2]);
    }

    private static readonly Operator s_linalg_ldl_factor_ex = new("aten::linalg_ldl_factor_ex");
}
