using static TorchSharp.torch;

namespace Peft.TestUtils;

/// <summary>Finds tensors that are left to the finaliser.</summary>
public static class LeakGuard
{
    /// <summary>The number of live tensors, after the finaliser has taken those that earlier tests left to it.</summary>
    public static long LiveTensors()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        return Tensor.TotalCount;
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

        Assert.That(Tensor.TotalCount - before, Is.Zero, $"live tensors gained in {repeats} repeats");
    }
}
