using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    // Reading and writing at indices.
    public partial class Tensor
    {
        public Tensor gather(long dim, Tensor index) => Aten.gather(this, dim, index);

        public Tensor scatter(long dim, Tensor index, Tensor src) => Aten.scatter_src(this, dim, index, src);
        public Tensor scatter_(long dim, Tensor index, Tensor src) => Aten.scatter__src(this, dim, index, src);

        public Tensor scatter_add(long dim, Tensor index, Tensor src) => Aten.scatter_add(this, dim, index, src);
        public Tensor scatter_add_(long dim, Tensor index, Tensor src) => Aten.scatter_add_(this, dim, index, src);

        public Tensor diagonal_scatter(Tensor src, long offset = 0, long dim1 = 0, long dim2 = 1) => Aten.diagonal_scatter(this, src, offset, dim1, dim2);
        public Tensor select_scatter(Tensor src, long dim, long index) => Aten.select_scatter(this, src, dim, index);
        public Tensor slice_scatter(Tensor src, long dim = 0, long? start = null, long? end = null, long step = 1) => Aten.slice_scatter(this, src, dim, start, end, step);

        public Tensor index_select(long dim, Tensor index) => Aten.index_select(this, dim, index);

        public Tensor index_add(long dim, Tensor index, Tensor source, Scalar alpha) => Aten.index_add(this, dim, index, source, alpha);
        public Tensor index_add_(long dim, Tensor index, Tensor source, Scalar alpha) => Aten.index_add_(this, dim, index, source, alpha);

        public Tensor index_copy(long dim, Tensor index, Tensor source) => Aten.index_copy(this, dim, index, source);
        public Tensor index_copy_(long dim, Tensor index, Tensor source) => Aten.index_copy_(this, dim, index, source);

        public Tensor index_fill(long dim, Tensor index, Scalar value) => Aten.index_fill_int_Scalar(this, dim, index, value);
        public Tensor index_fill_(long dim, Tensor index, Scalar value) => Aten.index_fill__int_Scalar(this, dim, index, value);

        public Tensor masked_fill(Tensor mask, Scalar value) => Aten.masked_fill_Scalar(this, mask, value);
        public Tensor masked_fill_(Tensor mask, Scalar value) => Aten.masked_fill__Scalar(this, mask, value);

        public Tensor masked_scatter(Tensor mask, Tensor value) => Aten.masked_scatter(this, mask, value);
        public Tensor masked_scatter_(Tensor mask, Tensor value) => Aten.masked_scatter_(this, mask, value);

        public Tensor masked_select(Tensor mask) => Aten.masked_select(this, mask);

        public Tensor take(Tensor index) => Aten.take(this, index);

        public Tensor take_along_dim(IEnumerable<long> indices)
        {
            using var index = tensor(indices.ToArray());
            return take_along_dim(index);
        }

        public Tensor take_along_dim(Tensor indices) => Aten.take_along_dim(this, indices);

        public Tensor take_along_dim(IEnumerable<long> indices, long dim)
        {
            using var index = tensor(indices.ToArray());
            return take_along_dim(index, dim);
        }

        public Tensor take_along_dim(Tensor indices, long dim) => Aten.take_along_dim(this, indices, dim);

        public Tensor nonzero() => Aten.nonzero(this);

        public IList<Tensor> nonzero_as_list()
        {
            using var indices = nonzero();
            return indices.chunk(indices.shape[1], dim: 1);
        }

        public Tensor argwhere() => Aten.argwhere(this);

        public Tensor where(Tensor condition, Tensor y) => Aten.where_self(condition, this, y);
    }
}
