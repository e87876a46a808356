using Peft.Interop;
using TorchSharp;
using static TorchSharp.torch;

namespace Peft.Quantization;

/// <summary>Products with an int8 weight W, in integers or, dequantised rows by rows, in floating-point numbers.</summary>
internal static class Int8Matrix
{
    /// <summary>x · Wᵀ with both in int8: x is rounded to float16 and quantised row by row; columns with a magnitude of at least the threshold are multiplied in float32.</summary>
    /// <param name="weight">[rows, columns].</param>
    /// <param name="x">[batch, columns]; any floating-point type.</param>
    /// <param name="threshold">From which magnitude on a value is an outlier; 0 for never.</param>
    /// <returns>[batch, rows], of the type of <paramref name="x"/>.</returns>
    internal static Tensor TimesTransposedInInt8(Int8Tensor weight, Tensor x, float threshold)
    {
        using var noGrad = no_grad();
        using DisposeScope scope = NewDisposeScope();
        Tensor rounded = x.to_type(ScalarType.Float16).to_type(ScalarType.Float32);
        Tensor exact = x.to_type(ScalarType.Float32), product = weight.Backend.TimesTransposed(weight, exact, rounded, threshold);
        // What the offsets of W's rows add needs no more of x than its sums.
        if (weight.Offset is { } offset)
            product = product.add_(exact.sum(1, keepdim: true).mul(offset), Scalars.One);
        return scope.MoveToOuter(product.to_type(x.dtype));
    }

    /// <summary>x · Wᵀ with the dequantised W.</summary>
    /// <param name="weight">[rows, columns].</param>
    /// <param name="x">[batch, columns]; the type that is computed in.</param>
    /// <returns>[batch, rows], of the type of <paramref name="x"/>.</returns>
    internal static Tensor TimesTransposed(Int8Tensor weight, Tensor x)
    {
        using var noGrad = no_grad();
        using DisposeScope scope = NewDisposeScope();
        return scope.MoveToOuter(cat([.. Tiles(weight).Select(tile => Within(weight, tile, x.dtype, rows => CheckedProduct.Matmul(x, rows.t())))], 1));
    }

    /// <summary>g · W with the dequantised W.</summary>
    /// <param name="weight">[rows, columns].</param>
    /// <param name="g">[batch, rows]; the type that is computed in.</param>
    /// <returns>[batch, columns], of the type of <paramref name="g"/>.</returns>
    internal static Tensor Times(Int8Tensor weight, Tensor g)
    {
        using var noGrad = no_grad();
        using DisposeScope scope = NewDisposeScope();
        Tensor result = zeros(g.shape[0], weight.Shape[1], g.dtype, g.device);
        foreach (var tile in Tiles(weight))
        {
            using Tensor part = Within(weight, tile, g.dtype, rows => CheckedProduct.Matmul(g.narrow(1, tile.First, tile.Count), rows));
            result.add_(part, Scalars.One);
        }
        return scope.MoveToOuter(result);
    }

    private static IEnumerable<(long First, long Count)> Tiles(Int8Tensor weight)
    {
        long rows = weight.Shape[0], step = weight.Backend.RowsAtOnce(weight);
        for (long first = 0; first < rows; first += step)
            yield return (first, Math.Min(step, rows - first));
    }

    private static Tensor Within(Int8Tensor weight, (long First, long Count) tile, ScalarType type, Func<Tensor, Tensor> multiply)
    {
        using DisposeScope scope = NewDisposeScope();
        return scope.MoveToOuter(multiply(weight.Decode(tile.First, tile.Count, type)));
    }
}
