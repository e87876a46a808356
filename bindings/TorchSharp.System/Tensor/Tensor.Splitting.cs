using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    // Parts along a dimension.
    public partial class Tensor
    {
        public Tensor[] chunk(long chunks, long dim = 0) => Aten.chunk(this, chunks, dim);
        public Tensor[] unbind(long dimension = 0) => Aten.unbind_int(this, dimension);

        public Tensor[] split(params long[] sizes) => Aten.split_with_sizes(this, sizes);
        public Tensor[] split(long size, int dim = 0) => Aten.split_Tensor(this, size, dim);
        public Tensor[] split(long[] sizes, long dim = 0) => Aten.split_with_sizes(this, sizes, dim);
        public Tensor[] split(ReadOnlySpan<long> sizes, long dim = 0) => Aten.split_with_sizes(this, sizes.ToArray(), dim);

        public Tensor[] tensor_split(Tensor indices, long dim = 0) => Aten.tensor_split_tensor_indices_or_sections(this, indices, dim);
        public Tensor[] tensor_split(long size, long dim = 0) => Aten.tensor_split_sections(this, size, dim);
        public Tensor[] tensor_split(long[] sizes, long dim = 0) => Aten.tensor_split_indices(this, sizes, dim);

        public Tensor[] hsplit(Tensor indices) => tensor_split(indices, 1);
        public Tensor[] hsplit(long size) => Aten.hsplit_int(this, size);
        public Tensor[] hsplit(params long[] sizes) => Aten.hsplit_array(this, sizes);

        public Tensor[] vsplit(Tensor indices) => tensor_split(indices, 0);
        public Tensor[] vsplit(long size) => Aten.vsplit_int(this, size);
        public Tensor[] vsplit(params long[] sizes) => Aten.vsplit_array(this, sizes);

        public Tensor[] dsplit(Tensor indices) => tensor_split(indices, 2);
        public Tensor[] dsplit(long size) => Aten.dsplit_int(this, size);
        public Tensor[] dsplit(params long[] sizes) => Aten.dsplit_array(this, sizes);
        public Tensor[] dsplit((long, long) indices_or_sections) => Aten.dsplit_array(this, [indices_or_sections.Item1, indices_or_sections.Item2]);
        public Tensor[] dsplit((long, long, long) indices_or_sections) =>
            Aten.dsplit_array(this, [indices_or_sections.Item1, indices_or_sections.Item2, indices_or_sections.Item3]);
        public Tensor[] dsplit((long, long, long, long) indices_or_sections) =>
            Aten.dsplit_array(this, [indices_or_sections.Item1, indices_or_sections.Item2, indices_or_sections.Item3, indices_or_sections.Item4]);

        public Tensor narrow(long dim, long start, long length) => Aten.narrow(this, dim, start, length);
        public Tensor select(long dim, long index) => Aten.select_int(this, dim, index);
        public Tensor slice(long dim, long start, long finish, long step) => Aten.slice_Tensor(this, dim, start, finish, step);
    }
}
