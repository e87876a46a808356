using System.Runtime.Intrinsics.X86;

namespace Peft.Quantization.Kernels.Cpu;

/// <summary>What caches hold at a time. What lies across two of them takes twice as long to load and store.</summary>
internal static unsafe class CacheLine
{
    internal const int Bytes = 64;

    /// <summary>The next place, within less than <see cref="Bytes"/>, where a line begins.</summary>
    internal static byte* Align(void* start) => (byte*)(((nuint)start + Bytes - 1) / Bytes * Bytes);

    /// <summary>Has memory brought to the first-level cache, while what follows goes on.</summary>
    internal static void Prefetch(byte* start, long bytes)
    {
        if (!Sse.IsSupported)
            return;
        for (byte* line = start; line < start + bytes; line += Bytes)
            Sse.Prefetch0(line);
    }
}
