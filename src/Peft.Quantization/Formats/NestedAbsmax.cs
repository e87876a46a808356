using static TorchSharp.torch;

namespace Peft.Quantization;

/// <summary>The second level of double quantisation: absmax = map[code] · nested absmax + offset.</summary>
/// <param name="Absmax">[⌈codes / 256⌉], float32.</param>
/// <param name="Offset">The mean of the absmax values.</param>
/// <param name="Map">The 256 values of the codes.</param>
internal sealed record NestedAbsmax(Tensor Absmax, float Offset, Codebook Map)
{
    /// <summary>The number of codes that share a nested absmax.</summary>
    internal const int BlockSize = 256;

    internal long ByteCount => (Absmax.NumberOfElements * Absmax.ElementSize) + sizeof(float);
}
