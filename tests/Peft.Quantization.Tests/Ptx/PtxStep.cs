namespace Peft.Quantization.Tests.Ptx;

/// <summary>An instruction, ready to run.</summary>
/// <param name="Text">What it was read from.</param>
/// <param name="Run">What a thread does.</param>
internal sealed record PtxStep(string Text, Action<PtxThread> Run)
{
    /// <summary>The registers that it reads.</summary>
    public IReadOnlyList<int> Sources { get; init; } = [];

    /// <summary>The registers that it sets, each with all the bits that it has.</summary>
    public IReadOnlyList<(int Register, ulong Mask)> Results { get; init; } = [];

    /// <summary>Where it may jump to.</summary>
    public int? Target { get; init; }

    /// <summary>What decides whether it runs.</summary>
    public int? Guard { get; init; }

    /// <summary>Where it touches shared memory: a register, an offset and a number of bytes.</summary>
    public (int Start, ulong Offset, int Bytes)? Shared { get; init; }

    public bool IsShuffle => Text.StartsWith("shfl.", StringComparison.Ordinal);

    public bool IsGlobal => Text.StartsWith("ld.global.", StringComparison.Ordinal) || Text.StartsWith("st.global.", StringComparison.Ordinal);

    public bool IsSelection => Text.StartsWith("selp.", StringComparison.Ordinal);
}
