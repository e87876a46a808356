namespace Peft.Quantization.Tests.Ptx;

/// <summary>A launch of a kernel as it was: what it was given and what it left, in copies.</summary>
/// <param name="Kernel">What was launched.</param>
/// <param name="Grid">The size.</param>
/// <param name="Argument">The kernel's parameter.</param>
/// <param name="Before">The memory at its start.</param>
/// <param name="After">The memory at its end.</param>
/// <param name="Cost">What it took.</param>
/// <param name="Reached">For every instruction, whether some thread has executed it; for every branch, whether one has taken it.</param>
internal sealed record PtxLaunch(PtxKernel Kernel, PtxGrid Grid, byte[] Argument, GlobalMemory Before, GlobalMemory After, PtxCost Cost, bool[] Reached)
{
    /// <summary>Runs a kernel and notes what it does.</summary>
    public static PtxLaunch Record(PtxKernel kernel, PtxGrid grid, byte[] argument, GlobalMemory memory)
    {
        bool[] reached = new bool[kernel.Steps.Length];
        PtxStep Noting(PtxStep step, int position) => step with
        {
            Run = thread =>
            {
                step.Run(thread);
                reached[position] |= step.Target is null || thread.Position != position + 1;
            },
        };
        GlobalMemory before = memory.Copy();
        PtxCost cost = (kernel with { Steps = [.. kernel.Steps.Select(Noting)] }).Run(grid, argument, memory);
        return new(kernel, grid, argument, before, memory.Copy(), cost, reached);
    }

    /// <summary>Whether another kernel, launched in the same way, fails, leaves something else, or takes more: a fifth more instructions, or a twentieth more accesses to global memory.</summary>
    public bool IsWrongFor(PtxKernel other)
    {
        const double MoreSteps = 1.2, MoreAccesses = 1.05;
        GlobalMemory memory = Before.Copy();
        try
        {
            PtxCost cost = (other with { MostSteps = (int)(Cost.Longest * MoreSteps) }).Run(Grid, Argument, memory);
            return cost.Steps > Cost.Steps * MoreSteps || cost.Accesses > Cost.Accesses * MoreAccesses || !memory.HoldsThatOf(After);
        }
        catch (PtxException)
        {
            return true;
        }
    }
}
