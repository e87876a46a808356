using System.Runtime.Intrinsics;

namespace Peft.Benchmarks;

/// <summary>The least that a kernel can take which writes, or reads, so much memory. (A copy by the C library says little: it changes its method with the size.)</summary>
internal static unsafe class MemoryLimits
{
    /// <summary>Writes all bytes past the caches.</summary>
    /// <param name="memory">Starts at a multiple of 32 and is one long.</param>
    public static void Fill(Span<byte> memory)
    {
        Vector256<byte> value = Vector256.Create((byte)1);
        fixed (byte* start = memory)
        {
            for (byte* p = start, end = start + memory.Length; p < end; p += 128)
            {
                value.StoreAlignedNonTemporal(p);
                value.StoreAlignedNonTemporal(p + 32);
                value.StoreAlignedNonTemporal(p + 64);
                value.StoreAlignedNonTemporal(p + 96);
            }
        }
        Interlocked.MemoryBarrier();
    }

    /// <summary>Reads all bytes and adds them up as integers.</summary>
    public static long Sum(ReadOnlySpan<byte> memory)
    {
        Vector256<long> a = default, b = default, c = default, d = default;
        fixed (byte* start = memory)
        {
            for (byte* p = start, end = start + memory.Length; p < end; p += 128)
            {
                a += Vector256.Load((long*)p);
                b += Vector256.Load((long*)(p + 32));
                c += Vector256.Load((long*)(p + 64));
                d += Vector256.Load((long*)(p + 96));
            }
        }
        return Vector256.Sum(a + b + c + d);
    }
}
