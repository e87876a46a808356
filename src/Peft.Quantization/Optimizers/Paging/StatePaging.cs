using Peft.Quantization;
using Peft.Quantization.Kernels.Cuda;
using static TorchSharp.torch;

namespace Peft.Optimizers;

/// <summary>
/// Keeps states of large parameters where there is more room than in the memory that works on them. On a CPU that is memory-mapped files: during a step a helper thread brings in the next pages while the
/// present ones are worked on, and what exceeds the resident part goes back. For parameters on NVIDIA GPUs it is unified memory, which is part of the computer's memory where the GPU's does not suffice.
/// </summary>
/// <remarks>
/// One instance may serve several groups and optimizers, which share the resident part. The files are working memory, not checkpoints: they have no name once they are open
/// (on Windows, they are deleted when they are closed), so that whatever ends the process also frees them, and nothing can resume from a state that was half written. <see
/// cref="FusedOptimizer.Save"/> makes a checkpoint.
/// </remarks>
public sealed class StatePaging
{
    /// <summary>What processors map with one entry of their tables, where file and memory begin at a multiple of it.</summary>
    internal const long HugePage = 1 << 21;

    private const int MostAhead = 3;
    private const long SmallestSegment = 1 << 16, LargestSegment = 1 << 25;

    private long _kept;

    /// <summary>Names the folder.</summary>
    /// <param name="folder">
    /// An existing folder on a disk with room for all states; a RAM disk would save no memory. <see langword="null"/> if all states are in unified memory.
    /// </param>
    /// <param name="residentBytes">How much of the states may stay in memory between steps, at least 1 MiB; of those in unified memory, how much is better off on the GPU between steps.</param>
    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    public StatePaging(string? folder = null, long residentBytes = 1L << 30)
    {
        if (folder is not null && !Directory.Exists(folder))
            throw new DirectoryNotFoundException($"There is no folder '{folder}' for the states of an optimizer. help: Create it, on a disk with room for all states.");
        Folder = folder is null ? null : Path.GetFullPath(folder);
        ResidentBytes = residentBytes >= 1 << 20 ? residentBytes : throw new ArgumentOutOfRangeException(
            nameof(residentBytes), residentBytes, $"The resident part must be at least 1 MiB; found {residentBytes} bytes. help: A gigabyte is usual.");
    }

    /// <summary>Where the files are; <see langword="null"/> if there are none.</summary>
    public string? Folder { get; }

    /// <summary>How much of the states may stay in memory.</summary>
    public long ResidentBytes { get; }

    /// <summary>Whether the states of parameters on NVIDIA GPUs are in unified memory; otherwise they are in files, and parameters and gradients go to the CPU and back each step.</summary>
    public bool UseUnifiedMemory { get; init; } = true;

    /// <summary>Smaller parameters keep their states in memory. bitsandbytes' value is the default.</summary>
    public long MinElements { get; init; } = 100_000;

    /// <summary>The GPU that a device is. Tests have a CPU play that part.</summary>
    internal Func<Device, CudaDevice?> FindGpu { get; init; } = CudaUpdate.FindGpu;

    /// <summary>How old a mapping may become. Linux looks for pages to write every five seconds.</summary>
    internal long MostMappedMilliseconds { get; init; } = 5000;

    /// <summary>How many segments are brought in before they are needed.</summary>
    internal static int Ahead => MostAhead;

    /// <summary>The size of what is mapped at a time: a few of them fit into the resident part.</summary>
    internal long SegmentBytes => Math.Clamp(ResidentBytes / 8, SmallestSegment, LargestSegment) is var bytes && bytes > HugePage ? bytes / HugePage * HugePage : bytes;

    // What is worked on, what is brought in, and what goes back take turns in this part; the rest is for segments that stay.
    private long Window => (MostAhead + 2) * SegmentBytes;

    /// <summary>Makes states of zeros for a parameter.</summary>
    /// <exception cref="InsufficientMemoryException">There is too little unified memory.</exception>
    /// <exception cref="IOException">There is too little room for a file.</exception>
    /// <exception cref="OptimizerStateException">A file is needed, and there is no folder.</exception>
    internal StateMemory NewStates(StateLayout layout, Device device)
    {
        if (UseUnifiedMemory && FindGpu(device) is { HasUnifiedMemory: true } gpu)
            return new UnifiedStates(layout, this, gpu, device);
        return new PagedStates(layout, this, Folder ?? throw new OptimizerStateException(
            $"The states of a parameter of {layout.Count} elements on {device} belong into a file, and there is no folder for it: unified memory is for parameters on NVIDIA GPUs.",
            $"Give {nameof(StatePaging)} a folder; {nameof(GpuKernels)}.{nameof(GpuKernels.WhyUnavailable)} tells what is in the way of a GPU."));
    }

    /// <summary>Whether a segment of a file may stay in memory. Steps take segments in the same order every time, so that those which stay are as good as any others.</summary>
    internal bool TryKeepSegment(long bytes) => TryKeep(bytes, ResidentBytes - Window);

    /// <summary>Whether states in unified memory belong to the resident part.</summary>
    internal bool TryKeep(long bytes) => TryKeep(bytes, ResidentBytes);

    private bool TryKeep(long bytes, long most)
    {
        bool fits = Interlocked.Add(ref _kept, bytes) <= most;
        if (!fits)
            Release(bytes);
        return fits;
    }

    internal void Release(long bytes) => Interlocked.Add(ref _kept, -bytes);
}
