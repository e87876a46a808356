namespace Peft.Quantization.Tests.Ptx;

/// <summary>The size of a grid and of its blocks, one-dimensional.</summary>
internal readonly record struct PtxGrid(int Blocks, int Threads);

/// <summary>A block of threads, executed warp by warp from barrier to barrier.</summary>
internal sealed class PtxBlock
{
    private readonly PtxKernel _kernel;
    private readonly PtxThread[] _threads;
    private readonly PtxWarp[] _warps;

    public PtxBlock(PtxKernel kernel, PtxGrid grid, int index, byte[] arguments, GlobalMemory memory)
    {
        (_kernel, Grid, Index, Arguments, Memory) = (kernel, grid, index, arguments, memory);
        Shared = new SharedMemory(kernel.SharedBytes);
        _threads = [.. Enumerable.Range(0, grid.Threads).Select(i => new PtxThread(this, i, kernel.Registers))];
        _warps = [.. _threads.Chunk(PtxWarp.Size).Select(lanes => new PtxWarp(lanes))];
    }

    public PtxGrid Grid { get; }

    public int Index { get; }

    public byte[] Arguments { get; }

    public GlobalMemory Memory { get; }

    public SharedMemory Shared { get; }

    /// <summary>What its threads have taken so far.</summary>
    public PtxCost Cost => _threads.Aggregate(default(PtxCost), (sum, thread) => sum + new PtxCost(thread.Steps, thread.Steps, thread.Accesses));

    public void Run()
    {
        while (RunToBarrier())
        {
            Shared.Barrier();
            foreach (PtxThread thread in _threads)
                thread.State = ThreadState.Runs;
        }
    }

    // Whether all wait at a barrier; otherwise all have ended.
    private bool RunToBarrier()
    {
        var first = _warps[0].Run(_kernel);
        foreach (PtxWarp warp in _warps.AsSpan(1))
        {
            if (warp.Run(_kernel) != first)
                throw new PtxException("the warps of a block diverge: not all come to the same barrier");
        }
        return first.State == ThreadState.AtBarrier;
    }
}
