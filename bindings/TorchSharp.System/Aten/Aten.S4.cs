// Written by tools/AtenGenerator.cs: change that, or the calls that it serves.
#nullable enable

using static TorchSharp.torch;

namespace TorchSharp.Native;

internal static unsafe partial class Aten
{
    /// <summary><c>aten::special_shifted_chebyshev_polynomial_w(Tensor x, Tensor n) -&gt; Tensor</c></summary>
    internal static Tensor special_shifted_chebyshev_polynomial_w(Tensor x, Tensor n)
    {
        var args = stackalloc Value[] { x, n };
        var result = s_special_shifted_chebyshev_polynomial_w.Tensor(args, 2);
        GC.KeepAlive(x);
        GC.KeepAlive(n);
        return result;
    }

    private static readonly Operator s_special_shifted_chebyshev_polynomial_w = new("aten::special_shifted_chebyshev_polynomial_w");

    /// <summary><c>aten::special_shifted_chebyshev_polynomial_w.out(Tensor x, Tensor n, *, Tensor(a!) out) -&gt; Tensor(a!)</c></summary>
    internal static Tensor special_shifted_chebyshev_polynomial_w_out(Tensor x, Tensor n, Tensor @out)
    {
        var args = stackalloc Value[] { x, n, @out };
        s_special_shifted_chebyshev_polynomial_w_out.InPlace(args, 3);
        GC.KeepAlive(x);
        GC.KeepAlive(n);
        GC.KeepAlive(@out);
        return @out;
    }

    private static readonly Operator s_special_shifted_chebyshev_polynomial_w_out = new("aten::special_shifted_chebyshev_polynomial_w", "out");

    /// <summary><c>aten::special_spherical_bessel_j0(Tensor x) -&gt; Tensor</c></summary>
    internal static Tensor special_spherical_bessel_j0(Tensor x)
    {
        var args = stackalloc Value[] { x };
        var result = s_special_spherical_bessel_j0.Tensor(args, 1);
        GC.KeepAlive(x);
        return result;
    }

    private static readonly Operator s_special_spherical_bessel_j0 = new("aten::special_spherical_bessel_j0");

    /// <summary><c>aten::special_spherical_bessel_j0.out(Tensor x, *, Tensor(a!) out) -&gt; Tensor(a!)</c></summary>
    internal static Tensor special_spherical_bessel_j0_out(Tensor x, Tensor @out)
    {
        var args = stackalloc Value[] { x, @out };
        s_special_spherical_bessel_j0_out.InPlace(args, 2);
        GC.KeepAlive(x);
        GC.KeepAlive(@out);
        return @out;
    }

    private static readonly Operator s_special_spherical_bessel_j0_out = new("aten::special_spherical_bessel_j0", "out");

    /// <summary><c>aten::special_xlog1py(Tensor self, Tensor other) -&gt; Tensor</c></summary>
    internal static Tensor special_xlog1py(Tensor self, Tensor other)
    {
        var args = stackalloc Value[] { self, other };
        var result = s_special_xlog1py.Tensor(args, 2);
        GC.KeepAlive(self);
        GC.KeepAlive(other);
        return result;
    }

    private static readonly Operator s_special_xlog1py = new("aten::special_xlog1py");

    /// <summary><c>aten::special_zeta(Tensor self, Tensor other) -&gt; Tensor</c></summary>
    internal static Tensor special_zeta(Tensor self, Tensor other)
    {
        var args = stackalloc Value[] { self, other };
        var result = s_special_zeta.Tensor(args, 2);
        GC.KeepAlive(self);
        GC.KeepAlive(other);
        return result;
    }

    private static readonly Operator s_special_zeta = new("aten::special_zeta");

    /// <summary><c>aten::split.Tensor(Tensor(a -&gt; *) self, int split_size, int dim=0) -&gt; Tensor(a)[]</c></summary>
    internal static Tensor[] split_Tensor(Tensor self, long split_size, long dim = 0)
    {
        var args = stackalloc Value[] { self, split_size, dim };
        var results = s_split_Tensor.Tensors(args, 3);
        GC.KeepAlive(self);
        return results;
    }

    private static readonly Operator s_split_Tensor = new("aten::split", "Tensor");

    /// <summary><c>aten::split_with_sizes(Tensor(a -&gt; *) self, int[] split_sizes, int dim=0) -&gt; Tensor(a)[]</c></summary>
    internal static Tensor[] split_with_sizes(Tensor self, long[] split_sizes, long dim = 0)
    {
        fixed (long* split_sizes_ = split_sizes)
        {
            var args = stackalloc Value[] { self, Value.List(split_sizes_, split_sizes), dim };
            var results = s_split_with_sizes.Tensors(args, 3);
            GC.KeepAlive(self);
            return results;
        }
    }

    private static readonly Operator s_split_with_sizes = new("aten::split_with_sizes");

    /// <summary><c>aten::sqrt(Tensor self) -&gt; Tensor</c></summary>
    internal static Tensor sqrt(Tensor self)
    {
        var args = stackalloc Value[] { self };
        var result = s_sqrt.Tensor(args, 1);
        GC.KeepAlive(self);
        return result;
    }

    private static readonly Operator s_sqrt = new("aten::sqrt");

    /// <summary><c>aten::sqrt_(Tensor(a!) self) -&gt; Tensor(a!)</c></summary>
    internal static Tensor sqrt_(Tensor self)
    {
        var args = stackalloc Value[] { self };
        s_sqrt_.InPlace(args, 1);
        GC.KeepAlive(self);
        return self;
    }

    private static readonly Operator s_sqrt_ = new("aten::sqrt_");

    /// <summary><c>aten::square(Tensor self) -&gt; Tensor</c></summary>
    internal static Tensor square(Tensor self)
    {
        var args = stackalloc Value[] { self };
        var result = s_square.Tensor(args, 1);
        GC.KeepAlive(self);
        return result;
    }

    private static readonly Operator s_square = new("aten::square");

    /// <summary><c>aten::squeeze(Tensor(a) self) -&gt; Tensor(a)</c></summary>
    internal static Tensor squeeze(Tensor self)
    {
        var args = stackalloc Value[] { self };
        var result = s_squeeze.Tensor(args, 1);
        GC.KeepAlive(self);
        return result;
    }

    private static readonly Operator s_squeeze = new("aten::squeeze");

    /// <summary><c>aten::squeeze_(Tensor(a!) self) -&gt; Tensor(a!)</c></summary>
    internal static Tensor squeeze_(Tensor self)
    {
        var args = stackalloc Value[] { self };
        s_squeeze_.InPlace(args, 1);
        GC.KeepAlive(self);
        return self;
    }

    private static readonly Operator s_squeeze_ = new("aten::squeeze_");

    /// <summary><c>aten::squeeze_.dim(Tensor(a!) self, int dim) -&gt; Tensor(a!)</c></summary>
    internal static Tensor squeeze__dim(Tensor self, long dim)
    {
        var args = stackalloc Value[] { self, dim };
        s_squeeze__dim.InPlace(args, 2);
        GC.KeepAlive(self);
        return self;
    }

    private static readonly Operator s_squeeze__dim = new("aten::squeeze_", "dim");

    /// <summary><c>aten::squeeze.dim(Tensor(a) self, int dim) -&gt; Tensor(a)</c></summary>
    internal static Tensor squeeze_dim(Tensor self, long dim)
    {
        var args = stackalloc Value[] { self, dim };
        var result = s_squeeze_dim.Tensor(args, 2);
        GC.KeepAlive(self);
        return result;
    }

    private static readonly Operator s_squeeze_dim = new("aten::squeeze", "dim");

    /// <summary><c>aten::stack(Tensor[] tensors, int dim=0) -&gt; Tensor</c></summary>
    internal static Tensor stack(Tensor[] tensors, long dim = 0)
    {
        var tensors_ = stackalloc nint[tensors.Length];
        Operator.Handles(tensors, tensors_);
        var args = stackalloc Value[] { Value.Tensors(tensors_, tensors.Length), dim };
        var result = s_stack.Tensor(args, 2);
        GC.KeepAlive(tensors);
        return result;
    }

    private static readonly Operator s_stack = new("aten::stack");

    /// <summary><c>aten::std(Tensor self, bool unbiased=True) -&gt; Tensor</c></summary>
    internal static Tensor std(Tensor self, bool unbiased = true)
    {
        var args = stackalloc Value[] { self, unbiased };
        var result = s_std.Tensor(args, 2);
        GC.KeepAlive(self);
        return result;
    }

    private static readonly Operator s_std = new("aten::std");

    /// <summary><c>aten::std.dim(Tensor self, int[1]? dim, bool unbiased=True, bool keepdim=False) -&gt; Tensor</c></summary>
    internal static Tensor std_dim(Tensor self, long[]? dim, bool unbiased = true, bool keepdim = false)
    {
        fixed (long* dim_ = dim)
        {
            var args = stackalloc Value[] { self, Value.List(dim_, dim), unbiased, keepdim };
            var result = s_std_dim.Tensor(args, 4);
            GC.KeepAlive(self);
            return result;
        }
    }

    private static readonly Operator s_std_dim = new("aten::std", "dim");

    /// <summary><c>aten::std_mean(Tensor self, bool unbiased=True) -&gt; (Tensor, Tensor)</c></summary>
    internal static (Tensor, Tensor) std_mean(Tensor self, bool unbiased = true)
    {
        var args = stackalloc Value[] { self, unbiased };
        var results = s_std_mean.Tuple(args, 2);
        GC.KeepAlive(self);
        return (results[0], results[1]);
    }

    private static readonly Operator s_std_mean = new("aten::std_mean");

    /// <summary><c>aten::std_mean.dim(Tensor self, int[1]? dim, bool unbiased=True, bool keepdim=False) -&gt; (Tensor, Tensor)</c></summary>
    internal static (Tensor, Tensor) std_mean_dim(Tensor self, long[]? dim, bool unbiased = true, bool keepdim = false)
    {
        fixed (long* dim_ = dim)
        {
            var args = stackalloc Value[] { self, Value.List(dim_, dim), unbiased, keepdim };
            var results = s_std_mean_dim.Tuple(args, 4);
            GC.KeepAlive(self);
            return (results[0], results[1]);
        }
    }

    private static readonly Operator s_std_mean_dim = new("aten::std_mean", "dim");

    /// <summary><c>aten::sub.Scalar(Tensor self, Scalar other, Scalar alpha=1) -&gt; Tensor</c></summary>
    internal static Tensor sub_Scalar(Tensor self, Scalar other, Scalar? alpha = null)
    {
        var args = stackalloc Value[] { self, other, alpha is null ? default : (Value)alpha };
        var result = s_sub_Scalar.Tensor(args, 3);
        GC.KeepAlive(self);
        GC.KeepAlive(other);
        GC.KeepAlive(alpha);
        return result;
    }

    private static readonly Operator s_sub_Scalar = new("aten::sub", "Scalar");

    /// <summary><c>aten::sub.Tensor(Tensor self, Tensor other, *, Scalar alpha=1) -&gt; Tensor</c></summary>
    internal static Tensor sub_Tensor(Tensor self, Tensor other, Scalar? alpha = null)
    {
        var args = stackalloc Value[] { self, other, alpha is null ? default : (Value)alpha };
        var result = s_sub_Tensor.Tensor(args, 3);
        GC.KeepAlive(self);
        GC.KeepAlive(other);
        GC.KeepAlive(alpha);
        return result;
    }

    private static readonly Operator s_sub_Tensor = new("aten::sub", "Tensor");

    /// <summary><c>aten::sub_.Scalar(Tensor(a!) self, Scalar other, Scalar alpha=1) -&gt; Tensor(a!)</c></summary>
    internal static Tensor sub__Scalar(Tensor self, Scalar other, Scalar? alpha = null)
    {
        var args = stackalloc Value[] { self, other, alpha is null ? default : (Value)alpha };
        s_sub__Scalar.InPlace(args, 3);
        GC.KeepAlive(self);
        GC.KeepAlive(other);
        GC.KeepAlive(alpha);
        return self;
    }

    private static readonly Operator s_sub__Scalar = new("aten::sub_", "Scalar");

    /// <summary><c>aten::sub_.Tensor(Tensor(a!) self, Tensor other, *, Scalar alpha=1) -&gt; Tensor(a!)</c></summary>
    internal static Tensor sub__Tensor(Tensor self, Tensor other, Scalar? alpha = null)
    {
        var args = stackalloc Value[] { self, other, alpha is null ? default : (Value)alpha };
        s_sub__Tensor.InPlace(args, 3);
        GC.KeepAlive(self);
        GC.KeepAlive(other);
        GC.KeepAlive(alpha);
        return self;
    }

    private static readonly Operator s_sub__Tensor = new("aten::sub_", "Tensor");

    /// <summary><c>aten::sum(Tensor self, *, ScalarType? dtype=None) -&gt; Tensor</c></summary>
    internal static Tensor sum(Tensor self, ScalarType? dtype = null)
    {
        var args = stackalloc Value[] { self, dtype };
        var result = s_sum.Tensor(args, 2);
        GC.KeepAlive(self);
        return result;
    }

    private static readonly Operator s_sum = new("aten::sum");

    /// <summary><c>aten::sum.dim_IntList(Tensor self, int[1]? dim, bool keepdim=False, *, ScalarType? dtype=None) -&gt; Tensor</c></summary>
    internal static Tensor sum_dim_IntList(Tensor self, long[]? dim, bool keepdim = false, ScalarType? dtype = null)
    {
        fixed (long* dim_ = dim)
        {
            var args = stackalloc Value[] { self, Value.List(dim_, dim), keepdim, dtype };
            var result = s_sum_dim_IntList.Tensor(args, 4);
            GC.KeepAlive(self);
            return result;
        }
    }

    private static readonly Operator s_sum_dim_IntList = new("aten::sum", "dim_IntList");
}
