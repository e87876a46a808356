using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    // Views and rearrangements of the elements.
    public partial class Tensor
    {
        public Tensor view(params long[] shape) => Aten.view(this, shape);
        public Tensor view_as(Tensor other) => view(other.shape);
        public Tensor reshape(params long[] shape) => Aten.reshape(this, shape);
        public Tensor flatten(long start_dim = 0, long end_dim = -1) => Aten.flatten_using_ints(this, start_dim, end_dim);
        public Tensor unflatten(long dim, Size sizes) => unflatten(dim, sizes.Shape);

        public Tensor unflatten(long dim, params long[] sizes) =>
            dim >= 0 && dim < ndim ? Aten.unflatten_int(this, dim, sizes) : throw new ArgumentException($"Invalid 'dim' argument: {dim}.");

        public Tensor ravel() => Aten.ravel(this);

        public Tensor squeeze(long? dim = null) => dim is long d ? Aten.squeeze_dim(this, d) : Aten.squeeze(this);
        public Tensor squeeze_(long? dim = null) => dim is long d ? Aten.squeeze__dim(this, d) : Aten.squeeze_(this);

        public Tensor unsqueeze(long dim) => Aten.unsqueeze(this, dim);
        public Tensor unsqueeze_(long dim) => Aten.unsqueeze_(this, dim);

        public Tensor T => Dimensions <= 2 ? t() : permute(Enumerable.Range(0, (int)Dimensions).Reverse().Select(d => (long)d));
        public Tensor H => Aten.matrix_H(this);
        public Tensor mT => Aten.mT(this);
        public Tensor mH => Aten.mH(this);

        public Tensor t() => Aten.t(this);
        public Tensor transpose(long dim0, long dim1) => Aten.transpose_int(this, dim0, dim1);
        public Tensor transpose_(long dim0, long dim1) => Aten.transpose_(this, dim0, dim1);
        public Tensor adjoint() => Aten.adjoint(this);

        public Tensor permute(IEnumerable<long> permutation) => Aten.permute(this, permutation.ToArray());
        public Tensor permute(params long[] permutation) => Aten.permute(this, permutation);

        public Tensor swapaxes(long dim0, long dim1) => transpose(dim0, dim1);
        public Tensor swapdims(long dim0, long dim1) => transpose(dim0, dim1);
        public Tensor movedim(long[] source, long[] destination) => Aten.movedim_intlist(this, source, destination);
        public Tensor moveaxis(long[] source, long[] destination) => movedim(source, destination);

        public Tensor expand(params long[] sizes) => Aten.expand(this, sizes);
        public Tensor expand(Size sizes, bool isImplicit = false) => Aten.expand(this, sizes.Shape, isImplicit);
        public Tensor expand(long[] sizes, bool isImplicit = false) => Aten.expand(this, sizes, isImplicit);
        public Tensor expand(ReadOnlySpan<long> sizes, bool isImplicit = false) => Aten.expand(this, sizes.ToArray(), isImplicit);
        public Tensor expand_as(Tensor other) => expand(other.shape);
        public Tensor broadcast_to(params long[] shape) => Aten.broadcast_to(this, shape);

        public Tensor repeat(params long[] sizes) => Aten.repeat(this, sizes);
        public Tensor repeat_interleave(Tensor repeats, long? dim = null, long? output_size = null) => Aten.repeat_interleave_self_Tensor(this, repeats, dim, output_size);
        public Tensor repeat_interleave(long repeats, long? dim = null, long? output_size = null) => Aten.repeat_interleave_self_int(this, repeats, dim, output_size);
        public Tensor tile(long[] reps) => Aten.tile(this, reps);

        public Tensor flip(params long[] dims) => Aten.flip(this, dims);
        public Tensor fliplr() => Aten.fliplr(this);
        public Tensor flipud() => Aten.flipud(this);

        public Tensor roll(long[] shifts) => Aten.roll(this, shifts, [0]);
        public Tensor roll(long shifts, long? dims = null) => Aten.roll(this, [shifts], dims is long d ? [d] : null);
        public Tensor roll(long[] shifts, long[] dims) => Aten.roll(this, shifts, dims);
        public Tensor roll(ReadOnlySpan<long> shifts, ReadOnlySpan<long> dims = default) => Aten.roll(this, shifts.ToArray(), dims.ToArray());
        public Tensor roll((long, long) shifts, (long, long) dims) => Aten.roll(this, [shifts.Item1, shifts.Item2], [dims.Item1, dims.Item2]);
        public Tensor roll((long, long, long) shifts, (long, long, long) dims) => Aten.roll(this, [shifts.Item1, shifts.Item2, shifts.Item3], [dims.Item1, dims.Item2, dims.Item3]);
        public Tensor rot90(long k = 1, (long, long)? dims = null) => Aten.rot90(this, k, dims is var (first, second) ? [first, second] : null);

        public Tensor atleast_1d() => Aten.atleast_1d(this);
        public Tensor atleast_2d() => Aten.atleast_2d(this);
        public Tensor atleast_3d() => Aten.atleast_3d(this);

        public Tensor as_strided(long[] size, long[] strides, long storageOffset = 0) => Aten.as_strided(this, size, strides, storageOffset);
        public Tensor unfold(long dimension, long size, long step) => Aten.unfold(this, dimension, size, step);
        public Tensor channel_shuffle(long groups) => Aten.channel_shuffle(this, groups);
    }
}
