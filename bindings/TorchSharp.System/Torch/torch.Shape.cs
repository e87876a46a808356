using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    public static Tensor reshape(Tensor input, params long[] shape) => input.reshape(shape);
    public static Tensor flatten(Tensor input, long start_dim = 0, long end_dim = -1) => input.flatten(start_dim, end_dim);
    public static Tensor unflatten(Tensor input, long dim, Size sizes) => input.unflatten(dim, sizes);
    public static Tensor unflatten(Tensor input, long dim, params long[] sizes) => input.unflatten(dim, sizes);
    public static Tensor ravel(Tensor input) => input.ravel();

    public static Tensor squeeze(Tensor input, long? dim = null) => input.squeeze(dim);
    public static Tensor squeeze_(Tensor input, long? dim = null) => input.squeeze_(dim);

    public static Tensor unsqueeze(Tensor input, long dim) => input.unsqueeze(dim);
    public static Tensor unsqueeze_(Tensor input, long dim) => input.unsqueeze_(dim);

    public static Tensor t(Tensor input) => input.t();
    public static Tensor transpose(Tensor input, long dim0, long dim1) => input.transpose(dim0, dim1);
    public static Tensor adjoint(Tensor input) => input.adjoint();

    public static Tensor permute(Tensor input, params long[] permutation) => input.permute(permutation);

    public static Tensor swapaxes(Tensor input, long axis0, long axis1) => input.swapaxes(axis0, axis1);
    public static Tensor swapdims(Tensor input, long dim0, long dim1) => input.swapdims(dim0, dim1);

    public static Tensor movedim(Tensor input, long source, long destination) => Aten.movedim_int(input, source, destination);
    public static Tensor movedim(Tensor input, long[] source, long[] destination) => input.movedim(source, destination);

    public static Tensor moveaxis(Tensor input, long source, long destination) => Aten.movedim_int(input, source, destination);
    public static Tensor moveaxis(Tensor input, long[] source, long[] destination) => input.moveaxis(source, destination);
    public static Tensor moveaxis(Tensor input, (long, long) source, (long, long) destination) =>
        input.movedim([source.Item1, source.Item2], [destination.Item1, destination.Item2]);
    public static Tensor moveaxis(Tensor input, (long, long, long) source, (long, long, long) destination) =>
        input.movedim([source.Item1, source.Item2, source.Item3], [destination.Item1, destination.Item2, destination.Item3]);
    public static Tensor moveaxis(Tensor input, (long, long, long, long) source, (long, long, long, long) destination) =>
        input.movedim([source.Item1, source.Item2, source.Item3, source.Item4], [destination.Item1, destination.Item2, destination.Item3, destination.Item4]);

    public static Tensor broadcast_to(Tensor input, params long[] shape) => input.broadcast_to(shape);
    public static IList<Tensor> broadcast_tensors(params Tensor[] tensors) => Aten.broadcast_tensors(tensors);

    public static Size broadcast_shapes(params long[][] shapes)
    {
        var result = new long[shapes.Select(s => s.Length).DefaultIfEmpty().Max()];
        Array.Fill(result, 1);
        foreach (long[] shape in shapes)
        {
            int offset = result.Length - shape.Length;
            for (int i = 0; i < shape.Length; i++)
            {
                if (shape[i] == 1 || shape[i] == result[offset + i])
                    continue;
                if (result[offset + i] != 1)
                    throw new ArgumentException($"Dimension {offset + i} of the shapes cannot be broadcast: it is {result[offset + i]} in one and {shape[i]} in another.");
                result[offset + i] = shape[i];
            }
        }
        return new Size(result);
    }

    public static Tensor repeat_interleave(Tensor input, Tensor repeats, long? dim = null, long? output_size = null) => input.repeat_interleave(repeats, dim, output_size);
    public static Tensor repeat_interleave(Tensor input, long repeats, long? dim = null, long? output_size = null) => input.repeat_interleave(repeats, dim, output_size);
    public static Tensor tile(Tensor input, long[] dims) => input.tile(dims);

    public static Tensor flip(Tensor input, params long[] dims) => input.flip(dims);
    public static Tensor fliplr(Tensor input) => input.fliplr();
    public static Tensor flipud(Tensor input) => input.flipud();

    public static Tensor roll(Tensor input, long[] shifts) => input.roll(shifts);
    public static Tensor roll(Tensor input, long shifts, long? dims = null) => input.roll(shifts, dims);
    public static Tensor roll(Tensor input, long[] shifts, long[] dims) => input.roll(shifts, dims);
    public static Tensor roll(Tensor input, ReadOnlySpan<long> shifts, ReadOnlySpan<long> dims = default) => input.roll(shifts, dims);
    public static Tensor roll(Tensor input, (long, long) shifts, (long, long) dims) => input.roll(shifts, dims);
    public static Tensor roll(Tensor input, (long, long, long) shifts, (long, long, long) dims) => input.roll(shifts, dims);

    public static Tensor rot90(Tensor input, long k = 1, (long, long)? dims = null) => input.rot90(k, dims);

    public static IEnumerable<Tensor> atleast_1d(params Tensor[] input) => input.Select(t => t.atleast_1d());
    public static IEnumerable<Tensor> atleast_2d(params Tensor[] input) => input.Select(t => t.atleast_2d());
    public static IEnumerable<Tensor> atleast_3d(params Tensor[] input) => input.Select(t => t.atleast_3d());
}
