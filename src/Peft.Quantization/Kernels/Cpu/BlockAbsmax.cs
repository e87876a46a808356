namespace Peft.Quantization.Kernels.Cpu;

/// <summary>The absmax values of a weight's blocks: as they are, or doubly quantised, absmax = map[code] · nested absmax + offset.</summary>
internal readonly unsafe struct BlockAbsmax
{
    private readonly float* _values, _nested;
    private readonly byte* _codes;
    private readonly Codebook? _map;
    private readonly float _offset;

    internal BlockAbsmax(float* values) => _values = values;

    /// <param name="codes">One code a block.</param>
    /// <param name="nested">One value for every <see cref="NestedAbsmax.BlockSize"/> codes.</param>
    /// <param name="map">The values of the codes.</param>
    /// <param name="offset">The mean that was taken off.</param>
    internal BlockAbsmax(byte* codes, float* nested, Codebook map, float offset)
    {
        _codes = codes;
        _nested = nested;
        _map = map;
        _offset = offset;
    }

    /// <summary>The values of consecutive blocks, where they are or decoded into the buffer.</summary>
    internal float* Read(long first, int count, float* buffer)
    {
        if (_map is null)
            return _values + first;
        byte* codes = _codes + first;
        float offset = _offset;
        fixed (float* map = _map.Values)
        {
            for (int i = 0; i < count;)
            {
                float scale = _nested[(first + i) / NestedAbsmax.BlockSize];
                int end = (int)Math.Min(count, i + NestedAbsmax.BlockSize - ((first + i) % NestedAbsmax.BlockSize));
                for (; i < end; i++)
                    buffer[i] = (map[codes[i]] * scale) + offset;
            }
        }
        return buffer;
    }
}
