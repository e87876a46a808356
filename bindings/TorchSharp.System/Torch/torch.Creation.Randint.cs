using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>Whole numbers from <paramref name="low"/> to below <paramref name="high"/>; Int64 unless a type is given.</summary>
    public static Tensor randint(long low, long high, Size size,
        ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null, string[]? names = null)
    {
        var type = dtype ?? ScalarType.Int64;
        CheckRange(low, type, nameof(low));
        CheckRange(high - 1, type, nameof(high));
        return Finish(Aten.randint_low_generator(low, high, size.Shape, generator, type, InitializeDevice(device)), requires_grad, names);
    }

    public static Tensor randint(long high, Size size,
        ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null, string[]? names = null) =>
        randint(0, high, size, dtype, device, requires_grad, generator, names);

    public static Tensor randint(long high, long[] size,
        ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null, string[]? names = null) =>
        randint(0, high, new Size(size), dtype, device, requires_grad, generator, names);

    public static Tensor randint(long low, long high, long[] size,
        ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null, string[]? names = null) =>
        randint(low, high, new Size(size), dtype, device, requires_grad, generator, names);

    public static Tensor randint(int low, int high, int[] size,
        ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null, string[]? names = null) =>
        randint(low, high, new Size(size), dtype, device, requires_grad, generator, names);

    public static Tensor randint(int high, int[] size,
        ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null, string[]? names = null) =>
        randint(0, high, new Size(size), dtype, device, requires_grad, generator, names);

    /// <summary>A random order of the numbers below <paramref name="n"/>.</summary>
    public static Tensor randperm(long n, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null) =>
        Finish(Aten.randperm_generator(n, generator, dtype ?? ScalarType.Int64, InitializeDevice(device)), requires_grad, null);

    /// <summary>The same into a tensor that is there, which takes that size.</summary>
    public static Tensor randperm(long n, Tensor @out, Generator? generator = null) => Aten.randperm_generator_out(n, generator, @out);

    private static void CheckRange(long value, ScalarType type, string argument)
    {
        (long min, long max) = type switch
        {
            ScalarType.Byte => (byte.MinValue, byte.MaxValue),
            ScalarType.Int8 => (sbyte.MinValue, sbyte.MaxValue),
            ScalarType.Int16 => (short.MinValue, short.MaxValue),
            ScalarType.Int32 => (int.MinValue, int.MaxValue),
            _ => (long.MinValue, long.MaxValue),
        };
        if (value < min || value > max)
            throw new ArgumentOutOfRangeException(argument, value, $"The value is outside the range of {type}");
    }
}
