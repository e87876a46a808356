using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace Peft.Quantization;

internal static class TensorSpans
{
    /// <summary>The memory of a contiguous float32 tensor on the CPU, which must stay alive while the span is used.</summary>
    internal static Span<float> Floats(this Tensor tensor) => MemoryMarshal.Cast<byte, float>(tensor.bytes);
}
