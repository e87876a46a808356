using Peft.Quantization.Kernels.Cuda;

namespace Peft.Experiments.Cuda;

/// <summary>Queues kernels in grids of the size that the product gives them.</summary>
internal sealed unsafe class Launcher(Gpu gpu, int mostBlocks)
{
    /// <summary>Launches of a kernel on several sets of arrays in turn.</summary>
    public Action<int> Of<TArguments>(string kernel, long threads, TArguments[] sets, int blockThreads = CudaKernels.BlockThreads)
        where TArguments : unmanaged
    {
        nint function = gpu.Kernel(kernel);
        uint blocks = (uint)Math.Clamp((threads + blockThreads - 1) / blockThreads, 1, mostBlocks);
        return call =>
        {
            TArguments arguments = sets[call % sets.Length];
            gpu.Launch(function, blocks, (uint)blockThreads, &arguments);
        };
    }
}
