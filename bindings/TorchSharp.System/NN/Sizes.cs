namespace TorchSharp;

/// <summary>Sizes of windows and steps, given as one number, a tuple or an array, in the form that operators take: null means their default.</summary>
internal static class Sizes
{
    internal static long[] Repeat(long size, int count) => [.. Enumerable.Repeat(size, count)];

    internal static long[]? Repeat(long? size, int count) => size is long s ? Repeat(s, count) : null;

    internal static long[] Of((long, long) sizes) => [sizes.Item1, sizes.Item2];

    internal static long[]? Of((long, long)? sizes) => sizes is (long, long) s ? Of(s) : null;

    internal static long[] Of((long, long, long) sizes) => [sizes.Item1, sizes.Item2, sizes.Item3];

    internal static long[]? Of((long, long, long)? sizes) => sizes is (long, long, long) s ? Of(s) : null;
}
