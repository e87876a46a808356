using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    public static Tensor cat(IList<Tensor> tensors, long dim = 0) => cat(tensors.ToArray(), dim);
    public static Tensor cat(Tensor[] tensors, long dim = 0) => tensors.Length == 1 ? tensors[0].alias() : Aten.cat(tensors, dim);
    public static Tensor cat(ReadOnlySpan<Tensor> tensors, long dim = 0) => cat(tensors.ToArray(), dim);

    public static Tensor concat(IList<Tensor> tensors, long dim = 0) => cat(tensors, dim);
    public static Tensor concat(Tensor[] tensors, long dim = 0) => cat(tensors, dim);
    public static Tensor concat(ReadOnlySpan<Tensor> tensors, long dim = 0) => cat(tensors, dim);
    public static Tensor concatenate(IList<Tensor> tensors, long axis = 0) => cat(tensors, axis);
    public static Tensor concatenate(Tensor[] tensors, long axis = 0) => cat(tensors, axis);
    public static Tensor concatenate(ReadOnlySpan<Tensor> tensors, long axis = 0) => cat(tensors, axis);

    public static Tensor stack(IEnumerable<Tensor> tensors, long dim = 0) => Aten.stack(tensors.ToArray(), dim);

    public static Tensor vstack(IList<Tensor> tensors) => Aten.vstack(tensors.ToArray());
    public static Tensor vstack(Tensor[] tensors) => Aten.vstack(tensors);
    public static Tensor vstack(ReadOnlySpan<Tensor> tensors) => Aten.vstack(tensors.ToArray());
    public static Tensor row_stack(IList<Tensor> tensors) => Aten.vstack(tensors.ToArray());
    public static Tensor row_stack(params Tensor[] tensors) => Aten.vstack(tensors);
    public static Tensor row_stack(ReadOnlySpan<Tensor> tensors) => Aten.vstack(tensors.ToArray());

    public static Tensor hstack(IEnumerable<Tensor> tensors) => Aten.hstack(tensors.ToArray());
    public static Tensor hstack(IList<Tensor> tensors) => Aten.hstack(tensors.ToArray());
    public static Tensor hstack(params Tensor[] tensors) => Aten.hstack(tensors);
    public static Tensor hstack(ReadOnlySpan<Tensor> tensors) => Aten.hstack(tensors.ToArray());

    public static Tensor dstack(IEnumerable<Tensor> tensors) => Aten.dstack(tensors.ToArray());
    public static Tensor dstack(IList<Tensor> tensors) => Aten.dstack(tensors.ToArray());
    public static Tensor dstack(params Tensor[] tensors) => Aten.dstack(tensors);
    public static Tensor dstack(ReadOnlySpan<Tensor> tensors) => Aten.dstack(tensors.ToArray());

    public static Tensor column_stack(IList<Tensor> tensors) => Aten.column_stack(tensors.ToArray());
    public static Tensor column_stack(params Tensor[] tensors) => Aten.column_stack(tensors);
    public static Tensor column_stack(ReadOnlySpan<Tensor> tensors) => Aten.column_stack(tensors.ToArray());

    public static Tensor block_diag(params Tensor[] tensors) => Aten.block_diag(tensors);

    public static Tensor[] meshgrid(IEnumerable<Tensor> tensors, string indexing = "ij") => Aten.meshgrid_indexing(tensors.ToArray(), indexing);

    public static Tensor cartesian_prod(IList<Tensor> tensors) => Aten.cartesian_prod(tensors.ToArray());
    public static Tensor cartesian_prod(params Tensor[] tensors) => Aten.cartesian_prod(tensors);
    public static Tensor cartesian_prod(ReadOnlySpan<Tensor> tensors) => Aten.cartesian_prod(tensors.ToArray());

    public static Tensor combinations(Tensor input, int r = 2, bool with_replacement = false) => Aten.combinations(input, r, with_replacement);
}
