using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    public static Tensor complex(Tensor real, Tensor imag) => Aten.complex(real, imag);

    public static Tensor polar(Tensor abs, Tensor angle) => Aten.polar(abs, angle);

    public static Tensor[] meshgrid(IEnumerable<Tensor> tensors, string indexing = "ij") => Aten.meshgrid_indexing([.. tensors], indexing);

    public static Tensor sparse_coo_tensor(Tensor indices, Tensor values, long[] size,
        ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        Finish(Aten.sparse_coo_tensor_indices_size(indices, values, size, dtype ?? values.dtype, InitializeDevice(device)), requires_grad, names);
}
