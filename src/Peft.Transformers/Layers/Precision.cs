using TorchSharp;
using static TorchSharp.torch;

namespace Peft.Transformers.Layers;

/// <summary>The type that models compute in: 16-bit values are widened on a CPU, which is faster there and more exact.</summary>
internal static class Precision
{
    /// <summary>Whether arithmetic with a tensor is done in single precision instead of its own type.</summary>
    public static bool IsWidened(Tensor tensor) => tensor.device_type == DeviceType.CPU && tensor.dtype is ScalarType.Float16 or ScalarType.BFloat16;

    /// <summary>Values in the type that is computed in.</summary>
    public static Tensor Widen(Tensor tensor) => IsWidened(tensor) ? tensor.to(ScalarType.Float32) : tensor.alias();
}
