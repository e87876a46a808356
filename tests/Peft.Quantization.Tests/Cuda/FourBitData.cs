using System.Numerics;
using Peft.Quantization.Kernels.Cpu;
using Peft.Quantization.Kernels.Cuda;

namespace Peft.Quantization.Tests.Cuda;

/// <summary>A four-bit weight that CPU and device read alike.</summary>
/// <param name="Packed">Two codes a byte.</param>
/// <param name="Absmax">Of every block, or of every 256 codes.</param>
/// <param name="Codes">Of double quantisation.</param>
/// <param name="Codebook">The values of the codes.</param>
/// <param name="BlockSize">The number of elements in a block.</param>
/// <param name="Count">The number of elements.</param>
internal sealed unsafe record FourBitData(byte[] Packed, float[] Absmax, byte[]? Codes, Codebook Codebook, int BlockSize, int Count)
{
    private const float Offset = 0.375f;

    /// <summary>How many bytes of a device's memory stand before the packed ones.</summary>
    public int SkippedBytes { get; init; }

    public static FourBitData Random(int count, int blockSize, bool nested, Codebook codebook)
    {
        int blocks = (int)Blocks.Count(count, blockSize);
        var random = new Random(count);
        byte[] packed = new byte[(count + 1) / 2], codes = new byte[blocks];
        random.NextBytes(packed);
        random.NextBytes(codes);
        float[] absmax = KernelData.Uniform((int)(nested ? Blocks.Count(blocks, NestedAbsmax.BlockSize) : blocks));
        return new FourBitData(packed, absmax, nested ? codes : null, codebook, blockSize, count);
    }

    public void OnCpu(Action<FourBitWeight> use)
    {
        fixed (byte* packed = Packed, codes = Codes)
        fixed (float* absmax = Absmax)
            use(new FourBitWeight(Codebook, packed, Codes is null ? new(absmax) : new(codes, absmax, Codebook.Dynamic, Offset), BlockSize));
    }

    public void On(KernelDevice device, Action<DeviceWeight> use)
    {
        using var packed = device.Upload<byte>([.. new byte[SkippedBytes], .. Packed]);
        using var absmax = device.Upload<float>(Absmax);
        using var codes = device.Upload<byte>(Codes ?? []);
        using var map = device.Upload(Codebook.Dynamic.Values);
        using var codebook = device.Upload(Codebook.Values);
        DeviceAbsmax scales = Codes is null ? new(absmax.Address) : new(absmax.Address, codes.Address, map.Address, Offset);
        use(new DeviceWeight(packed.Address + (ulong)SkippedBytes, codebook.Address, scales, Count, BitOperations.Log2((uint)BlockSize)));
    }

    public override string ToString() => $"{Count} elements of {Codebook.Name}, blocks of {BlockSize}{(Codes is null ? "" : ", double quantised")}";
}
