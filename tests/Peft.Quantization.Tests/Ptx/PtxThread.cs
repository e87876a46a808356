namespace Peft.Quantization.Tests.Ptx;

internal enum ThreadState
{
    Runs,
    AtBarrier,
    AtShuffle,
    Ended,
}

/// <summary>A thread of a block.</summary>
internal sealed class PtxThread
{
    public PtxThread(PtxBlock block, int index, ulong[] registers)
    {
        (Block, Index, Registers) = (block, index, [.. registers]);
        (Registers[0], Registers[1], Registers[2], Registers[3]) = ((uint)index, (uint)block.Index, (uint)block.Grid.Threads, (uint)block.Grid.Blocks);
    }

    /// <summary>The instructions that it has executed.</summary>
    public int Steps { get; private set; }

    /// <summary>How often it has read or written global memory.</summary>
    public int Accesses { get; set; }

    public PtxBlock Block { get; }

    public int Index { get; }

    public ulong[] Registers { get; }

    /// <summary>The next instruction.</summary>
    public int Position { get; set; }

    public ThreadState State { get; set; }

    /// <summary>At a shuffle: what this thread gives, from which lane it takes, and where it goes.</summary>
    public (ulong Value, int Lane, int Register) Shuffle { get; set; }

    /// <summary>Runs until the thread has to wait for others or ends.</summary>
    public void Run(PtxKernel kernel)
    {
        while (State == ThreadState.Runs)
        {
            if (++Steps > kernel.MostSteps)
                throw new PtxException($"{kernel.Name} does not end");
            if (Position == kernel.Steps.Length)
                throw new PtxException($"{kernel.Name} runs past its last instruction");
            kernel.Steps[Position++].Run(this);
        }
    }
}
