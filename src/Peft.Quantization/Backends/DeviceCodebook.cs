using static TorchSharp.torch;

namespace Peft.Quantization;

/// <summary>A codebook in the memory of a device, for as long as the codebook lives.</summary>
/// <param name="Values">[codes], Float32.</param>
/// <param name="Midpoints">[codes − 1], Float32: those between the sorted values.</param>
/// <param name="SortedCodes">[codes], Byte: the codes in the order of their values.</param>
/// <param name="Pairs">[256, 2], Float32: the values of a byte's two codes; null for a codebook of another size than 16.</param>
internal sealed record DeviceCodebook(Tensor Values, Tensor Midpoints, Tensor SortedCodes, Tensor? Pairs)
{
    internal static DeviceCodebook Create(ReadOnlySpan<float> values, ReadOnlySpan<float> midpoints, ReadOnlySpan<byte> sortedCodes, Device device)
    {
        using var scope = NewDisposeScope();
        Tensor? pairs = values.Length == 16 ? Upload<float>(PairsOf(values)).view(256, 2).DetachFromDisposeScope() : null;
        return new(Upload(values), Upload(midpoints), Upload(sortedCodes), pairs);

        Tensor Upload<T>(ReadOnlySpan<T> numbers)
            where T : unmanaged
        {
            Tensor local = empty(numbers.Length, typeof(T) == typeof(byte) ? ScalarType.Byte : ScalarType.Float32);
            numbers.CopyTo(local.Span<T>());
            return local.to(device, copy: true).DetachFromDisposeScope();
        }
    }

    private static float[] PairsOf(ReadOnlySpan<float> values)
    {
        var pairs = new float[512];
        for (int i = 0; i < 256; i++)
            (pairs[2 * i], pairs[(2 * i) + 1]) = (values[i >> 4], values[i & 15]);
        return pairs;
    }
}
