namespace Peft.Quantization.Tests;

/// <summary>What the test assembly does as a program.</summary>
internal static class Program
{
    /// <summary>Prints checksums, or with the argument <c>cuda</c> tests the kernels on the GPU: no SDK and no torch is needed for that.</summary>
    public static int Main(string[] args)
    {
        if (args is ["cuda"])
            return Cuda.GpuRun.Run();
        KernelChecksums.Print();
        return 0;
    }
}
