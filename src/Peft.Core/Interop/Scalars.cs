using TorchSharp;

namespace Peft.Interop;

/// <summary>Constants that stay alive: TorchSharp may collect a Scalar made in an operator's argument while native code still reads it.</summary>
internal static class Scalars
{
    public static readonly Scalar Zero = 0;
    public static readonly Scalar One = 1;
    public static readonly Scalar Two = 2;
    public static readonly Scalar MinusInfinity = double.NegativeInfinity;
    public static readonly Scalar MinusOne = -1;
    public static readonly Scalar MinusTwo = -2;
    public static readonly Scalar Half = 0.5;
    public static readonly Scalar Thousandth = 1e-3;
    public static readonly Scalar Millionth = 1e-6;
    public static readonly Scalar Tiny = 1e-30;
    public static readonly Scalar NaN = double.NaN;
}
