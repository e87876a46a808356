using System.Runtime.InteropServices;

namespace Peft.TestUtils;

/// <summary>What the C library has given out, and with it every tensor on the CPU; on Linux with glibc.</summary>
public static class NativeHeap
{
    /// <summary>Bytes that are in use, whatever the process still holds of what was freed.</summary>
    public static long LiveBytes()
    {
        MallInfo info = mallinfo2();
        return checked((long)(info.InUse + info.Mapped));
    }

    /// <summary>The most bytes in use at a time while something runs, over those before it, as far as another thread sees it, which looks all the time.</summary>
    public static long GrowthOf(Action action)
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        long before = LiveBytes(), peak = before;
        using CancellationTokenSource done = new();
        Thread watcher = new(() =>
        {
            while (!done.IsCancellationRequested)
            {
                peak = Math.Max(peak, LiveBytes());
                Thread.Sleep(0);
            }
        });
        watcher.Start();
        try
        {
            action();
        }
        finally
        {
            done.Cancel();
            watcher.Join();
        }
        return peak - before;
    }

    /// <summary>The middle of several measurements: the runtime allocates too, now and then, and frees.</summary>
    public static long MedianOf(Func<long> measurement, int times = 5) => Enumerable.Range(0, times).Select(_ => measurement()).Order().ElementAt(times / 2);

    [DllImport("libc")]
    private static extern MallInfo mallinfo2();

    /// <summary>The C library's <c>struct mallinfo2</c>.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private readonly struct MallInfo
    {
        private readonly nuint _arena, _freeChunks, _freeFastBins, _mappings;
        public readonly nuint Mapped;
        private readonly nuint _unused, _fastBinBytes;
        public readonly nuint InUse;
        private readonly nuint _free, _trimmable;
    }
}
