namespace TorchSharp;

public static partial class torch
{
    /// <summary>The limits of a floating-point type; of the parts, for a complex one.</summary>
    public struct FInfo
    {
        public int bits;
        public double eps;
        public double max;
        public double min;
        public double tiny;
        public double smallest_normal;
        public double resolution;

        internal FInfo(int bits, int fractionBits, int largestExponent)
        {
            this.bits = bits;
            eps = Math.ScaleB(1, -fractionBits);
            max = Math.ScaleB(2 - eps, largestExponent);
            min = -max;
            tiny = smallest_normal = Math.ScaleB(1, 1 - largestExponent);
            resolution = Math.Pow(10, -Math.Floor(fractionBits * Math.Log10(2)));
        }
    }

    /// <summary>The limits of the default type.</summary>
    public static FInfo finfo() => finfo(get_default_dtype());

    public static FInfo finfo(ScalarType dtype) => dtype switch
    {
        ScalarType.BFloat16 => new FInfo(16, 7, 127),
        ScalarType.Float16 => new FInfo(16, 10, 15),
        ScalarType.Float32 or ScalarType.ComplexFloat32 => new FInfo(32, 23, 127),
        ScalarType.Float64 or ScalarType.ComplexFloat64 => new FInfo(64, 52, 1023),
        _ => throw new ArgumentException($"finfo needs a floating-point or complex type, not {dtype}.", nameof(dtype)),
    };
}
