using Peft.Interop;
using Peft.Quantization.Kernels.Cpu;
using TorchSharp;
using static TorchSharp.torch;

namespace Peft.Quantization;

/// <summary>Products with an int8 weight W, in integers or, dequantised rows by rows, in float32.</summary>
internal static class Int8Matrix
{
    // In elements, as the tiles of four-bit weights.
    private const int Tile = 2 << 20;

    /// <summary>Rows of W.</summary>
    internal static Tensor Decode(Int8Tensor weight, long first, long count, ScalarType type)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor codes = weight.Codes.narrow(0, first, count), absmax = weight.Absmax.narrow(0, first, count), values = empty(count, weight.Shape[1], ScalarType.Float32);
        Int8Kernels.DequantizeRows(codes.Span<sbyte>(), absmax.Floats(), values.Floats());
        return values.to_type(type).MoveToOuterDisposeScope();
    }

    /// <summary>x · Wᵀ with both in int8: x is rounded to float16 and quantised row by row; columns with a magnitude of at least the threshold are multiplied in float32.</summary>
    /// <param name="weight">[rows, columns].</param>
    /// <param name="x">[batch, columns]; any floating-point type.</param>
    /// <param name="threshold">From which magnitude on a value is an outlier; 0 for never.</param>
    /// <returns>[batch, rows], Float32.</returns>
    internal static Tensor TimesTransposedInInt8(Int8Tensor weight, Tensor x, float threshold)
    {
        using var noGrad = no_grad();
        using DisposeScope scope = NewDisposeScope();
        int batch = (int)x.shape[0], columns = (int)weight.Shape[1], threads = get_num_threads();
        Tensor rounded = x.to_type(ScalarType.Float16).to_type(ScalarType.Float32).contiguous();
        Tensor codes = empty(batch, columns, ScalarType.Int8), absmax = empty(batch, ScalarType.Float32);
        int[] outliers = threshold > 0 ? Int8Kernels.SplitOutliers(rounded.Floats(), columns, threshold, rounded.Floats()) : [];
        Int8Kernels.QuantizeRows(rounded.Floats(), codes.Span<sbyte>(), absmax.Floats(), threads);
        Int8Kernels.ClearColumns(codes.Span<sbyte>(), columns, outliers);
        Tensor sums = empty(batch, weight.Shape[0], ScalarType.Int32), result = empty(batch, weight.Shape[0], ScalarType.Float32);
        Int8Products.Multiply(codes.Span<sbyte>(), weight.Codes.Span<sbyte>(), columns, sums.Span<int>(), threads);
        Int8Products.Scale(sums.Span<int>(), absmax.Floats(), weight.Absmax.Floats(), result.Floats());
        if (outliers.Length > 0)
        {
            Tensor exact = x.to_type(ScalarType.Float32).contiguous();
            Int8Products.AddOutliers(exact.Floats(), weight.Codes.Span<sbyte>(), weight.Absmax.Floats(), columns, outliers, result.Floats());
        }
        return scope.MoveToOuter(result);
    }

    /// <summary>x · Wᵀ with the dequantised W.</summary>
    /// <returns>[batch, rows], Float32.</returns>
    internal static Tensor TimesTransposed(Int8Tensor weight, Tensor x)
    {
        using var noGrad = no_grad();
        using DisposeScope scope = NewDisposeScope();
        Tensor input = x.to_type(ScalarType.Float32);
        return scope.MoveToOuter(cat([.. Tiles(weight).Select(tile => Within(weight, tile, rows => CheckedProduct.Matmul(input, rows.t())))], 1));
    }

    /// <summary>g · W with the dequantised W.</summary>
    /// <returns>[batch, columns], Float32.</returns>
    internal static Tensor Times(Int8Tensor weight, Tensor g)
    {
        using var noGrad = no_grad();
        using DisposeScope scope = NewDisposeScope();
        Tensor input = g.to_type(ScalarType.Float32), result = zeros(g.shape[0], weight.Shape[1], ScalarType.Float32);
        foreach (var tile in Tiles(weight))
        {
            using Tensor part = Within(weight, tile, rows => CheckedProduct.Matmul(input.narrow(1, tile.First, tile.Count), rows));
            result.add_(part, Scalars.One);
        }
        return scope.MoveToOuter(result);
    }

    private static IEnumerable<(long First, long Count)> Tiles(Int8Tensor weight)
    {
        long rows = weight.Shape[0], step = Math.Max(Tile / weight.Shape[1], 1);
        for (long first = 0; first < rows; first += step)
            yield return (first, Math.Min(step, rows - first));
    }

    private static Tensor Within(Int8Tensor weight, (long First, long Count) tile, Func<Tensor, Tensor> multiply)
    {
        using DisposeScope scope = NewDisposeScope();
        return scope.MoveToOuter(multiply(Decode(weight, tile.First, tile.Count, ScalarType.Float32)));
    }
}
