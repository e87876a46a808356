using System.Runtime.ExceptionServices;

namespace Peft.Quantization.Kernels.Cpu;

/// <summary>
/// Shares a row of blocks among threads. The caller works too and takes whatever nobody else has taken, so a busy thread pool delays nothing. The others come from .NET's pool and
/// sleep when there is nothing to do: threads that spin would take the cores that torch's own threads need a moment later.
/// </summary>
internal sealed class ParallelBlocks : IThreadPoolWorkItem
{
    private readonly Action<int, int> _work;
    private readonly int _blocks, _chunk;
    private readonly ManualResetEventSlim _finished = new();
    private int _next, _unfinished;
    private Exception? _error;

    private ParallelBlocks(int blocks, int chunk, Action<int, int> work)
    {
        _blocks = blocks;
        _chunk = chunk;
        _work = work;
        _unfinished = Chunks;
    }

    private int Chunks => ((_blocks - 1) / _chunk) + 1;

    /// <summary>Calls <paramref name="work"/> until every block is done. The caller gets the first exception.</summary>
    /// <param name="blocks">The number of blocks.</param>
    /// <param name="chunk">How many are done in one call.</param>
    /// <param name="threads">The largest number of threads, the caller's among them.</param>
    /// <param name="work">Takes the first block and the number of blocks.</param>
    internal static void Run(int blocks, int chunk, int threads, Action<int, int> work)
    {
        if (blocks == 0)
            return;
        var job = new ParallelBlocks(blocks, Math.Max(chunk, 1), work);
        for (int helper = 1; helper < Math.Min(threads, job.Chunks); helper++)
            ThreadPool.UnsafeQueueUserWorkItem(job, preferLocal: false);
        job.Execute();
        job._finished.Wait();
        if (job._error is not null)
            ExceptionDispatchInfo.Throw(job._error);
    }

    /// <summary>Takes chunks until none is left. A thread that comes too late finds none.</summary>
    public void Execute()
    {
        for (int chunk = Take(); chunk < Chunks; chunk = Take())
        {
            try
            {
                int first = chunk * _chunk;
                _work(first, Math.Min(_chunk, _blocks - first));
            }
            catch (Exception e)
            {
                _error = e;
            }
            // Also orders stores past the caches before whatever follows.
            if (Interlocked.Decrement(ref _unfinished) == 0)
                _finished.Set();
        }
    }

    private int Take() => Interlocked.Increment(ref _next) - 1;
}
