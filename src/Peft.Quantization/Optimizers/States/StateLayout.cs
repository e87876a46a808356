using Peft.Checkpoints;
using Peft.Quantization.Kernels.Cpu;

namespace Peft.Optimizers;

/// <summary>The form of a parameter's states.</summary>
/// <param name="Count">How many elements each state has.</param>
/// <param name="Formats">How each state is kept.</param>
/// <param name="BlockSize">How many codes share an absmax.</param>
internal sealed record StateLayout(long Count, IReadOnlyList<FloatFormat> Formats, int BlockSize)
{
    internal bool IsQuantized => Formats[0] != FloatFormat.Float32;

    internal int States => Formats.Count;

    /// <summary>The number of absmax values of a state.</summary>
    internal long Blocks => IsQuantized ? Quantization.Kernels.Cpu.Blocks.Count(Count, BlockSize) : 0;

    internal int BytesPerElement => IsQuantized ? 1 : sizeof(float);

    /// <summary>The size of all states in bytes.</summary>
    internal long Bytes => States * ((Count * BytesPerElement) + (Blocks * sizeof(float)));

    internal static StateLayout For(long count, UpdateRule rule, UpdateOptions options) =>
        new(count, FormatsOf(rule, options.Bits == 8 && count >= options.MinElementsFor8Bit), options.BlockSize);

    /// <summary>The form of states that were saved; <see langword="null"/> if they were saved before a first step.</summary>
    /// <exception cref="OptimizerStateException">They are not those of a parameter of this shape under this rule.</exception>
    internal static StateLayout? Of(IReadOnlyDictionary<string, SafetensorSpec> saved, UpdateRule rule, int blockSize, long[] shape)
    {
        Check(saved, UpdateState.StepKey, SafetensorsDType.I64, 1);
        if (saved.ContainsKey(GradientHistory.Key))
            Check(saved, GradientHistory.Key, SafetensorsDType.F32, GradientHistory.Size);
        if (!saved.TryGetValue("state1", out SafetensorSpec? first))
            return null;
        StateLayout layout = new(GaLoreSubspace.CountOf(saved, shape), FormatsOf(rule, first.DType == SafetensorsDType.U8), blockSize);
        List<string> known = [UpdateState.StepKey, GradientHistory.Key, GaLoreSubspace.LeftKey, GaLoreSubspace.RightKey];
        for (int state = 1; state <= layout.States; state++)
        {
            known.AddRange([$"state{state}", $"absmax{state}"]);
            Check(saved, $"state{state}", layout.IsQuantized ? SafetensorsDType.U8 : SafetensorsDType.F32, layout.Count);
            if (layout.IsQuantized)
                Check(saved, $"absmax{state}", SafetensorsDType.F32, layout.Blocks);
        }
        return saved.Keys.Except(known).FirstOrDefault() is { } unknown ? throw Unfit($"'{unknown}' is nothing that this optimizer keeps, of {layout.States} states.") : layout;
    }

    private static IReadOnlyList<FloatFormat> FormatsOf(UpdateRule rule, bool quantized) => quantized ? rule.Formats : [.. rule.Formats.Select(_ => FloatFormat.Float32)];

    private static void Check(IReadOnlyDictionary<string, SafetensorSpec> saved, string name, SafetensorsDType type, long count)
    {
        if (!saved.TryGetValue(name, out SafetensorSpec? found))
            throw Unfit($"'{name}' is missing.");
        if (found.DType != type || found.Shape.Aggregate(1L, (product, size) => product * size) != count)
            throw Unfit($"Found {found}; expected {count} elements of {type}.");
    }

    private static OptimizerStateException Unfit(string problem) =>
        new($"The state of a parameter does not fit it. {problem}",
            "Load what was saved by the same optimizer, with the same parameters in the same order and the same block size.");
}
