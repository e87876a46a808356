using Peft.Quantization.Kernels.Cpu;
using TorchSharp;
using static TorchSharp.torch;

namespace Peft.Optimizers;

/// <summary>A tensor as what formulas compute with: the same formula by torch's operators, on any device. Results belong to the current dispose scope.</summary>
internal readonly struct TensorFloats(Tensor tensor) : IFloats<TensorFloats>
{
    internal Tensor Tensor => tensor;

    public static TensorFloats operator +(TensorFloats a, TensorFloats b) => new(a.Tensor.add(b.Tensor, Interop.Scalars.One));

    public static TensorFloats operator -(TensorFloats a, TensorFloats b) => new(a.Tensor.sub(b.Tensor));

    public static TensorFloats operator *(TensorFloats a, TensorFloats b) => new(a.Tensor.mul(b.Tensor));

    public static TensorFloats operator /(TensorFloats a, TensorFloats b) => new(a.Tensor.div(b.Tensor));

    public static TensorFloats operator +(TensorFloats values, float number)
    {
        using Scalar scalar = number;
        return new(values.Tensor.add(scalar));
    }

    public static TensorFloats operator *(TensorFloats values, float number)
    {
        using Scalar scalar = number;
        return new(values.Tensor.mul(scalar));
    }

    public static TensorFloats operator /(TensorFloats values, float number)
    {
        using Scalar scalar = number;
        return new(values.Tensor.div(scalar));
    }

    public static TensorFloats Sqrt(TensorFloats values) => new(values.Tensor.sqrt());

    public static TensorFloats Sign(TensorFloats values) => new(values.Tensor.sign());

    internal double Total() => tensor.sum(ScalarType.Float64).item<double>();
}
