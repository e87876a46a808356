using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    public static Tensor sparse_coo_tensor(
        Tensor indices, Tensor values, long[] size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        Finish(Aten.sparse_coo_tensor_indices_size(indices, values, size, dtype, device: device), requires_grad, names);
}
