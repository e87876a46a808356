using TorchSharp;

namespace Peft.TestUtils;

/// <summary>Finds tensors that are left to the finaliser.</summary>
/// <remarks>Not by <c>Tensor.TotalCount</c>: TorchSharp never forgets the tensor that a parameter was made of, and what the finaliser happens to take meanwhile would be missing.</remarks>
public static class LeakGuard
{
    /// <summary>The tensors that this thread has made, less those that it has disposed.</summary>
    public static long LiveTensors() => DisposeScopeManager.Statistics.ThreadTotalLiveCount;

    /// <summary>Frees what was left to the finaliser so far.</summary>
    public static void RunFinalizers()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
    }

    /// <summary>Runs <paramref name="action"/> once to warm up, then <paramref name="repeats"/> times, and fails if the number of live tensors has changed.</summary>
    public static void NoTensorsLeft(Action action, int repeats = 3)
    {
        action();
        long before = LiveTensors();
        for (int i = 0; i < repeats; i++)
        {
            action();
        }

        Assert.That(LiveTensors() - before, Is.Zero, $"live tensors gained in {repeats} repeats");
    }
}
