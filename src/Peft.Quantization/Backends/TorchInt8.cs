using Peft.Interop;
using Peft.Quantization.Kernels.Cpu;
using TorchSharp;
using static TorchSharp.torch;

namespace Peft.Quantization;

/// <summary>torch's operators, on any device.</summary>
internal class TorchInt8 : Int8Backend
{
    // So many products of two codes add up exactly in float32, in any order.
    private const int ExactColumns = (1 << 24) / (127 * 127);

    private protected TorchInt8()
    {
    }

    internal static TorchInt8 Instance { get; } = new();

    internal override long RowsAtOnce(Int8Tensor weight) => weight.Shape[0];

    internal override (Tensor Codes, Tensor Absmax) Quantize(Tensor values)
    {
        using Scalar largestCode = 127;
        Tensor absmax = values.abs().amax(1);
        Tensor scale = absmax.reciprocal().mul(largestCode).masked_fill(absmax.eq(Scalars.Zero), Scalars.Zero);
        return (values.mul(scale.unsqueeze(1)).round().to_type(ScalarType.Int8), absmax);
    }

    internal override Tensor Decode(Int8Tensor weight, long first, long count, ScalarType type)
    {
        using DisposeScope scope = NewDisposeScope();
        using Scalar unit = Int8Kernels.CodeUnit;
        Tensor codes = weight.Codes.narrow(0, first, count).to_type(ScalarType.Float32), absmax = weight.Absmax.narrow(0, first, count);
        return codes.mul_(absmax.unsqueeze(1)).mul_(unit).to_type(type).MoveToOuterDisposeScope();
    }

    internal override Tensor TimesTransposed(Int8Tensor weight, Tensor x, Tensor rounded, float threshold)
    {
        using Scalar limit = threshold, productUnit = Int8Products.ProductUnit, largestCode = 127;
        Tensor? outlier = threshold > 0 ? rounded.abs().ge(limit) : null;
        var (codes, absmax) = Quantize(outlier is null ? rounded : rounded.masked_fill(outlier, Scalars.Zero));
        Tensor? columns = outlier?.any(0).nonzero().reshape(-1);
        if (columns is not null)
            codes.index_fill_(1, columns, Scalars.Zero);
        Tensor sums = ExactProduct(codes, weight.Codes).to_type(ScalarType.Float32);
        Tensor result = sums.mul_(absmax.unsqueeze(1).mul(weight.Absmax)).mul_(productUnit);
        if (columns is null || columns.NumberOfElements == 0)
            return result;
        Tensor unit = weight.Absmax.div(largestCode).unsqueeze(1), rows = weight.Codes.index_select(1, columns).to_type(ScalarType.Float32).mul(unit);
        return result.add_(CheckedProduct.Matmul(x.index_select(1, columns), rows.t()), Scalars.One);
    }

    /// <summary>x · yᵀ of two matrices of codes, in whole numbers.</summary>
    /// <returns>[rows of x, rows of y], Int32.</returns>
    private static Tensor ExactProduct(Tensor x, Tensor y)
    {
        Tensor sums = zeros(x.shape[0], y.shape[0], ScalarType.Int32, x.device);
        for (long first = 0; first < x.shape[1]; first += ExactColumns)
        {
            using DisposeScope scope = NewDisposeScope();
            long count = Math.Min(ExactColumns, x.shape[1] - first);
            Tensor left = x.narrow(1, first, count).to_type(ScalarType.Float32), right = y.narrow(1, first, count).to_type(ScalarType.Float32);
            sums.add_(CheckedProduct.Matmul(left, right.t()).to_type(ScalarType.Int32), Scalars.One);
        }
        return sums;
    }
}
