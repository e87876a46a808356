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

    /// <summary><c>aten::linalg_ldl_solve(Tensor LD, Tensor pivots, Tensor B, *, bool hermitian=False) -&gt; Tensor</c></summary>
    internal static Tensor linalg_ldl_solve(Tensor LD, Tensor pivots, Tensor B, bool hermitian = false)
    {
        var args = stackalloc Value[] { LD, pivots, B, hermitian };
        var result = s_linalg_ldl_solve.Tensor(args, 4);
        GC.KeepAlive(LD);
        GC.KeepAlive(pivots);
        GC.KeepAlive(B);
        return result;
    }

    private static readonly Operator s_linalg_ldl_solve = new("aten::linalg_ldl_solve");

    /// <summary><c>aten::linalg_lstsq(Tensor self, Tensor b, float? rcond=None, *, str? driver=None) -&gt; (Tensor solution, Tensor residuals, Tensor rank, Tensor singular_values)</c></summary>
    internal static (Tensor, Tensor, Tensor, Tensor) linalg_lstsq(Tensor self, Tensor b, double? rcond = null, string? driver = null)
    {
        var driver_utf8 = Operator.Utf8(driver);
        fixed (byte* driver_ = driver_utf8)
        {
            var args = stackalloc Value[] { self, b, rcond, Value.String(driver_, driver_utf8) };
            var results = s_linalg_lstsq.Tuple(args, 4);
            GC.KeepAlive(self);
            GC.KeepAlive(b);
            return (results[0], results[1], results[2], results[3]);
        }
    }

    private static readonly Operator s_linalg_lstsq = new("aten::linalg_lstsq");

    /// <summary><c>aten::linalg_lu(Tensor A, *, bool pivot=True) -&gt; (Tensor P, Tensor L, Tensor U)</c></summary>
    internal static (Tensor, Tensor, Tensor) linalg_lu(Tensor A, bool pivot = true)
    {
        var args = stackalloc Value[] { A, pivot };
        var results = s_linalg_lu.Tuple(args, 2);
        GC.KeepAlive(A);
        return (results[0], results[1], results[2]);
    }

    private static readonly Operator s_linalg_lu = new("aten::linalg_lu");

    /// <summary><c>aten::linalg_lu_factor(Tensor A, *, bool pivot=True) -&gt; (Tensor LU, Tensor pivots)</c></summary>
    internal static (Tensor, Tensor) linalg_lu_factor(Tensor A, bool pivot = true)
    {
        var args = stackalloc Value[] { A, pivot };
        var results = s_linalg_lu_factor.Tuple(args, 2);
        GC.KeepAlive(A);
        return (results[0], results[1]);
    }

    private static readonly Operator s_linalg_lu_factor = new("aten::linalg_lu_factor");

    /// <summary><c>aten::linalg_lu_factor_ex(Tensor A, *, bool pivot=True, bool check_errors=False) -&gt; (Tensor LU, Tensor pivots, Tensor info)</c></summary>
    internal static (Tensor, Tensor, Tensor) linalg_lu_factor_ex(Tensor A, bool pivot = true, bool check_errors = false)
    {
        var args = stackalloc Value[] { A, pivot, check_errors };
        var results = s_linalg_lu_factor_ex.Tuple(args, 3);
        GC.KeepAlive(A);
        return (results[0], results[1], results[2]);
    }

    private static readonly Operator s_linalg_lu_factor_ex = new("aten::linalg_lu_factor_ex");

    /// <summary><c>aten::linalg_lu_solve(Tensor LU, Tensor pivots, Tensor B, *, bool left=True, bool adjoint=False) -&gt; Tensor</c></summary>
    internal static Tensor linalg_lu_solve(Tensor LU, Tensor pivots, Tensor B, bool left = true, bool adjoint = false)
    {
        var args = stackalloc Value[] { LU, pivots, B, left, adjoint };
        var result = s_linalg_lu_solve.Tensor(args, 5);
        GC.KeepAlive(LU);
        GC.KeepAlive(pivots);
        GC.KeepAlive(B);
        return result;
    }

    private static readonly Operator s_linalg_lu_solve = new("aten::linalg_lu_solve");

    /// <summary><c>aten::linalg_lu_solve.out(Tensor LU, Tensor pivots, Tensor B, *, bool left=True, bool adjoint=False, Tensor(a!) out) -&gt; Tensor(a!)</c></summary>
    internal static Tensor linalg_lu_solve_out(Tensor LU, Tensor pivots, Tensor B, bool left, bool adjoint, Tensor @out)
    {
        var args = stackalloc Value[] { LU, pivots, B, left, adjoint, @out };
        s_linalg_lu_solve_out.InPlace(args, 6);
        GC.KeepAlive(LU);
        GC.KeepAlive(pivots);
        GC.KeepAlive(B);
        GC.KeepAlive(@out);
        return @out;
    }

    private static readonly Operator s_linalg_lu_solve_out = new("aten::linalg_lu_solve", "out");

    /// <summary><c>aten::linalg_matrix_exp(Tensor self) -&gt; Tensor</c></summary>
    internal static Tensor linalg_matrix_exp(Tensor self)
    {
        var args = stackalloc Value[] { self };
        var result = s_linalg_matrix_exp.Tensor(args, 1);
        GC.KeepAlive(self);
        return result;
    }

    private static readonly Operator s_linalg_matrix_exp = new("aten::linalg_matrix_exp");

    /// <summary><c>aten::linalg_matrix_norm(Tensor self, Scalar ord, int[] dim=[-2, -1], bool keepdim=False, *, ScalarType? dtype=None) -&gt; Tensor</c></summary>
    internal static Tensor linalg_matrix_norm(Tensor self, Scalar ord, long[]? dim = null, bool keepdim = false, ScalarType? dtype = null)
    {
        fixed (long* dim_ = dim)
        {
            var args = stackalloc Value[] { self, ord, dim is null ? default : Value.List(dim_, dim), keepdim, dtype };
            var result = s_linalg_matrix_norm.Tensor(args, 5);
            GC.KeepAlive(self);
            GC.KeepAlive(ord);
            return result;
        }
    }

    private static readonly Operator s_linalg_matrix_norm = new("aten::linalg_matrix_norm");

    /// <summary><c>aten::linalg_matrix_norm.str_ord(Tensor self, str ord="fro", int[] dim=[-2, -1], bool keepdim=False, *, ScalarType? dtype=None) -&gt; Tensor</c></summary>
    internal static Tensor linalg_matrix_norm_str_ord(Tensor self, string? ord = null, long[]? dim = null, bool keepdim = false, ScalarType? dtype = null)
    {
        var ord_utf8 = Operator.Utf8(ord);
        fixed (byte* ord_ = ord_utf8)
        fixed (long* dim_ = dim)
        {
            var args = stackalloc Value[] { self, ord is null ? default : Value.String(ord_, ord_utf8), dim is null ? default : Value.List(dim_, dim), keepdim, dtype };
            var result = s_linalg_matrix_norm_str_ord.Tensor(args, 5);
            GC.KeepAlive(self);
            return result;
        }
    }

    private static readonly Operator s_linalg_matrix_norm_str_ord = new("aten::linalg_matrix_norm", "str_ord");

    /// <summary><c>aten::linalg_matrix_power(Tensor self, int n) -&gt; Tensor</c></summary>
    internal static Tensor linalg_matrix_power(Tensor self, long n)
    {
        var args = stackalloc Value[] { self, n };
        var result = s_linalg_matrix_power.Tensor(args, 2);
        GC.KeepAlive(self);
        return result;
    }

    private static readonly Operator s_linalg_matrix_power = new("aten::linalg_matrix_power");

    /// <summary><c>aten::linalg_matrix_rank.atol_rtol_float(Tensor self, *, float? atol=None, float? rtol=None, bool hermitian=False) -&gt; Tensor</c></summary>
    internal static Tensor linalg_matrix_rank_atol_rtol_float(Tensor self, double? atol = null, double? rtol = null, bool hermitian = false)
    {
        var args = stackalloc Value[] { self, atol, rtol, hermitian };
        var result = s_linalg_matrix_rank_atol_rtol_float.Tensor(args, 4);
        GC.KeepAlive(self);
        return result;
    }

    private static readonly Operator s_linalg_matrix_rank_atol_rtol_float = new("aten::linalg_matrix_rank", "atol_rtol_float");

    /// <summary><c>aten::linalg_matrix_rank.atol_rtol_tensor(Tensor input, *, Tensor? atol=None, Tensor? rtol=None, bool hermitian=False) -&gt; Tensor</c></summary>
    internal static Tensor linalg_matrix_rank_atol_rtol_tensor(Tensor input, Tensor? atol = null, Tensor? rtol = null, bool hermitian = false)
    {
        var args = stackalloc Value[] { input, atol, rtol, hermitian };
        var result = s_linalg_matrix_rank_atol_rtol_tensor.Tensor(args, 4);
        GC.KeepAlive(input);
        GC.KeepAlive(atol);
        GC.KeepAlive(rtol);
        return result;
    }

    private static readonly Operator s_linalg_matrix_rank_atol_rtol_tensor = new("aten::linalg_matrix_rank", "atol_rtol_tensor");

    /// <summary><c>aten::linalg_multi_dot(Tensor[] tensors) -&gt; Tensor</c></summary>
    internal static Tensor linalg_multi_dot(Tensor[] tensors)
    {
        var tensors_ = stackalloc nint[tensors.Length];
        Operator.Handles(tensors, tensors_);
        var args = stackalloc Value[] { Value.Tensors(tensors_, tensors.Length) };
        var result = s_linalg_multi_dot.Tensor(args, 1);
        GC.KeepAlive(tensors);
        return result;
    }

    private static readonly Operator s_linalg_multi_dot = new("aten::linalg_multi_dot");

    /// <summary><c>aten::linalg_norm(Tensor self, Scalar? ord=None, int[1]? dim=None, bool keepdim=False, *, ScalarType? dtype=None) -&gt; Tensor</c></summary>
    internal static Tensor linalg_norm(Tensor self, Scalar? ord = null, long[]? dim = null, bool keepdim = false, ScalarType? dtype = null)
    {
        fixed (long* dim_ = dim)
        {
            var args = stackalloc Value[] { self, ord, Value.List(dim_, dim), keepdim, dtype };
            var result = s_linalg_norm.Tensor(args, 5);
            GC.KeepAlive(self);
            GC.KeepAlive(ord);
            return result;
        }
    }

    private static readonly Operator s_linalg_norm = new("aten::linalg_norm");

    /// <summary><c>aten::linalg_norm.ord_str(Tensor self, str ord, int[1]? dim=None, bool keepdim=False, *, ScalarType? dtype=None) -&gt; Tensor</c></summary>
    internal static Tensor linalg_norm_ord_str(Tensor self, string ord, long[]? dim = null, bool keepdim = false, ScalarType? dtype = null)
    {
        var ord_utf8 = Operator.Utf8(ord);
        fixed (byte* ord_ = ord_utf8)
        fixed (long* dim_ = dim)
        {
            var args = stackalloc Value[] { self, Value.String(ord_, ord_utf8), Value.List(dim_, dim), keepdim, dtype };
            var result = s_linalg_norm_ord_str.Tensor(args, 5);
            GC.KeepAlive(self);
            return result;
        }
    }

    private static readonly Operator s_linalg_norm_ord_str = new("aten::linalg_norm", "ord_str");

    /// <summary><c>aten::linalg_pinv(Tensor self, float rcond, bool hermitian=False) -&gt; Tensor</c></summary>
    internal static Tensor linalg_pinv(Tensor self, double rcond, bool hermitian = false)
    {
        var args = stackalloc Value[] { self, rcond, hermitian };
        var result = s_linalg_pinv.Tensor(args, 3);
        GC.KeepAlive(self);
        return result;
    }

    private static readonly Operator s_linalg_pinv = new("aten::linalg_pinv");

    /// <summary><c>aten::linalg_pinv.atol_rtol_float(Tensor self, *, float? atol=None, float? rtol=None, bool hermitian=False) -&gt; Tensor</c></summary>
    internal static Tensor linalg_pinv_atol_rtol_float(Tensor self, double? atol = null, double? rtol = null, bool hermitian = false)
    {
        var args = stackalloc Value[] { self, atol, rtol, hermitian };
        var result = s_linalg_pinv_atol_rtol_float.Tensor(args, 4);
        GC.KeepAlive(self);
        return result;
    }

    private static readonly Operator s_linalg_pinv_atol_rtol_float = new("aten::linalg_pinv", "atol_rtol_float");

    /// <summary><c>aten::linalg_pinv.atol_rtol_tensor(Tensor self, *, Tensor? atol=None, Tensor? rtol=None, bool hermitian=False) -&gt; Tensor</c></summary>
    internal static Tensor linalg_pinv_atol_rtol_tensor(Tensor self, Tensor? atol = null, Tensor? rtol = null, bool hermitian = false)
    {
        var args = stackalloc Value[] { self, atol, rtol, hermitian };
        var result = s_linalg_pinv_atol_rtol_tensor.Tensor(args, 4);
        GC.KeepAlive(self);
        GC.KeepAlive(atol);
        GC.KeepAlive(rtol);
        return result;
    }

    private static readonly Operator s_linalg_pinv_atol_rtol_tensor = new("aten::linalg_pinv", "atol_rtol_tensor");

    /// <summary><c>aten::linalg_qr(Tensor A, str mode="reduced") -&gt; (Tensor Q, Tensor R)</c></summary>
    internal static (Tensor, Tensor) linalg_qr(Tensor A, string? mode = null)
    {
        var mode_utf8 = Operator.Utf8(mode);
        fixed (byte* mode_ = mode_utf8)
        {
            var args = stackalloc Value[] { A, mode is null ? default : Value.String(mode_, mode_utf8) };
            var results = s_linalg_qr.Tuple(args, 2);
            GC.KeepAlive(A);
            return (results[0], results[1]);
        }
    }

    private static readonly Operator s_linalg_qr = new("aten::linalg_qr");

    /// <summary><c>aten::linalg_slogdet(Tensor A) -&gt; (Tensor sign, Tensor logabsdet)</c></summary>
    internal static (Tensor, Tensor) linalg_slogdet(Tensor A)
    {
        var args = stackalloc Value[] { A };
        var results = s_linalg_slogdet.Tuple(args, 1);
        GC.KeepAlive(A);
        return (results[0], results[1]);
    }

    private static readonly Operator s_linalg_slogdet = new("aten::linalg_slogdet");

    /// <summary><c>aten::linalg_solve(Tensor A, Tensor B, *, bool left=True) -&gt; Tensor</c></summary>
    internal static Tensor linalg_solve(Tensor A, Tensor B, bool left = true)
    {
        var args = stackalloc Value[] { A, B, left };
        var result = s_linalg_solve.Tensor(args, 3);
        GC.KeepAlive(A);
        GC.KeepAlive(B);
        return result;
    }

    private static readonly Operator s_linalg_solve = new("aten::linalg_solve");

    /// <summary><c>aten::linalg_solve_ex(Tensor A, Tensor B, *, bool left=True, bool check_errors=False) -&gt; (Tensor result, Tensor info)</c></summary>
    internal static (Tensor, Tensor) linalg_solve_ex(Tensor A, Tensor B, bool left = true, bool check_errors = false)
    {
        var args = stackalloc Value[] { A, B, left, check_errors };
        var results = s_linalg_solve_ex.Tuple(args, 4);
        GC.KeepAlive(A);
        GC.KeepAlive(B);
        return (results[0], results[1]);
    }

    private static readonly Operator s_linalg_solve_ex = new("aten::linalg_solve_ex");

    /// <summary><c>aten::linalg_solve_triangular(Tensor self, Tensor B, *, bool upper, bool left=True, bool unitriangular=False) -&gt; Tensor</c></summary>
    internal static Tensor linalg_solve_triangular(Tensor self, Tensor B, bool upper, bool left = true, bool unitriangular = false)
    {
        var args = stackalloc Value[] { self, B, upper, left, unitriangular };
        var result = s_linalg_solve_triangular.Tensor(args, 5);
        GC.KeepAlive(self);
        GC.KeepAlive(B);
        return result;
    }

    private static readonly Operator s_linalg_solve_triangular = new("aten::linalg_solve_triangular");

    /// <summary><c>aten::linalg_solve_triangular.out(Tensor self, Tensor B, *, bool upper, bool left=True, bool unitriangular=False, Tensor(a!) out) -&gt; Tensor(a!)</c></summary>
    internal static Tensor linalg_solve_triangular_out(Tensor self, Tensor B, bool upper, bool left, bool unitriangular, Tensor @out)
    {
        var args = stackalloc Value[] { self, B, upper, left, unitriangular, @out };
        s_linalg_solve_triangular_out.InPlace(args, 6);
        GC.KeepAlive(self);
        GC.KeepAlive(B);
        GC.KeepAlive(@out);
        return @out;
    }

    private static readonly Operator s_linalg_solve_triangular_out = new("aten::linalg_solve_triangular", "out");

    /// <summary><c>aten::linalg_svd(Tensor A, bool full_matrices=True, *, str? driver=None) -&gt; (Tensor U, Tensor S, Tensor Vh)</c></summary>
    internal static (Tensor, Tensor, Tensor) linalg_svd(Tensor A, bool full_matrices = true, string? driver = null)
    {
        var driver_utf8 = Operator.Utf8(driver);
        fixed (byte* driver_ = driver_utf8)
        {
            var args = stackalloc Value[] { A, full_matrices, Value.String(driver_, driver_utf8) };
            var results = s_linalg_svd.Tuple(args, 3);
            GC.KeepAlive(A);
            return (results[0], results[1], results[2]);
        }
    }

    private static readonly Operator s_linalg_svd = new("aten::linalg_svd");

    /// <summary><c>aten::linalg_svdvals(Tensor A, *, str? driver=None) -&gt; Tensor</c></summary>
    internal static Tensor linalg_svdvals(Tensor A, string? driver = null)
    {
        var driver_utf8 = Operator.Utf8(driver);
        fixed (byte* driver_ = driver_utf8)
        {
            var args = stackalloc Value[] { A, Value.String(driver_, driver_utf8) };
            var result = s_linalg_svdvals.Tensor(args, 2);
            GC.KeepAlive(A);
            return result;
        }
    }

    private static readonly Operator s_linalg_svdvals = new("aten::linalg_svdvals");

    /// <summary><c>aten::linalg_tensorinv(Tensor self, int ind=2) -&gt; Tensor</c></summary>
    internal static Tensor linalg_tensorinv(Tensor self, long ind = 2)
    {
        var args = stackalloc Value[] { self, ind };
        var result = s_linalg_tensorinv.Tensor(args, 2);
        GC.KeepAlive(self);
        return result;
    }

    private static readonly Operator s_linalg_tensorinv = new("aten::linalg_tensorinv");

    /// <summary><c>aten::linalg_tensorsolve(Tensor self, Tensor other, int[]? dims=None) -&gt; Tensor</c></summary>
    internal static Tensor linalg_tensorsolve(Tensor self, Tensor other, long[]? dims = null)
    {
        fixed (long* dims_ = dims)
        {
            var args = stackalloc Value[] { self, other, Value.List(dims_, dims) };
            var result = s_linalg_tensorsolve.Tensor(args, 3);
            GC.KeepAlive(self);
            GC.KeepAlive(other);
            return result;
        }
    }

    private static readonly Operator s_linalg_tensorsolve = new("aten::linalg_tensorsolve");

    /// <summary><c>aten::linalg_vander(Tensor x, *, int? N=None) -&gt; Tensor</c></summary>
    internal static Tensor linalg_vander(Tensor x, long? N = null)
    {
        var args = stackalloc Value[] { x, N };
        var result = s_linalg_vander.Tensor(args, 2);
        GC.KeepAlive(x);
        return result;
    }

    private static readonly Operator s_linalg_vander = new("aten::linalg_vander");

    /// <summary><c>aten::linalg_vecdot(Tensor x, Tensor y, *, int dim=-1) -&gt; Tensor</c></summary>
    internal static Tensor linalg_vecdot(Tensor x, Tensor y, long dim = -1)
    {
        var args = stackalloc Value[] { x, y, dim };
        var result = s_linalg_vecdot.Tensor(args, 3);
        GC.KeepAlive(x);
        GC.KeepAlive(y);
        return result;
    }

    private static readonly Operator s_linalg_vecdot = new("aten::linalg_vecdot");

    /// <summary><c>aten::linalg_vecdot.out(Tensor x, Tensor y, *, int dim=-1, Tensor(a!) out) -&gt; Tensor(a!)</c></summary>
    internal static Tensor linalg_vecdot_out(Tensor x, Tensor y, long dim, Tensor @out)
    {
        var args = stackalloc Value[] { x, y, dim, @out };
        s_linalg_vecdot_out.InPlace(args, 4);
        GC.KeepAlive(x);
        GC.KeepAlive(y);
        GC.KeepAlive(@out);
        return @out;
    }

    private static readonly Operator s_linalg_vecdot_out = new("aten::linalg_vecdot", "out");

    /// <summary><c>aten::linalg_vector_norm(Tensor self, Scalar ord=2, int[1]? dim=None, bool keepdim=False, *, ScalarType? dtype=None) -&gt; Tensor</c></summary>
    internal static Tensor linalg_vector_norm(Tensor self, Scalar? ord = null, long[]? dim = null, bool keepdim = false, ScalarType? dtype = null)
    {
        fixed (long* dim_ = dim)
        {
            var args = stackalloc Value[] { self, ord is null ? default : (Value)ord, Value.List(dim_, dim), keepdim, dtype };
            var result = s_linalg_vector_norm.Tensor(args, 5);
            GC.KeepAlive(self);
            GC.KeepAlive(ord);
            return result;
        }
    }

    private static readonly Operator s_linalg_vector_norm = new("aten::linalg_vector_norm");

    /// <summary><c>aten::linear(Tensor input, Tensor weight, Tensor? bias=None) -&gt; Tensor</c></summary>
    internal static Tensor linear(Tensor input, Tensor weight, Tensor? bias = null)
    {
        var args = stackalloc Value[] { input, weight, bias };
        var result = s_linear.Tensor(args, 3);
        GC.KeepAlive(input);
        GC.KeepAlive(weight);
        GC.KeepAlive(bias);
        return result;
    }

    private static readonly Operator s_linear = new("aten::linear");

    /// <summary><c>aten::linspace(Scalar start, Scalar end, int steps, *, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=None) -&gt; Tensor</c></summary>
    internal static Tensor linspace(Scalar start, Scalar end, long steps, ScalarType? dtype = null, Device? device = null)
    {
        var args = stackalloc Value[] { start, end, steps, dtype, default, device, default };
        var result = s_linspace.Tensor(args, 7);
        GC.KeepAlive(start);
        GC.KeepAlive(end);
        return result;
    }

    private static readonly Operator s_linspace = new("aten::linspace");

    /// <summary><c>aten::log(Tensor self) -&gt; Tensor</c></summary>
    internal static Tensor log(Tensor self)
    {
        var args = stackalloc Value[] { self };
        var result = s_log.Tensor(args, 1);
        GC.KeepAlive(self);
        return result;
    }

    private static readonly Operator s_log = new("aten::log");

    /// <summary><c>aten::log10(Tensor self) -&gt; Tensor</c></summary>
    internal static Tensor log10(Tensor self)
    {
        var args = stackalloc Value[] { self };
        var result = s_log10.Tensor(args, 1);
        GC.KeepAlive(self);
        return result;
    }

    private static readonly Operator s_log10 = new("aten::log10");

    /// <summary><c>aten::log10_(Tensor(a!) self) -&gt; Tensor(a!)</c></summary>
    internal static Tensor log10_(Tensor self)
    {
        var args = stackalloc Value[] { self };
        s_log10_.InPlace(args, 1);
        GC.KeepAlive(self);
        return self;
    }

    private static readonly Operator s_log10_ = new("aten::log10_");

    /// <summary><c>aten::log1p(Tensor self) -&gt; Tensor</c></summary>
    internal static Tensor log1p(Tensor self)
    {
        var args = stackalloc Value[] { self };
        var result = s_log1p.Tensor(args, 1);
        GC.KeepAlive(self);
        return result;
    }

    private static readonly Operator s_log1p = new("aten::log1p");

    /// <summary><c>aten::log1p_(Tensor(a!) self) -&gt; Tensor(a!)</c></summary>
    internal static Tensor log1p_(Tensor self)
    {
        var args = stackalloc Value[] { self };
        s_log1p_.InPlace(args, 1);
        GC.KeepAlive(self);
        return self;
    }

    private static readonly Operator s_log1p_ = new("aten::log1p_");

    /// <summary><c>aten::log2(Tensor self) -&gt; Tensor</c></summary>
    internal static Tensor log2(Tensor self)
    {
        var args = stackalloc Value[] { self };
        var result = s_log2.Tensor(args, 1);
        GC.KeepAlive(self);
        return result;
    }

    private static readonly Operator s_log2 = new("aten::log2");

    /// <summary><c>aten::log2_(Tensor(a!) self) -&gt; Tensor(a!)</c></summary>
    internal static Tensor log2_(Tensor self)
    {
        var args = stackalloc Value[] { self };
        s_log2_.InPlace(args, 1);
        GC.KeepAlive(self);
        return self;
    }

    private static readonly Operator s_log2_ = new("aten::log2_");

    /// <summary><c>aten::log_(Tensor(a!) self) -&gt; Tensor(a!)</c></summary>
    internal static Tensor log_(Tensor self)
    {
        var args = stackalloc Value[] { self };
        s_log_.InPlace(args, 1);
        GC.KeepAlive(self);
        return self;
    }

    private static readonly Operator s_log_ = new("aten::log_");

    /// <summary><c>aten::log_normal_(Tensor(a!) self, float mean=1., float std=2., *, Generator? generator=None) -&gt; Tensor(a!)</c></summary>
    internal static Tensor log_normal_(Tensor self, double mean = 1.0, double std = 2.0, Generator? generator = null)
    {
        var args = stackalloc Value[] { self, mean, std, generator };
        s_log_normal_.InPlace(args, 4);
        GC.KeepAlive(self);
        GC.KeepAlive(generator);
        return self;
    }

    private static readonly Operator s_log_normal_ = new("aten::log_normal_");

    /// <summary><c>aten::log_sigmoid(Tensor self) -&gt; Tensor</c></summary>
    internal static Tensor log_sigmoid(Tensor self)
    {
        var args = stackalloc Value[] { self };
        var result = s_log_sigmoid.Tensor(args, 1);
        GC.KeepAlive(self);
        return result;
    }

    private static readonly Operator s_log_sigmoid = new("aten::log_sigmoid");

    /// <summary><c>aten::log_softmax.int(Tensor self, int dim, ScalarType? dtype=None) -&gt; Tensor</c></summary>
    internal static Tensor log_softmax_int(Tensor self, long dim, ScalarType? dtype = null)
    {
        var args = stackalloc Value[] { self, dim, dtype };
        var result = s_log_softmax_int.Tensor(args, 3);
        GC.KeepAlive(self);
        return result;
    }

    private static readonly Operator s_log_softmax_int = new("aten::log_softmax", "int");

    /// <summary><c>aten::logaddexp(Tensor self, Tensor other) -&gt; Tensor</c></summary>
    internal static Tensor logaddexp(Tensor self, Tensor other)
    {
        var args = stackalloc Value[] { self, other };
        var result = s_logaddexp.Tensor(args, 2);
        GC.KeepAlive(self);
        GC.KeepAlive(other);
        return result;
    }

    private static readonly Operator s_logaddexp = new("aten::logaddexp");

    /// <summary><c>aten::logaddexp2(Tensor self, Tensor other) -&gt; Tensor</c></summary>
    internal static Tensor logaddexp2(Tensor self, Tensor other)
    {
        var args = stackalloc Value[] { self, other };
        var result = s_logaddexp2.Tensor(args, 2);
        GC.KeepAlive(self);
        GC.KeepAlive(other);
        return result;
    }

    private static readonly Operator s_logaddexp2 = new("aten::logaddexp2");

    /// <summary><c>aten::logcumsumexp(Tensor self, int dim) -&gt; Tensor</c></summary>
    internal static Tensor logcumsumexp(Tensor self, long dim)
    {
        var args = stackalloc Value[] { self, dim };
        var result = s_logcumsumexp.Tensor(args, 2);
        GC.KeepAlive(self);
        return result;
    }

    private static readonly Operator s_logcumsumexp = new("aten::logcumsumexp");

    /// <summary><c>aten::logdet(Tensor self) -&gt; Tensor</c></summary>
    internal static Tensor logdet(Tensor self)
    {
        var args = stackalloc Value[] { self };
        var result = s_logdet.Tensor(args, 1);
        GC.KeepAlive(self);
        return result;
    }

    private static readonly Operator s_logdet = new("aten::logdet");

    /// <summary><c>aten::logical_and(Tensor self, Tensor other) -&gt; Tensor</c></summary>
    internal static Tensor logical_and(Tensor self, Tensor other)
    {
        var args = stackalloc Value[] { self, other };
        var result = s_logical_and.Tensor(args, 2);
        GC.KeepAlive(self);
        GC.KeepAlive(other);
        return result;
    }

    private static readonly Operator s_logical_and = new("aten::logical_and");

    /// <summary><c>aten::logical_and_(Tensor(a!) self, Tensor other) -&gt; Tensor(a!)</c></summary>
    internal static Tensor logical_and_(Tensor self, Tensor other)
    {
        var args = stackalloc Value[] { self, other };
        s_logical_and_.InPlace(args, 2);
        GC.KeepAlive(self);
        GC.KeepAlive(other);
        return self;
    }

    private static readonly Operator s_logical_and_ = new("aten::logical_and_");

    /// <summary><c>aten::logical_not(Tensor self) -&gt; Tensor</c></summary>
    internal static Tensor logical_not(Tensor self)
    {
        var args = stackalloc Value[] { self };
        var result = s_logical_not.Tensor(args, 1);
        GC.KeepAlive(self);
        return result;
    }

    private static readonly Operator s_logical_not = new("aten::logical_not");

    /// <summary><c>aten::logical_not_(Tensor(a!) self) -&gt; Tensor(a!)</c></summary>
    internal static Tensor logical_not_(Tensor self)
    {
        var args = stackalloc Value[] { self };
        s_logical_not_.InPlace(args, 1);
        GC.KeepAlive(self);
        return self;
    }

    private static readonly Operator s_logical_not_ = new("aten::logical_not_");

    /// <summary><c>aten::logical_or(Tensor self, Tensor other) -&gt; Tensor</c></summary>
    internal static Tensor logical_or(Tensor self, Tensor other)
    {
        var args = stackalloc Value[] { self, other };
        var result = s_logical_or.Tensor(args, 2);
        GC.KeepAlive(self);
        GC.KeepAlive(other);
        return result;
    }

    private static readonly Operator s_logical_or = new("aten::logical_or");

    /// <summary><c>aten::logical_or_(Tensor(a!) self, Tensor other) -&gt; Tensor(a!)</c></summary>
    internal static Tensor logical_or_(Tensor self, Tensor other)
    {
        var args = stackalloc Value[] { self, other };
        s_logical_or_.InPlace(args, 2);
        GC.KeepAlive(self);
        GC.KeepAlive(other);
        return self;
    }

    private static readonly Operator s_logical_or_ = new("aten::logical_or_");

    /// <summary><c>aten::logical_xor(Tensor self, Tensor other) -&gt; Tensor</c></summary>
    internal static Tensor logical_xor(Tensor self, Tensor other)
    {
        var args = stackalloc Value[] { self, other };
        var result = s_logical_xor.Tensor(args, 2);
        GC.KeepAlive(self);
        GC.KeepAlive(other);
        return result;
    }

    private static readonly Operator s_logical_xor = new("aten::logical_xor");

    /// <summary><c>aten::logical_xor_(Tensor(a!) self, Tensor other) -&gt; Tensor(a!)</c></summary>
    internal static Tensor logical_xor_(Tensor self, Tensor other)
    {
        var args = stackalloc Value[] { self, other };
        s_logical_xor_.InPlace(args, 2);
        GC.KeepAlive(self);
        GC.KeepAlive(other);
        return self;
    }

    private static readonly Operator s_logical_xor_ = new("aten::logical_xor_");

    /// <summary><c>aten::logit(Tensor self, float? eps=None) -&gt; Tensor</c></summary>
    internal static Tensor logit(Tensor self, double? eps = null)
    {
        var args = stackalloc Value[] { self, eps };
        var result = s_logit.Tensor(args, 2);
        GC.KeepAlive(self);
        return result;
    }

    private static readonly Operator s_logit = new("aten::logit");

    /// <summary><c>aten::logit_(Tensor(a!) self, float? eps=None) -&gt; Tensor(a!)</c></summary>
    internal static Tensor logit_(Tensor self, double? eps = null)
    {
        var args = stackalloc Value[] { self, eps };
        s_logit_.InPlace(args, 2);
        GC.KeepAlive(self);
        return self;
    }

    private static readonly Operator s_logit_ = new("aten::logit_");

    /// <summary><c>aten::logspace(Scalar start, Scalar end, int steps, float base=10., *, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=None) -&gt; Tensor</c></summary>
    internal static Tensor logspace(Scalar start, Scalar end, long steps, double @base = 10.0, ScalarType? dtype = null, Device? device = null)
    {
        var args = stackalloc Value[] { start, end, steps, @base, dtype, default, device, default };
        var result = s_logspace.Tensor(args, 8);
        GC.KeepAlive(start);
        GC.KeepAlive(end);
        return result;
    }

    private static readonly Operator s_logspace = new("aten::logspace");

    /// <summary><c>aten::logsumexp(Tensor self, int[1] dim, bool keepdim=False) -&gt; Tensor</c></summary>
    internal static Tensor logsumexp(Tensor self, long[] dim, bool keepdim = false)
    {
        fixed (long* dim_ = dim)
        {
            var args = stackalloc Value[] { self, Value.List(dim_, dim), keepdim };
            var result = s_logsumexp.Tensor(args, 3);
            GC.KeepAlive(self);
            return result;
        }
    }

    private static readonly Operator s_logsumexp = new("aten::logsumexp");

    /// <summary><c>aten::lstm_cell(Tensor input, Tensor[] hx, Tensor w_ih, Tensor w_hh, Tensor? b_ih=None, Tensor? b_hh=None) -&gt; (Tensor, Tensor)</c></summary>
    internal static (Tensor, Tensor) lstm_cell(Tensor input, Tensor[] hx, Tensor w_ih, Tensor w_hh, Tensor? b_ih = null, Tensor? b_hh = null)
    {
        var hx_ = stackalloc nint[hx.Length];
        Operator.Handles(hx, hx_);
        var args = stackalloc Value[] { input, Value.Tensors(hx_, hx.Length), w_ih, w_hh, b_ih, b_hh };
        var results = s_lstm_cell.Tuple(args, 6);
        GC.KeepAlive(input);
        GC.KeepAlive(hx);
        GC.KeepAlive(w_ih);
        GC.KeepAlive(w_hh);
        GC.KeepAlive(b_ih);
        GC.KeepAlive(b_hh);
        return (results[0], results[1]);
    }

    private static readonly Operator s_lstm_cell = new("aten::lstm_cell");

    /// <summary><c>aten::lstm.input(Tensor input, Tensor[] hx, Tensor[] params, bool has_biases, int num_layers, float dropout, bool train, bool bidirectional, bool batch_first) -&gt; (Tensor, Tensor, Tensor)</c></summary>
    internal static (Tensor, Tensor, Tensor) lstm_input(Tensor input, Tensor[] hx, Tensor[] @params, bool has_biases, long num_layers, double dropout, bool train, bool bidirectional, bool batch_first)
    {
        var hx_ = stackalloc nint[hx.Length];
        Operator.Handles(hx, hx_);
        var params_ = stackalloc nint[@params.Length];
        Operator.Handles(@params, params_);
        var args = stackalloc Value[] { input, Value.Tensors(hx_, hx.Length), Value.Tensors(params_, @params.Length), has_biases, num_layers, dropout, train, bidirectional, batch_first };
        var results = s_lstm_input.Tuple(args, 9);
        GC.KeepAlive(input);
        GC.KeepAlive(hx);
        GC.KeepAlive(@params);
        return (results[0], results[1], results[2]);
    }

    private static readonly Operator s_lstm_input = new("aten::lstm", "input");

    /// <summary><c>aten::lt.Scalar(Tensor self, Scalar other) -&gt; Tensor</c></summary>
    internal static Tensor lt_Scalar(Tensor self, Scalar other)
    {
        var args = stackalloc Value[] { self, other };
        var result = s_lt_Scalar.Tensor(args, 2);
        GC.KeepAlive(self);
        GC.KeepAlive(other);
        return result;
    }

    private static readonly Operator s_lt_Scalar = new("aten::lt", "Scalar");

    /// <summary><c>aten::lt.Tensor(Tensor self, Tensor other) -&gt; Tensor</c></summary>
    internal static Tensor lt_Tensor(Tensor self, Tensor other)
    {
        var args = stackalloc Value[] { self, other };
        var result = s_lt_Tensor.Tensor(args, 2);
        GC.KeepAlive(self);
        GC.KeepAlive(other);
        return result;
    }

    private static readonly Operator s_lt_Tensor = new("aten::lt", "Tensor");

    /// <summary><c>aten::lt_.Scalar(Tensor(a!) self, Scalar other) -&gt; Tensor(a!)</c></summary>
    internal static Tensor lt__Scalar(Tensor self, Scalar other)
    {
        var args = stackalloc Value[] { self, other };
        s_lt__Scalar.InPlace(args, 2);
        GC.KeepAlive(self);
        GC.KeepAlive(other);
        return self;
    }

    private static readonly Operator s_lt__Scalar = new("aten::lt_", "Scalar");

    /// <summary><c>aten::lt_.Tensor(Tensor(a!) self, Tensor other) -&gt; Tensor(a!)</c></summary>
    internal static Tensor lt__Tensor(Tensor self, Tensor other)
    {
        var args = stackalloc Value[] { self, other };
        s_lt__Tensor.InPlace(args, 2);
        GC.KeepAlive(self);
        GC.KeepAlive(other);
        return self;
    }

    private static readonly Operator s_lt__Tensor = new("aten::lt_", "Tensor");

    /// <summary><c>aten::lu_unpack(Tensor LU_data, Tensor LU_pivots, bool unpack_data=True, bool unpack_pivots=True) -&gt; (Tensor P, Tensor L, Tensor U)</c></summary>
    internal static (Tensor, Tensor, Tensor) lu_unpack(Tensor LU_data, Tensor LU_pivots, bool unpack_data = true, bool unpack_pivots = true)
    {
        var args = stackalloc Value[] { LU_data, LU_pivots, unpack_data, unpack_pivots };
        var results = s_lu_unpack.Tuple(args, 4);
        GC.KeepAlive(LU_data);
        GC.KeepAlive(LU_pivots);
        return (results[0], results[1], results[2]);
    }

    private static readonly Operator s_lu_unpack = new("aten::lu_unpack");
}
