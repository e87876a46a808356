namespace Peft.Transformers;

/// <summary>What an optimizer keeps for each parameter.</summary>
/// <param name="Count">How many states: 2 for Adam's moments, 1 for momentum, 0 for none.</param>
/// <param name="Bits">8 or 32 for an element.</param>
/// <param name="Paged">Whether they are in files, of which a part is in memory.</param>
public sealed record OptimizerStates(int Count, int Bits = 32, bool Paged = false)
{
    private const long BlockSize = 256, FewestFor8Bit = 4096;

    /// <summary>Plain SGD.</summary>
    public static OptimizerStates None { get; } = new(0);

    /// <summary>AdamW, TorchSharp's or this library's.</summary>
    public static OptimizerStates AdamW { get; } = new(2);

    /// <summary>AdamW with states of one byte each.</summary>
    public static OptimizerStates AdamW8bit { get; } = new(2, 8);

    /// <summary>Lion, or SGD with momentum.</summary>
    public static OptimizerStates Lion { get; } = new(1);

    /// <summary>The bytes for a parameter: 8-bit states have an absmax for each block of 256, and small parameters keep 32 bits.</summary>
    internal long SizeOf(long elements) =>
        Count * (Bits == 8 && elements >= FewestFor8Bit ? elements + ((elements + BlockSize - 1) / BlockSize * sizeof(float)) : elements * sizeof(float));
}
