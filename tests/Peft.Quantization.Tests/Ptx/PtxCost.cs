namespace Peft.Quantization.Tests.Ptx;

/// <summary>What a launch took.</summary>
/// <param name="Steps">The instructions of all threads.</param>
/// <param name="Longest">Those of the thread that has most.</param>
/// <param name="Accesses">How often threads have read or written global memory.</param>
internal readonly record struct PtxCost(long Steps, int Longest, long Accesses)
{
    public static PtxCost operator +(PtxCost a, PtxCost b) => new(a.Steps + b.Steps, Math.Max(a.Longest, b.Longest), a.Accesses + b.Accesses);
}
