using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    // Products of vectors and matrices, and decompositions.
    public partial class Tensor
    {
        public Tensor matmul(Tensor target) => Aten.matmul(this, target);
        public Tensor mm(Tensor target) => Aten.mm(this, target);
        public Tensor bmm(Tensor batch2) => Aten.bmm(this, batch2);
        public Tensor mv(Tensor target) => Aten.mv(this, target);

        public Tensor addmm(Tensor mat1, Tensor mat2, float beta = 1, float alpha = 1) => Aten.addmm(this, mat1, mat2, beta, alpha);
        public Tensor addmm_(Tensor mat1, Tensor mat2, float beta = 1, float alpha = 1) => Aten.addmm_(this, mat1, mat2, beta, alpha);

        public Tensor addmv(Tensor mat, Tensor vec, float beta = 1, float alpha = 1) => Aten.addmv(this, mat, vec, beta, alpha);
        public Tensor addmv_(Tensor mat, Tensor vec, float beta = 1, float alpha = 1) => Aten.addmv_(this, mat, vec, beta, alpha);

        public Tensor addr(Tensor vec1, Tensor vec2, float beta = 1, float alpha = 1) => Aten.addr(this, vec1, vec2, beta, alpha);
        public Tensor addr_(Tensor vec1, Tensor vec2, float beta = 1, float alpha = 1) => Aten.addr_(this, vec1, vec2, beta, alpha);

        public Tensor addbmm(Tensor batch1, Tensor batch2, float beta = 1, float alpha = 1) => Aten.addbmm(this, batch1, batch2, beta, alpha);
        public Tensor addbmm_(Tensor batch1, Tensor batch2, float beta = 1, float alpha = 1) => Aten.addbmm_(this, batch1, batch2, beta, alpha);
        public Tensor baddbmm(Tensor batch1, Tensor batch2, float beta = 1, float alpha = 1) => Aten.baddbmm(this, batch1, batch2, beta, alpha);

        public Tensor dot(Tensor target) => Aten.dot(this, target);
        public Tensor vdot(Tensor target) => Aten.vdot(this, target);
        public Tensor inner(Tensor vec2) => Aten.inner(this, vec2);
        public Tensor outer(Tensor vec2) => Aten.outer(this, vec2);
        public Tensor ger(Tensor vec2) => outer(vec2);
        public Tensor kron(Tensor other) => Aten.kron(this, other);

        /// <summary>Contracts the last <paramref name="dims"/> dimensions of this tensor with the first ones of <paramref name="b"/>.</summary>
        public Tensor tensordot(Tensor b, long dims = 2)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(dims);
            var first = Enumerable.Range(0, (int)dims).Select(d => (long)d);
            return tensordot(b, [.. first.Select(d => d - dims)], [.. first]);
        }

        public Tensor tensordot(Tensor b, long[] dims1, long[] dims2) => Aten.tensordot(this, b, dims1, dims2);
        public Tensor tensordot(Tensor b, (long, long)[] dims) => tensordot(b, [.. dims.Select(d => d.Item1)], [.. dims.Select(d => d.Item2)]);

        public Tensor trace() => Aten.trace(this);
        public Tensor det() => Aten.linalg_det(this);
        public Tensor logdet() => Aten.logdet(this);
        public Tensor inverse() => Aten.linalg_inv(this);
        public Tensor pinverse(double rcond = 1e-15, bool hermitian = false) => Aten.linalg_pinv(this, rcond, hermitian);

        public Tensor matrix_exp() => Aten.linalg_matrix_exp(this);
        public Tensor matrix_power(int n) => Aten.linalg_matrix_power(this, n);

        public Tensor cholesky_inverse(bool upper = false) => Aten.cholesky_inverse(this, upper);
        public Tensor cholesky_solve(Tensor input2, bool upper = false) => Aten.cholesky_solve(this, input2, upper);

        public (Tensor a, Tensor tau) geqrf() => Aten.geqrf(this);
        public Tensor ormqr(Tensor tau, Tensor other, bool left = true, bool transpose = false) => Aten.ormqr(this, tau, other, left, transpose);
    }
}
