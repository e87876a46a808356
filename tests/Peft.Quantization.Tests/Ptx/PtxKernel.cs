using System.Runtime.InteropServices;

namespace Peft.Quantization.Tests.Ptx;

/// <summary>An entry of a module, ready to run.</summary>
/// <param name="Name">What a driver finds it by.</param>
/// <param name="ParameterSizes">The bytes of each parameter.</param>
/// <param name="SharedBytes">The shared memory that it declares.</param>
/// <param name="Registers">What the registers of a thread hold before its first instruction.</param>
/// <param name="MostThreads">The largest block it is compiled for.</param>
/// <param name="Steps">Its instructions.</param>
internal sealed record PtxKernel(string Name, int[] ParameterSizes, int SharedBytes, ulong[] Registers, int MostThreads, PtxStep[] Steps)
{
    /// <summary>How many instructions a thread may execute; none needs as many here, and one that does not end is stopped.</summary>
    public int MostSteps { get; init; } = 50_000;

    /// <summary>Runs a grid, block after block.</summary>
    /// <returns>What that took.</returns>
    /// <typeparam name="TArguments">The struct that is the kernel's only parameter.</typeparam>
    public PtxCost Run<TArguments>(PtxGrid grid, TArguments arguments, GlobalMemory memory)
        where TArguments : unmanaged => Run(grid, MemoryMarshal.AsBytes(new ReadOnlySpan<TArguments>(in arguments)).ToArray(), memory);

    /// <summary>Runs a grid with an argument as the bytes that a driver gets.</summary>
    public PtxCost Run(PtxGrid grid, byte[] argument, GlobalMemory memory)
    {
        if (ParameterSizes is not [int size] || argument.Length != size)
            throw new PtxException($"{Name} takes parameters of {string.Join(", ", ParameterSizes)} bytes, not one of {argument.Length}");
        if (grid.Threads < 1 || grid.Threads > MostThreads || grid.Blocks < 1)
            throw new PtxException($"{Name} cannot run {grid.Blocks} blocks of {grid.Threads} threads; it is compiled for {MostThreads}");
        memory.Launch();
        PtxCost cost = default;
        for (int index = 0; index < grid.Blocks; index++)
        {
            var block = new PtxBlock(this, grid, index, argument, memory);
            block.Run();
            cost += block.Cost;
        }
        return cost;
    }
}
