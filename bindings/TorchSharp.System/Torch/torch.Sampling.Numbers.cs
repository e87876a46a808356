namespace TorchSharp;

public static partial class torch
{
    // Single numbers from torch's generator.

    public static double rand_float(Generator? generator = null)
    {
        using var sample = rand(1, ScalarType.Float64, generator: generator);
        return sample.item<double>();
    }

    public static double randn_float(Generator? generator = null)
    {
        using var sample = randn(1, ScalarType.Float64, generator: generator);
        return sample.item<double>();
    }

    public static bool randint_bool(Generator? generator = null)
    {
        using var sample = randint(0, 2, new Size(1), ScalarType.Bool, generator: generator);
        return sample.item<bool>();
    }

    public static int randint_int(int high, Generator? generator = null) => randint_int(0, high, generator);

    public static int randint_int(int low, int high, Generator? generator = null)
    {
        using var sample = randint(low, high, new Size(1), ScalarType.Int32, generator: generator);
        return sample.item<int>();
    }

    public static long randint_long(long high, Generator? generator = null) => randint_long(0, high, generator);

    public static long randint_long(long low, long high, Generator? generator = null)
    {
        using var sample = randint(low, high, new Size(1), ScalarType.Int64, generator: generator);
        return sample.item<long>();
    }
}
