using System.Runtime.InteropServices;

namespace Peft.Quantization.Tests.Ptx;

/// <summary>An allocation of the interpreter's device.</summary>
internal sealed unsafe class DeviceArray<T> : IDisposable
    where T : unmanaged
{
    // As a driver aligns.
    private const int Alignment = 256;

    private readonly GlobalMemory _memory;
    private readonly void* _start;
    private readonly int _length;

    public DeviceArray(GlobalMemory memory, ReadOnlySpan<T> values)
    {
        (_memory, _length) = (memory, values.Length);
        _start = NativeMemory.AlignedAlloc((nuint)(values.Length * sizeof(T)), Alignment);
        values.CopyTo(Values);
        memory.Add(_start, (long)values.Length * sizeof(T));
    }

    public ulong Address => (ulong)_start;

    public Span<T> Values => new(_start, _length);

    public void Dispose()
    {
        _memory.Remove(_start);
        NativeMemory.AlignedFree(_start);
    }
}
