using static TorchSharp.torch;

namespace Peft.Transformers;

/// <summary>Puts distances between tokens into groups: near ones each for itself, far ones in groups that widen with the logarithm.</summary>
/// <remarks>Raffel et al., arXiv 1910.10683, section 2.1.</remarks>
internal sealed class RelativePositions
{
    private readonly bool _isBidirectional;
    private readonly int _buckets;
    private readonly int _exact;
    private readonly float _octaves;

    /// <param name="buckets">The number of groups, of both directions together.</param>
    /// <param name="maxDistance">The distance from which on all are in one group.</param>
    /// <param name="isBidirectional">Whether tokens behind count too, with half of the groups; otherwise they are in the group of distance 0.</param>
    public RelativePositions(int buckets, int maxDistance, bool isBidirectional)
    {
        _isBidirectional = isBidirectional;
        _buckets = isBidirectional ? buckets / 2 : buckets;
        _exact = _buckets / 2;
        _octaves = (float)Math.Log((double)maxDistance / _exact);
    }

    /// <summary>The group of each pair of a new token and any token.</summary>
    /// <param name="length">The number of new tokens.</param>
    /// <param name="cached">The number of tokens before them.</param>
    /// <param name="device">Where the result goes.</param>
    /// <returns>(length, cached + length), whole numbers.</returns>
    public Tensor Groups(long length, long cached, Device device)
    {
        long keys = cached + length;
        // A pair's group depends on key - query alone, which goes from 1 - keys to length - 1.
        long[] byDistance = [.. Enumerable.Range(0, (int)(keys + length - 1)).Select(i => (long)Group(i - (keys - 1)))];
        var groups = new long[length * keys];
        for (long query = 0; query < length; query++)
            Array.Copy(byDistance, keys - 1 - (cached + query), groups, query * keys, keys);
        return tensor(groups, [length, keys], device: device);
    }

    /// <param name="offset">How far the key is behind the query; negative if it is before it.</param>
    internal int Group(long offset)
    {
        int first = _isBidirectional && offset > 0 ? _buckets : 0;
        long distance = _isBidirectional ? Math.Abs(offset) : Math.Max(-offset, 0);
        if (distance < _exact)
            return first + (int)distance;
        // In single precision, since where a group ends may depend on the rounding.
        float octave = MathF.Log((float)distance / _exact) / _octaves;
        return first + Math.Min(_exact + (int)(octave * (_buckets - _exact)), _buckets - 1);
    }
}
