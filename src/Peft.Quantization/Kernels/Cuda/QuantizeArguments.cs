using System.Runtime.InteropServices;

namespace Peft.Quantization.Kernels.Cuda;

/// <summary>The parameter of the <c>quantize4</c> and <c>quantize8</c> kernels; the layout is that of quantize.cuh.</summary>
/// <param name="Values">What to encode.</param>
/// <param name="Midpoints">Those between the sorted values of the codebook, 15 or 255.</param>
/// <param name="SortedCodes">For four bits the 16 codes in the order of their values; codes of eight bits must be in that order, and this is not used.</param>
/// <param name="Packed">Receives the codes, those of four bits two a byte.</param>
/// <param name="Absmax">Receives one float32 a block.</param>
/// <param name="Count">The number of elements.</param>
/// <param name="BlockShift">The binary logarithm of the block size, 5 to 12.</param>
[StructLayout(LayoutKind.Sequential)]
internal readonly record struct QuantizeArguments(ulong Values, ulong Midpoints, ulong SortedCodes, ulong Packed, ulong Absmax, long Count, int BlockShift);

/// <summary>The parameter of the <c>dequantize8</c> kernels; the layout is that of dequantize8.cuh.</summary>
/// <param name="Codes">One byte an element.</param>
/// <param name="Map">The 256 values of the codes.</param>
/// <param name="Absmax">One float32 a block.</param>
/// <param name="Values">Receives the elements.</param>
/// <param name="Count">The number of elements.</param>
/// <param name="BlockShift">The binary logarithm of the block size, 5 to 12.</param>
[StructLayout(LayoutKind.Sequential)]
internal readonly record struct Dequantize8Arguments(ulong Codes, ulong Map, ulong Absmax, ulong Values, long Count, int BlockShift);

/// <summary>The parameter of the <c>quantize_rows</c> kernels (int8, an absmax a row), for which a block of threads works on a row; the layout is that of int8_rows.cuh.</summary>
/// <param name="Values">[rows, columns].</param>
/// <param name="Codes">Receives [rows, columns], signed bytes.</param>
/// <param name="Absmax">Receives [rows], float32.</param>
/// <param name="Rows">The number of rows.</param>
/// <param name="Columns">Their length.</param>
[StructLayout(LayoutKind.Sequential)]
internal readonly record struct QuantizeRowsArguments(ulong Values, ulong Codes, ulong Absmax, int Rows, int Columns);

/// <summary>The parameter of the <c>dequantize_rows</c> kernels, for which a block of threads works on a row; the layout is that of int8_rows.cuh.</summary>
/// <param name="Codes">[rows, columns], signed bytes.</param>
/// <param name="Absmax">[rows], float32.</param>
/// <param name="Values">Receives [rows, columns].</param>
/// <param name="Rows">The number of rows.</param>
/// <param name="Columns">Their length.</param>
[StructLayout(LayoutKind.Sequential)]
internal readonly record struct DequantizeRowsArguments(ulong Codes, ulong Absmax, ulong Values, int Rows, int Columns);
