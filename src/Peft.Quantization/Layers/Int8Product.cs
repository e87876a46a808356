using Peft.Interop;
using static TorchSharp.torch;

namespace Peft.Quantization;

/// <summary>x · Wᵀ with an int8 W. Backward is that of the dequantised W, of which it keeps what is stored, and nothing of x.</summary>
internal sealed class Int8Product : GuardedFunction<Int8Product>
{
    private const string Weight = "weight";

    /// <summary>Multiplies.</summary>
    /// <param name="x">(rows, in); the type that is computed in.</param>
    /// <param name="weight">(out, in).</param>
    /// <param name="threshold">Of outliers; null to multiply with the dequantised W.</param>
    /// <returns>(rows, out), of the type of <paramref name="x"/>.</returns>
    public static Tensor Compute(Tensor x, Int8Tensor weight, float? threshold) =>
        x.requires_grad && is_grad_enabled() ? apply(x, weight, threshold)[0] : Multiply(x, weight, threshold);

    protected override List<Tensor> Forward(autograd.AutogradContext context, object?[] arguments)
    {
        var weight = (Int8Tensor)arguments[1]!;
        context.save_data(Weight, weight);
        return [Multiply((Tensor)arguments[0]!, weight, (float?)arguments[2])];
    }

    protected override List<Tensor?> Backward(autograd.AutogradContext context, List<Tensor> gradients) =>
        [Int8Matrix.Times((Int8Tensor)context.get_data(Weight), gradients[0]), null, null];

    private static Tensor Multiply(Tensor x, Int8Tensor weight, float? threshold) =>
        threshold is { } outliers ? Int8Matrix.TimesTransposedInInt8(weight, x, outliers) : Int8Matrix.TimesTransposed(weight, x);
}
