using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    // Diagonals and triangles.
    public partial class Tensor
    {
        public Tensor diag(long diagonal = 0) => Aten.diag(this, diagonal);
        public Tensor diag_embed(long offset = 0, long dim1 = -2, long dim2 = -1) => Aten.diag_embed(this, offset, dim1, dim2);
        public Tensor diagflat(long offset = 0) => Aten.diagflat(this, offset);
        public Tensor diagonal(long offset = 0, long dim1 = 0, long dim2 = 1) => Aten.diagonal(this, offset, dim1, dim2);

        public static Tensor block_diag(params Tensor[] tensors) => torch.block_diag(tensors);

        public Tensor tril(long diagonal = 0) => Aten.tril(this, diagonal);
        public Tensor tril_(long diagonal = 0) => Aten.tril_(this, diagonal);

        public Tensor triu(long diagonal = 0) => Aten.triu(this, diagonal);
        public Tensor triu_(long diagonal = 0) => Aten.triu_(this, diagonal);

        public Tensor vander(long N = -1, bool increasing = false) => Aten.vander(this, N == -1 ? null : N, increasing);
    }
}
