using System.Runtime.Intrinsics;

namespace Peft.Quantization.Kernels.Cpu;

/// <summary>
/// A vector register as a row of lanes of 16 bytes. Shuffles and zips stay within a lane, as pshufb, unpack (x86), tbl and zip (Arm) do, so a kernel that is
/// written against this is the same at every width; what crosses lanes is done once, when codes are loaded. Implementations are empty structs: the JIT makes each member one or
/// two instructions.
/// </summary>
/// <typeparam name="TVector">The register: <see cref="Vector128{T}"/>, <see cref="Vector256{T}"/> or <see cref="Vector512{T}"/> of bytes.</typeparam>
internal unsafe interface ILanes<TVector>
    where TVector : struct
{
    static abstract bool IsSupported { get; }

    /// <summary>The width of the register in bytes.</summary>
    static abstract int Width { get; }

    static abstract TVector Load(void* source);

    /// <summary>Width / 2 bytes, each widened to 16 bits.</summary>
    static abstract TVector LoadWidened(sbyte* source);

    static abstract void Store(TVector vector, void* target);

    /// <summary>Stores past the caches.</summary>
    /// <param name="vector">What to store.</param>
    /// <param name="target">Aligned to <see cref="Width"/>.</param>
    static abstract void StoreNonTemporal(TVector vector, void* target);

    /// <summary>The same 16 bytes in every lane.</summary>
    static abstract TVector Repeat(Vector128<byte> lane);

    static abstract TVector Repeat(float value);

    /// <summary>One code a byte, from Width / 2 packed bytes: those of their high halves, then those of their low halves.</summary>
    static abstract TVector SplitCodes(byte* packed);

    /// <summary>One code a byte, from Width / 2 packed bytes, in such an order that two zips of bytes to 16 bits and of these to 32 bits give floats in order.</summary>
    static abstract TVector CodesFor32Bits(byte* packed);

    /// <summary>One code a byte, from Width / 2 packed bytes, in such an order that a zip of bytes to 16 bits gives values in order.</summary>
    static abstract TVector CodesFor16Bits(byte* packed);

    /// <summary>Looks 16 values up: result[i] = table[index[i]] within each lane. Indices are below 16.</summary>
    static abstract TVector Lookup(TVector table, TVector index);

    /// <summary>a0 b0 a1 b1 … of the lower halves of each lane.</summary>
    static abstract TVector ZipLow8(TVector a, TVector b);

    /// <summary>a8 b8 a9 b9 … of the upper halves of each lane.</summary>
    static abstract TVector ZipHigh8(TVector a, TVector b);

    static abstract TVector ZipLow16(TVector a, TVector b);

    static abstract TVector ZipHigh16(TVector a, TVector b);

    /// <summary>a · b of float32.</summary>
    static abstract TVector Multiply(TVector a, TVector b);

    /// <summary>a · b + c of float32, in one rounding where the processor can.</summary>
    static abstract TVector MultiplyAdd(TVector a, TVector b, TVector c);

    static abstract TVector Add(TVector a, TVector b);

    static abstract TVector Subtract(TVector a, TVector b);

    static abstract TVector Divide(TVector a, TVector b);

    static abstract TVector Sqrt(TVector vector);

    /// <summary>1, 0 or -1 for each float32.</summary>
    static abstract TVector Sign(TVector vector);

    /// <summary>Sums of two neighbouring products of 16-bit integers, in 32 bits, added to <paramref name="sum"/>.</summary>
    static abstract TVector MultiplyAddInt16(TVector a, TVector b, TVector sum);

    /// <summary>32-bit integers to float32.</summary>
    static abstract TVector ToFloat(TVector integers);

    /// <summary>The sum of all 32-bit integers.</summary>
    static abstract int SumInt32(TVector vector);

    /// <summary>The sum of all float32.</summary>
    static abstract float Sum(TVector vector);

    /// <summary>
    /// The codes of 32 values, two to a byte, the first in the high half: code = codes[number of thresholds below value · scale].
    /// </summary>
    /// <param name="values">32 values.</param>
    /// <param name="scale">What to multiply them with.</param>
    /// <param name="thresholds">15 numbers.</param>
    /// <param name="codes">The code of each rank.</param>
    static abstract Vector128<byte> Encode(float* values, float scale, Midpoints thresholds, Vector128<byte> codes);
}
