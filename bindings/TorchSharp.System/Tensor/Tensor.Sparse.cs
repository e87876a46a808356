using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    // Sparse tensors.
    public partial class Tensor
    {
        public bool is_sparse
        {
            get
            {
                bool sparse = Shim.shim_is_sparse(Handle) != 0;
                GC.KeepAlive(this);
                return sparse;
            }
        }

        public Tensor SparseIndices => Aten._indices(this);
        public Tensor SparseValues => Aten._values(this);

        public Tensor to_sparse() => Aten.to_sparse(this);
        public Tensor to_sparse(int sparse_dim) => Aten.to_sparse_sparse_dim(this, sparse_dim);
        public Tensor to_dense() => Aten.to_dense(this);
    }
}
