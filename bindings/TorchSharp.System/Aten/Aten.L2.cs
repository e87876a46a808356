// Written by tools/AtenGenerator.cs: change that, or the calls that it serves.
#nullable enable

using static TorchSharp.torch;

namespace TorchSharp.Native;

internal static unsafe partial class Aten
{
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
}
