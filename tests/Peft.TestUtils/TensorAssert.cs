using System.Globalization;
using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace Peft.TestUtils;

/// <summary>Comparisons of tensors whose failures show what is needed to find the cause.</summary>
public static class TensorAssert
{
    private const int ValuesShown = 5;

    /// <summary>Every element satisfies |actual - expected| &lt;= atol + rtol * |expected|; shapes are equal; NaN and infinities are where expected.</summary>
    public static void AreClose(Tensor actual, Tensor expected, double rtol, double atol, string name)
    {
        Assert.That(actual.shape, Is.EqualTo(expected.shape), $"shape of {name}");
        double[] found = ToDoubles(actual);
        double[] wanted = ToDoubles(expected);
        int[] wrong = [.. Enumerable.Range(0, found.Length).Where(i => !IsClose(found[i], wanted[i], rtol, atol))];
        if (wrong.Length > 0)
        {
            int worst = Enumerable.Range(0, found.Length).MaxBy(i => Difference(found[i], wanted[i]));
            Assert.Fail($"""
                {name} [{string.Join(", ", expected.shape)}]: {wrong.Length} of {found.Length} elements differ (rtol {rtol}, atol {atol})
                  actual:   {Show(found)}
                  expected: {Show(wanted)}
                  largest difference {Difference(found[worst], wanted[worst]):g6} at {Position(worst, expected.shape)}: actual {found[worst]:g9}, expected {wanted[worst]:g9}
                """);
        }
    }

    /// <summary>Type, shape and every bit are equal.</summary>
    public static void BitEqual(Tensor actual, Tensor expected, string name)
    {
        Assert.That(actual.dtype, Is.EqualTo(expected.dtype), $"type of {name}");
        Assert.That(actual.shape, Is.EqualTo(expected.shape), $"shape of {name}");
        using Tensor left = Plain(actual);
        using Tensor right = Plain(expected);
        int same = left.bytes.CommonPrefixLength(right.bytes);
        if (same < left.bytes.Length)
        {
            int element = (int)(same / left.ElementSize);
            Assert.Fail($"""
                {name} [{string.Join(", ", expected.shape)}] differs first at {Position(element, expected.shape)}
                  actual:   {Show(ToDoubles(actual)[element..])}
                  expected: {Show(ToDoubles(expected)[element..])}
                """);
        }
    }

    private static bool IsClose(double actual, double expected, double rtol, double atol) =>
        actual.Equals(expected) || (double.IsFinite(expected) && Math.Abs(actual - expected) <= atol + (rtol * Math.Abs(expected)));

    private static double Difference(double actual, double expected)
    {
        double difference = actual.Equals(expected) ? 0 : Math.Abs(actual - expected);
        return double.IsNaN(difference) ? double.PositiveInfinity : difference;
    }

    private static double[] ToDoubles(Tensor tensor)
    {
        using Tensor wide = tensor.to_type(ScalarType.Float64);
        using Tensor plain = Plain(wide);
        return MemoryMarshal.Cast<byte, double>(plain.bytes).ToArray();
    }

    private static Tensor Plain(Tensor tensor)
    {
        using Tensor detached = tensor.detach();
        using Tensor local = detached.cpu();
        return local.contiguous();
    }

    private static string Show(double[] values) => string.Join(", ", values.Take(ValuesShown).Select(value => value.ToString("g9", CultureInfo.InvariantCulture)))
        + (values.Length > ValuesShown ? ", …" : "");

    private static string Position(int element, long[] shape)
    {
        long[] position = new long[shape.Length];
        long rest = element;
        for (int axis = shape.Length - 1; axis >= 0; axis--)
        {
            (rest, position[axis]) = Math.DivRem(rest, shape[axis]);
        }

        return $"[{string.Join(", ", position)}]";
    }
}
