using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    // Sums, means, norms and other reductions; without dimensions, over all elements.
    public partial class Tensor
    {
        public Tensor all() => Aten.all(this);
        public Tensor all(long dim, bool keepdim = false) => Aten.all_dim(this, dim, keepdim);
        public Tensor any() => Aten.any(this);
        public Tensor any(long dim, bool keepdim = false) => Aten.any_dim(this, dim, keepdim);

        public Tensor sum(ScalarType? type = null) => Aten.sum(this, type);
        public Tensor sum(long dim, bool keepdim = false, ScalarType? type = null) => Aten.sum_dim_IntList(this, [dim], keepdim, type);
        public Tensor sum(long[] dim, bool keepdim = false, ScalarType? type = null) => Aten.sum_dim_IntList(this, dim, keepdim, type);
        public Tensor sum(long dim0, long dim1, bool keepdim = false, ScalarType? type = null) => Aten.sum_dim_IntList(this, [dim0, dim1], keepdim, type);
        public Tensor sum(long dim0, long dim1, long dim2, bool keepdim = false, ScalarType? type = null) => Aten.sum_dim_IntList(this, [dim0, dim1, dim2], keepdim, type);
        public Tensor sum(ReadOnlySpan<long> dim, bool keepdim = false, ScalarType? type = null) => Aten.sum_dim_IntList(this, dim.ToArray(), keepdim, type);
        public Tensor nansum() => Aten.nansum(this);

        public Tensor mean() => Aten.mean(this);
        public Tensor mean(long[] dimensions, bool keepdim = false, ScalarType? type = null) => Aten.mean_dim(this, dimensions, keepdim, type);
        public Tensor nanmean(int? dim = null, bool keepdim = false, ScalarType? dtype = null) => Aten.nanmean(this, dim is int d ? [d] : null, keepdim, dtype);

        public Tensor prod(ScalarType? type = null) => Aten.prod(this, type);
        public Tensor prod(long dim, bool keepdim = false, ScalarType? type = null) => Aten.prod_dim_int(this, dim, keepdim, type);

        public Tensor norm(float p = 2) => Aten.norm_Scalar(this, p);
        public Tensor norm(int dim, bool keepdim = false, float p = 2) => Aten.norm_ScalarOpt_dim(this, p, [dim], keepdim);
        public Tensor dist(Tensor other, float p = 2) => Aten.dist(this, other, p);
        public Tensor renorm(float p, long dim, float maxnorm) => Aten.renorm(this, p, dim, maxnorm);

        public Tensor logsumexp(long dim, bool keepdim = false) => Aten.logsumexp(this, [dim], keepdim);

        public Tensor count_nonzero(long[]? dims = null) => Aten.count_nonzero_dim_IntList(this, dims ?? []);

        public Tensor cumsum(long dim, ScalarType? type = null) => Aten.cumsum(this, dim, type);
        public Tensor cumprod(long dim, ScalarType? type = null) => Aten.cumprod(this, dim, type);
        public (Tensor values, Tensor indexes) cummax(long dim) => Aten.cummax(this, dim);
        public (Tensor values, Tensor indexes) cummin(long dim) => Aten.cummin(this, dim);
        public Tensor logcumsumexp(long dim) => Aten.logcumsumexp(this, dim);

        public Tensor trapezoid(Tensor x, long dim = -1) => Aten.trapezoid_x(this, x, dim);
        public Tensor trapezoid(double dx = 1, long dim = -1) => Aten.trapezoid_dx(this, dx, dim);
        public Tensor cumulative_trapezoid(Tensor x, long dim = -1) => Aten.cumulative_trapezoid_x(this, x, dim);
        public Tensor cumulative_trapezoid(double dx = 1, long dim = -1) => Aten.cumulative_trapezoid_dx(this, dx, dim);

        public Tensor diff(long n = 1, long dim = -1, Tensor? prepend = null, Tensor? append = null) => Aten.diff(this, n, dim, prepend, append);

        public Tensor bincount(Tensor? weights, long minlength = 0) => Aten.bincount(this, weights, minlength);
        public Tensor histc(long bins = 100, long min = 0, long max = 0) => Aten.histc(this, bins, min, max);
    }
}
