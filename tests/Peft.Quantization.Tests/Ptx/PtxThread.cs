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
    // No kernel needs as many here; one that does not end is stopped.
    private const int MostSteps = 50_000;

    // What nobody set is nothing useful.
    private const ulong Garbage = 0x5A5A_DEAD_5A5A_DEAD;

    /// <summary>The instructions that it has executed.</summary>
    public int Steps { get; private set; }

    public PtxThread(PtxBlock block, int index, int registers)
    {
        (Block, Index, Registers) = (block, index, new ulong[registers]);
        Array.Fill(Registers, Garbage);
    }

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
            if (++Steps > MostSteps)
                throw new PtxException($"{kernel.Name} does not end");
            if (Position == kernel.Steps.Length)
                throw new PtxException($"{kernel.Name} runs past its last instruction");
            kernel.Steps[Position++](this);
        }
    }
}
