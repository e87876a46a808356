using System.Globalization;

namespace Peft.Experiments.Cuda;

/// <summary>What the command line asks for.</summary>
/// <param name="Ptx">A file to measure instead of the kernels that ship.</param>
/// <param name="MostBlocks">The largest grid.</param>
/// <param name="Torch">Whether to run torch's products beside ours.</param>
/// <param name="Filter">What the names of kernels contain.</param>
internal sealed record Options(string? Ptx, int MostBlocks, bool Torch, string Filter)
{
    public const string Help = """
        usage: ./build.sh experiment cuda [--ptx FILE] [--most-blocks N] [--filter TEXT] [--no-torch]

        Times the CUDA kernels on the first GPU, against a copy within its memory and, where python3 has a torch with CUDA, torch's own products.
        """;

    public static Options Parse(string[] args)
    {
        var options = new Options(null, 4096, true, "");
        for (int i = 0; i < args.Length; i++)
        {
            options = args[i] switch
            {
                "--no-torch" => options with { Torch = false },
                "--ptx" when i + 1 < args.Length => options with { Ptx = args[++i] },
                "--filter" when i + 1 < args.Length => options with { Filter = args[++i] },
                "--most-blocks" when i + 1 < args.Length => options with { MostBlocks = int.Parse(args[++i], CultureInfo.InvariantCulture) },
                _ => throw new ArgumentException($"'{args[i]}' is no option or lacks a value.\n\n{Help}"),
            };
        }
        return options;
    }
}
