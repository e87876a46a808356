using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace Peft.Quantization;

internal static class TensorSpans
{
    /// <summary>The memory of a contiguous float32 tensor on the CPU, which must stay alive while the span is used.</summary>
    internal static Span<float> Floats(this Tensor tensor) => tensor.Span<float>();

    /// <summary>The memory of a contiguous tensor on the CPU, whose elements are of type T; it must stay alive while the span is used.</summary>
    internal static Span<T> Span<T>(this Tensor tensor)
        where T : unmanaged => MemoryMarshal.Cast<byte, T>(tensor.bytes);

    /// <summary>Where that memory is; it does not move.</summary>
    internal static unsafe T* Pointer<T>(this Tensor tensor)
        where T : unmanaged
    {
        using Tensor flat = tensor.view(-1), first = flat.narrow(0, 0, 1);
        return (T*)Unsafe.AsPointer(ref MemoryMarshal.GetReference(first.bytes));
    }
}
