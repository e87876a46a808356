using static TorchSharp.torch;

namespace Peft.Quantization;

/// <summary>How a weight is quantised to four bits.</summary>
public sealed class FourBitOptions
{
    private static readonly int[] s_blockSizes = [32, 64, 128, 256, 512, 1024, 2048, 4096];
    private static readonly ScalarType[] s_storageTypes = [ScalarType.Byte, ScalarType.Int8, ScalarType.Float16, ScalarType.BFloat16, ScalarType.Float32, ScalarType.Float64];

    /// <summary>The number of consecutive elements that share an absmax. Small blocks are more exact and take more memory: 32 / BlockSize bits per element.</summary>
    /// <value>Default: 64. One of 32, 64, 128, 256, 512, 1024, 2048 and 4096.</value>
    public int BlockSize { get; init; } = 64;

    /// <summary>
    /// Whether the absmax values are quantised in turn (QLoRA, arXiv 2305.14314, section 3): less their mean, to 8 bits in blocks of 256.
    /// At a block size of 64 this saves 0.37 bits per element.
    /// </summary>
    /// <value>Default: false.</value>
    public bool DoubleQuantize { get; init; }

    /// <summary>
    /// The element type that the packed bytes carry in a state dict: bitsandbytes' <c>quant_storage</c>. The bytes are the same whatever it is.
    /// Only training sharded over processes in Python needs another than the default.
    /// </summary>
    /// <value>Default: <see cref="ScalarType.Byte"/>. Else Int8, Float16, BFloat16, Float32 or Float64.</value>
    public ScalarType StorageType { get; init; } = ScalarType.Byte;

    internal static bool IsBlockSize(int size) => s_blockSizes.Contains(size);

    internal static bool IsStorageType(ScalarType type) => s_storageTypes.Contains(type);

    internal static string BlockSizes => string.Join(", ", s_blockSizes);

    internal static string StorageTypes => string.Join(", ", s_storageTypes);

    internal void Validate()
    {
        List<string> failures = [];
        if (!IsBlockSize(BlockSize))
            failures.Add($"BlockSize is {BlockSize}; it must be one of {BlockSizes}.");
        if (!IsStorageType(StorageType))
            failures.Add($"StorageType is {StorageType}; it must be one of {StorageTypes}.");
        if (failures.Count > 0)
            throw new PeftConfigException("4-bit quantisation", failures);
    }
}
