using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    // Extremes, order statistics, sorting and distinct values.
    public partial class Tensor
    {
        public Tensor max() => Aten.max(this);
        public Tensor max(Tensor other) => maximum(other);
        public (Tensor values, Tensor indexes) max(long dim, bool keepdim = false) => Aten.max_dim(this, dim, keepdim);
        public Tensor min() => Aten.min(this);
        public Tensor min(Tensor other) => minimum(other);
        public (Tensor values, Tensor indexes) min(long dim, bool keepdim = false) => Aten.min_dim(this, dim, keepdim);

        public Tensor amax(params long[] dims) => Aten.amax(this, dims);
        public Tensor amax(long[] dims, bool keepdim = false, Tensor? @out = null) => @out is null ? Aten.amax(this, dims, keepdim) : Aten.amax_out(this, dims, keepdim, @out);
        public Tensor amax(ReadOnlySpan<long> dims, bool keepdim = false, Tensor? @out = null) => amax(dims.ToArray(), keepdim, @out);
        public Tensor amin(params long[] dims) => Aten.amin(this, dims);
        public Tensor amin(long[] dims, bool keepdim = false, Tensor? @out = null) => @out is null ? Aten.amin(this, dims, keepdim) : Aten.amin_out(this, dims, keepdim, @out);
        public Tensor amin(ReadOnlySpan<long> dims, bool keepdim = false, Tensor? @out = null) => amin(dims.ToArray(), keepdim, @out);
        public (Tensor min, Tensor max) aminmax(long? dim = null, bool keepdim = false) => Aten.aminmax(this, dim: dim, keepdim: keepdim);

        public Tensor argmax() => Aten.argmax(this);
        public Tensor argmax(long dim, bool keepdim = false) => Aten.argmax(this, dim, keepdim);
        public Tensor argmin() => Aten.argmin(this);
        public Tensor argmin(long dim, bool keepdim = false) => Aten.argmin(this, dim, keepdim);

        public Tensor median() => Aten.median(this);
        public Tensor nanmedian() => Aten.nanmedian(this);
        public (Tensor values, Tensor indices) mode(long dim = -1, bool keepdim = false) => Aten.mode(this, dim, keepdim);

        public Tensor quantile(Tensor q, long dim = -1, bool keepdim = false) => Aten.quantile(this, q, dim == -1 ? null : dim, keepdim);
        public Tensor nanquantile(Tensor q, long dim = -1, bool keepdim = false) => Aten.nanquantile(this, q, dim == -1 ? null : dim, keepdim);

        public (Tensor values, Tensor indices) kthvalue(long k, long? dim, bool keepdim = false) => Aten.kthvalue(this, k, dim ?? -1, keepdim);
        public (Tensor values, Tensor indexes) topk(int k, int dim = -1, bool largest = true, bool sorted = true) => Aten.topk(this, k, dim, largest, sorted);

        public (Tensor Values, Tensor Indices) sort(long dim = -1, bool descending = false, bool stable = false) => Aten.sort_stable(this, stable, dim, descending);
        public Tensor argsort(long dim = -1, bool descending = false) => Aten.argsort(this, dim, descending);
        public Tensor msort() => Aten.msort(this);

        public (Tensor output, Tensor? inverse_indices, Tensor? counts) unique(bool sorted = true, bool return_inverse = false, bool return_counts = false, int? dim = null) =>
            Requested(
                dim is int d ? Aten.unique_dim(this, d, sorted, return_inverse, return_counts) : Aten._unique2(this, sorted, return_inverse, return_counts),
                return_inverse,
                return_counts);

        public (Tensor output, Tensor? inverse_indices, Tensor? counts) unique_consecutive(bool return_inverse = false, bool return_counts = false, int? dim = null) =>
            Requested(Aten.unique_consecutive(this, return_inverse, return_counts, dim), return_inverse, return_counts);

        public Tensor bucketize(Tensor boundaries, bool outInt32 = false, bool right = false) => Aten.bucketize_Tensor(this, boundaries, outInt32, right);

        // The operators always return three tensors; those that were not asked for are empty.
        private static (Tensor output, Tensor? inverse_indices, Tensor? counts) Requested((Tensor Output, Tensor Inverse, Tensor Counts) result, bool inverse, bool counts)
        {
            if (!inverse)
                result.Inverse.Dispose();
            if (!counts)
                result.Counts.Dispose();
            return (result.Output, inverse ? result.Inverse : null, counts ? result.Counts : null);
        }
    }
}
