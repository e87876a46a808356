using System.Runtime.InteropServices;

namespace Peft.Quantization.Kernels.Cuda;

/// <summary>The absmax values of a weight on a GPU; the layout is that of <c>Absmax</c> in four_bit.cuh. Addresses are the device's.</summary>
/// <param name="Values">One float32 a block, or with double quantisation one for every 256 codes.</param>
/// <param name="Codes">One byte a block; 0 without double quantisation.</param>
/// <param name="Map">The 256 values of the codes.</param>
/// <param name="Offset">The mean that was taken off.</param>
[StructLayout(LayoutKind.Sequential)]
internal readonly record struct DeviceAbsmax(ulong Values, ulong Codes = 0, ulong Map = 0, float Offset = 0);

/// <summary>A four-bit weight on a GPU; the layout is that of <c>Weight</c> in four_bit.cuh.</summary>
/// <param name="Packed">Two codes a byte, at a multiple of 16 bytes.</param>
/// <param name="Codebook">The 16 values of the codes.</param>
/// <param name="Absmax">The scales.</param>
/// <param name="Count">The number of elements.</param>
/// <param name="BlockShift">The binary logarithm of the block size.</param>
[StructLayout(LayoutKind.Sequential)]
internal readonly record struct DeviceWeight(ulong Packed, ulong Codebook, DeviceAbsmax Absmax, long Count, int BlockShift);

/// <summary>The parameter of the <c>dequantize4</c> kernels.</summary>
/// <param name="Weight">What to decode.</param>
/// <param name="Values">Where its elements go, at a multiple of 16 bytes.</param>
[StructLayout(LayoutKind.Sequential)]
internal readonly record struct DequantizeArguments(DeviceWeight Weight, ulong Values);

/// <summary>
/// The parameter of the <c>gemv4</c> kernels, made for one row of x, and the <c>gemm4</c> kernels, made for up to four at a time; both take any number. A block of threads, best
/// 256, works on 4 rows of the weight.
/// </summary>
/// <param name="Weight">[rows, columns], fewer than 2³² elements; packed codes at a multiple of 8 bytes.</param>
/// <param name="X">[batch, columns], at a multiple of 16 bytes.</param>
/// <param name="Y">Receives [batch, rows], x · Wᵀ.</param>
/// <param name="Rows">The number of rows of the weight.</param>
/// <param name="Columns">Their length, a multiple of 16. Blocks need not end where rows do.</param>
/// <param name="Batch">The number of rows of x.</param>
[StructLayout(LayoutKind.Sequential)]
internal readonly record struct GemvArguments(DeviceWeight Weight, ulong X, ulong Y, int Rows, int Columns, int Batch);
