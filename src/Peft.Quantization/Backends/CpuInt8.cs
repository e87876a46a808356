using Peft.Quantization.Kernels.Cpu;
using static TorchSharp.torch;

namespace Peft.Quantization;

/// <summary>The CPU's kernels.</summary>
internal sealed class CpuInt8 : Int8Backend
{
    // In elements, as the tiles of four-bit weights.
    private const int Tile = 2 << 20;

    private CpuInt8()
    {
    }

    internal static CpuInt8 Instance { get; } = new();

    internal override long RowsAtOnce(Int8Tensor weight) => Math.Max(Tile / weight.Shape[1], 1);

    internal override (Tensor Codes, Tensor Absmax) Quantize(Tensor values)
    {
        Tensor source = values.contiguous(), codes = empty(values.shape, ScalarType.Int8), absmax = empty(values.shape[0], ScalarType.Float32);
        Int8Kernels.QuantizeRows(source.Floats(), codes.Span<sbyte>(), absmax.Floats(), get_num_threads());
        return (codes, absmax);
    }

    internal override Tensor Decode(Int8Tensor weight, long first, long count, ScalarType type)
    {
        using var scope = NewDisposeScope();
        Tensor codes = weight.Codes.narrow(0, first, count), absmax = weight.Absmax.narrow(0, first, count), values = empty(count, weight.Shape[1], ScalarType.Float32);
        Int8Kernels.DequantizeRows(codes.Span<sbyte>(), absmax.Floats(), values.Floats());
        return values.to_type(type).MoveToOuterDisposeScope();
    }

    internal override Tensor TimesTransposed(Int8Tensor weight, Tensor x, Tensor rounded, float threshold)
    {
        int columns = (int)weight.Shape[1], threads = get_num_threads();
        Tensor rest = rounded.contiguous();
        int[] outliers = threshold > 0 ? Int8Kernels.SplitOutliers(rest.Floats(), columns, threshold, rest.Floats()) : [];
        var (codes, absmax) = Quantize(rest);
        Int8Kernels.ClearColumns(codes.Span<sbyte>(), columns, outliers);
        Tensor sums = empty(x.shape[0], weight.Shape[0], ScalarType.Int32), result = empty(x.shape[0], weight.Shape[0], ScalarType.Float32);
        Int8Products.Multiply(codes.Span<sbyte>(), weight.Codes.Span<sbyte>(), columns, sums.Span<int>(), threads);
        Int8Products.Scale(sums.Span<int>(), absmax.Floats(), weight.Absmax.Floats(), result.Floats());
        if (outliers.Length > 0)
            Int8Products.AddOutliers(x.contiguous().Floats(), weight.Codes.Span<sbyte>(), weight.Absmax.Floats(), columns, outliers, result.Floats());
        return result;
    }
}
