using System.Runtime.InteropServices;
using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>What every creation ends with.</summary>
    private static Tensor Finish(Tensor tensor, bool requires_grad, string[]? names)
    {
        if (names is { Length: > 0 })
            throw new NotSupportedException("Named dimensions are not supported: libtorch itself has dropped them. help: pass names: null.");
        return requires_grad ? tensor.requires_grad_() : tensor;
    }

    internal static Tensor CopyOf(Array rawArray, ScalarType? dtype, Device? device, bool requires_grad, string[]? names) =>
        CopyOf(rawArray, ShapeOf(rawArray), dtype, device, requires_grad, names);

    internal static unsafe Tensor CopyOf(Array rawArray, ReadOnlySpan<long> dimensions, ScalarType? dtype, Device? device, bool requires_grad, string[]? names)
    {
        fixed (byte* data = &MemoryMarshal.GetArrayDataReference(rawArray))
            return CopyOf(data, rawArray.LongLength, ToScalarType(rawArray.GetType().GetElementType()!), dimensions, dtype, device, requires_grad, names);
    }

    private static unsafe Tensor CopyOf<T>(ReadOnlySpan<T> values, ReadOnlySpan<long> dimensions, ScalarType? dtype, Device? device, bool requires_grad, string[]? names)
        where T : unmanaged
    {
        fixed (T* data = values)
            return CopyOf((byte*)data, values.Length, ToScalarType(typeof(T)), dimensions, dtype, device, requires_grad, names);
    }

    private static unsafe Tensor CopyOf(byte* data, long length, ScalarType type, ReadOnlySpan<long> dimensions,
        ScalarType? dtype, Device? device, bool requires_grad, string[]? names)
    {
        CheckCount(dimensions, length);
        var tensor = Aten.empty_memory_format(dimensions.ToArray(), type, CPU);
        long bytes = tensor.NumberOfElements * tensor.ElementSize;
        if (bytes > 0)
            Buffer.MemoryCopy(data, tensor.DataPointer, bytes, bytes);
        return Finish(Converted(tensor, dtype, device), requires_grad, names);
    }

    /// <summary>A tensor over the memory of an array, which stays pinned until torch lets go of it.</summary>
    private static unsafe Tensor Over(Array rawArray, long byteOffset, long[] shape, ScalarType type)
    {
        var pin = GCHandle.Alloc(rawArray, GCHandleType.Pinned);
        byte* data = (byte*)pin.AddrOfPinnedObject() + byteOffset;
        nint handle;
        fixed (long* sizes = shape)
            handle = Shim.shim_from_blob(data, sizes, shape.Length, (int)type, &Unpin, GCHandle.ToIntPtr(pin));
        if (handle == 0)
        {
            pin.Free();
            TorchError.Throw();
        }
        return new Tensor(handle);
    }

    [UnmanagedCallersOnly]
    private static void Unpin(nint state) => GCHandle.FromIntPtr(state).Free();

    private static Tensor Converted(Tensor tensor, ScalarType? dtype, Device? device)
    {
        device = InitializeDevice(device);
        var type = dtype ?? tensor.dtype;
        return type == tensor.dtype && device.type == DeviceType.CPU ? tensor : tensor.to(type, device, disposeAfter: true);
    }

    private static void CheckCount(ReadOnlySpan<long> dimensions, long length)
    {
        long count = 1;
        foreach (long size in dimensions)
            count *= size;
        if (count > length)
            throw new ArgumentException($"mismatched total size creating a tensor from an array: {count} vs. {length}");
    }

    private static long[] ShapeOf(Array array)
    {
        var shape = new long[array.Rank];
        for (int i = 0; i < shape.Length; i++)
            shape[i] = array.GetLongLength(i);
        return shape;
    }
}
