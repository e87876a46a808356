using static TorchSharp.torch;

namespace Peft.Adapters;

/// <summary>The permutations of a butterfly, by which blocks of one step connect those of the step before.</summary>
internal static class Butterfly
{
    /// <summary>Where each place of step i takes its value from: among 2ⁱ neighbouring blocks, half-blocks at even positions come first, then those at odd ones.</summary>
    /// <param name="size">How many places.</param>
    /// <param name="block">The size of a block, even.</param>
    /// <param name="step">i, from 1.</param>
    internal static Tensor Permutation(long size, long block, int step)
    {
        long half = block / 2, group = block << step;
        var places = new long[size];
        for (long place = 0; place < size; place++)
        {
            var (position, within) = Math.DivRem(place % group, half);
            long evens = group / half / 2;
            long source = position < evens ? 2 * position : (2 * (position - evens)) + 1;
            places[place] = (place / group * group) + (source * half) + within;
        }
        return tensor(places);
    }
}
