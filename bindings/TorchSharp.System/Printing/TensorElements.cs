using System.Globalization;
using System.Numerics;

namespace TorchSharp;

/// <summary>A tensor's elements as text, in row-major order.</summary>
internal sealed unsafe class TensorElements(torch.Tensor tensor, string format, CultureInfo culture) : IDisposable
{
    private readonly torch.Tensor _tensor = tensor.detach().cpu().contiguous();

    internal long[] Shape { get; } = tensor.shape;

    internal torch.ScalarType Type { get; } = tensor.dtype;

    internal int Rank => Shape.Length;

    internal string this[long index] => Type switch
    {
        torch.ScalarType.Byte => Read<byte>(index).ToString(CultureInfo.InvariantCulture),
        torch.ScalarType.Int8 => Read<sbyte>(index).ToString(CultureInfo.InvariantCulture),
        torch.ScalarType.Int16 => Read<short>(index).ToString(CultureInfo.InvariantCulture),
        torch.ScalarType.Int32 => Read<int>(index).ToString(CultureInfo.InvariantCulture),
        torch.ScalarType.Int64 => Read<long>(index).ToString(CultureInfo.InvariantCulture),
        torch.ScalarType.Bool => Read<bool>(index).ToString(),
        torch.ScalarType.Float16 => Text((float)Read<Half>(index)),
        torch.ScalarType.BFloat16 => Text(Read<BFloat16>(index).ToSingle()),
        torch.ScalarType.Float32 => Text(Read<float>(index)),
        torch.ScalarType.Float64 => Text(Read<double>(index)),
        torch.ScalarType.ComplexFloat32 => Text(Read<(float, float)>(index).Item1, Read<(float, float)>(index).Item2),
        torch.ScalarType.ComplexFloat64 => Text(Read<Complex>(index).Real, Read<Complex>(index).Imaginary),
        _ => throw new NotSupportedException($"Elements of type {Type} have no text."),
    };

    public void Dispose() => _tensor.Dispose();

    private T Read<T>(long index) where T : unmanaged => ((T*)_tensor.DataPointer)[index];

    private string Text<T>(T value) where T : IFormattable => value.ToString(format, culture);

    private string Text<T>(T real, T imaginary) where T : INumber<T> =>
        imaginary == T.Zero ? Text(real) : real == T.Zero ? Text(imaginary) + "i" : $"{Text(real)}+{Text(imaginary)}i";
}
