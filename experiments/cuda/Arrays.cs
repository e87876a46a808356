using System.Runtime.InteropServices;
using Peft.Quantization;
using Peft.Quantization.Kernels.Cuda;

namespace Peft.Experiments.Cuda;

/// <summary>Random arrays on the GPU, in as many sets as it takes to keep them out of its cache.</summary>
internal sealed class Arrays(Gpu gpu) : IDisposable
{
    // More than the cache of any GPU, twice.
    private const long CacheBytes = 150L << 20;

    private readonly List<ulong> _addresses = [];
    private readonly Random _random = new(0);

    public static int Sets(long bytes) => (int)Math.Clamp((CacheBytes / bytes) + 1, 2, 64);

    public ulong Empty(long bytes)
    {
        ulong address = gpu.Allocate(bytes);
        _addresses.Add(address);
        return address;
    }

    public ulong Bytes(long count)
    {
        byte[] values = new byte[count];
        _random.NextBytes(values);
        return Of<byte>(values);
    }

    /// <summary>Values from 0 to 1.</summary>
    public ulong Floats(long count)
    {
        float[] values = new float[count];
        foreach (ref float value in values.AsSpan())
            value = _random.NextSingle();
        return Of<float>(values);
    }

    /// <summary>Finite values of any floating-point type: bytes below those of infinity's exponents.</summary>
    public ulong Values(long bytes)
    {
        byte[] values = new byte[bytes];
        _random.NextBytes(values);
        foreach (ref byte value in values.AsSpan())
            value &= 0x3B;
        return Of<byte>(values);
    }

    public ulong Of<T>(ReadOnlySpan<T> values)
        where T : unmanaged
    {
        ulong address = Empty(MemoryMarshal.AsBytes(values).Length);
        gpu.Write(address, MemoryMarshal.AsBytes(values));
        return address;
    }

    /// <summary>An NF4 weight in blocks of 64.</summary>
    public DeviceWeight Weight(long count, bool nested)
    {
        const int BlockShift = 6;
        long blocks = count >> BlockShift;
        ulong codebook = Of(Codebook.NF4.Values);
        DeviceAbsmax absmax = nested ? new(Floats((blocks + 255) / 256), Bytes(blocks), Of(Codebook.Dynamic.Values), 0.5f) : new(Floats(blocks));
        return new DeviceWeight(Bytes(count / 2), codebook, absmax, count, BlockShift);
    }

    public void Dispose() => _addresses.ForEach(gpu.Free);
}
