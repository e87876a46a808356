using Peft.Quantization.Kernels.Cpu;
using TorchSharp;
using static TorchSharp.torch;

namespace Peft.Quantization;

/// <summary>The values that codes stand for, and the rule that finds a value's code.</summary>
internal sealed class Codebook
{
    // Two builds of torch may disagree on the last bit of a computed map; two different maps disagree by far more.
    private const float LargestDifference = 1e-6f;

    private readonly float[] _values;
    private readonly byte[] _sortedCodes;
    private readonly float[] _midpoints;
    private readonly Dictionary<(DeviceType Type, int Index), DeviceCodebook> _onDevices = [];

    private Codebook(string name, ReadOnlySpan<float> values)
    {
        Name = name;
        float[] map = _values = values.ToArray();
        _sortedCodes = [.. Enumerable.Range(0, map.Length).OrderBy(code => map[code]).Select(code => (byte)code)];
        _midpoints = [.. _sortedCodes.Zip(_sortedCodes.Skip(1), (lower, upper) => (map[lower] + map[upper]) / 2)];
        Tables = values.Length == 16 ? new FourBitTables(_values, _sortedCodes, _midpoints) : null;
        if (values.Length == 256 && map.SequenceEqual(map.Order()))
            (Cells, Wide) = (CodebookCells.Create(_midpoints), WideCodebook.Create(_values, _midpoints));
    }

    /// <summary>NormalFloat: 16 values that a normally distributed weight takes equally often (QLoRA, arXiv 2305.14314, section 3 and appendix E).</summary>
    internal static Codebook NF4 { get; } = new("nf4",
    [
        -1, -0.6961928009986877f, -0.5250730514526367f, -0.39491748809814453f, -0.28444138169288635f, -0.18477343022823334f, -0.09105003625154495f, 0,
        0.07958029955625534f, 0.16093020141124725f, 0.24611230194568634f, 0.33791524171829224f, 0.44070982933044434f, 0.5626170039176941f, 0.7229568362236023f, 1,
    ]);

    /// <summary>bitsandbytes' 4-bit float: the high bit is the sign.</summary>
    internal static Codebook FP4 { get; } = new("fp4",
    [
        0, 0.0625f / 12, 8f / 12, 1, 4f / 12, 6f / 12, 2f / 12, 3f / 12,
        0, -0.0625f / 12, -8f / 12, -1, -4f / 12, -6f / 12, -2f / 12, -3f / 12,
    ]);

    /// <summary>The 8-bit map of values whose magnitudes span seven decades, in ascending order.</summary>
    internal static Codebook Dynamic { get; } = new("dynamic", DynamicMap.CreateSigned());

    /// <summary>The same for numbers that are not negative, twice as dense.</summary>
    internal static Codebook DynamicUnsigned { get; } = new("dynamic_unsigned", DynamicMap.CreateUnsigned());

    internal string Name { get; }

    /// <summary>The value of each code.</summary>
    internal ReadOnlySpan<float> Values => _values;

    /// <summary>What the four-bit kernels need; <see langword="null"/> for a codebook of another size.</summary>
    internal FourBitTables? Tables { get; }

    /// <summary>A faster way to <see cref="Encode"/>; <see langword="null"/> if values are too close for it.</summary>
    internal CodebookCells? Cells { get; }

    /// <summary>A still faster way, both ways; <see langword="null"/> if the processor or the values do not allow it.</summary>
    internal WideCodebook? Wide { get; }

    /// <summary>Halfway between neighbouring values, in ascending order.</summary>
    internal ReadOnlySpan<float> Midpoints => _midpoints;

    /// <summary>
    /// The code of the nearest value; halfway between two values that of the lower one. It is the number of midpoints strictly below <paramref name="value"/>, in sorted order.
    /// </summary>
    internal byte Encode(float value)
    {
        int low = 0;
        int high = _midpoints.Length;
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (_midpoints[middle] < value)
                low = middle + 1;
            else
                high = middle;
        }
        return _sortedCodes[low];
    }

    /// <summary>This codebook in the memory of a device.</summary>
    internal DeviceCodebook On(Device device)
    {
        lock (_onDevices)
        {
            if (!_onDevices.TryGetValue((device.type, device.index), out DeviceCodebook? found))
                _onDevices.Add((device.type, device.index), found = DeviceCodebook.Create(_values, _midpoints, _sortedCodes, device));
            return found;
        }
    }

    /// <summary>This codebook with the values that a file has for it, or <see langword="null"/> if they are those of another.</summary>
    internal Codebook? WithValues(ReadOnlySpan<float> values)
    {
        if (values.SequenceEqual(_values))
            return this;
        if (values.Length != _values.Length)
            return null;
        for (int code = 0; code < values.Length; code++)
        {
            if (!(Math.Abs(values[code] - _values[code]) <= LargestDifference))
                return null;
        }
        return new Codebook(Name, values);
    }
}
