namespace Peft.Quantization.Tests;

/// <summary>What the test assembly does as a program.</summary>
internal static class Program
{
    /// <summary>Prints checksums; with the argument <c>cuda</c> tests the kernels on the GPU, for which no SDK and no torch is needed; with <c>paged</c> trains with paged states.</summary>
    public static int Main(string[] args)
    {
        if (args is ["cuda"])
            return Cuda.GpuRun.Run();
        if (args is ["paged", .. var training])
            PagedTraining.Run(training);
        else
            KernelChecksums.Print();
        return 0;
    }
}
