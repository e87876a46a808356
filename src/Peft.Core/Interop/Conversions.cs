using static TorchSharp.torch;

namespace Peft.Interop;

internal static class Conversions
{
    /// <summary>A tensor in a type: the tensor itself where it has it, which costs no operator, so whoever disposes the result must have no use for the tensor.</summary>
    public static Tensor As(this Tensor tensor, ScalarType type) => tensor.dtype == type ? tensor : tensor.to(type);
}
