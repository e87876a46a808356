using static TorchSharp.torch;

namespace Peft.Quantization;

/// <summary>Packed codes as bytes, whatever element type carries them. TorchSharp cannot see a tensor's memory as another type, so but for bytes it goes over the CPU.</summary>
internal static class PackedBytes
{
    /// <summary>The bytes of packed codes.</summary>
    /// <returns>[bytes], on the same device.</returns>
    internal static Tensor Read(Tensor packed)
    {
        if (packed.dtype == ScalarType.Byte)
            return packed.view(-1);
        using Tensor local = packed.cpu();
        using Tensor bytes = tensor(local.bytes.ToArray());
        return bytes.to(packed.device, copy: true);
    }

    /// <summary>Overwrites packed codes with bytes.</summary>
    /// <param name="packed">Of any type.</param>
    /// <param name="bytes">As many bytes.</param>
    internal static void Write(Tensor packed, Tensor bytes)
    {
        if (packed.dtype == ScalarType.Byte)
        {
            using Tensor flat = packed.view(-1);
            flat.copy_(bytes);
            return;
        }
        using Tensor source = bytes.cpu(), local = empty(packed.shape, packed.dtype);
        source.bytes.CopyTo(local.bytes);
        packed.copy_(local);
    }
}
