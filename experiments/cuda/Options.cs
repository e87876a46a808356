using Peft.Samples;

namespace Peft.Experiments.Cuda;

/// <summary>What the command line asks for.</summary>
/// <param name="Ptx">A file to measure instead of the kernels that ship.</param>
/// <param name="MostBlocks">The largest grid.</param>
/// <param name="Torch">Whether to run torch's products beside ours.</param>
/// <param name="Filter">What the names of kernels contain.</param>
internal sealed record Options(string? Ptx = null, int MostBlocks = 4096, bool Torch = true, string Filter = "")
{
    public const string Help = """
        usage: ./build.sh experiment cuda [--ptx FILE] [--most-blocks N] [--filter TEXT] [--no-torch]

        Times the CUDA kernels on the first GPU, against a copy within its memory and, where python3 has a torch with CUDA, torch's own products.
        """;

    /// <summary>These options and one of the command line; null if there is no such option.</summary>
    public static Options? With(Options options, string option, OptionValue value) => option switch
    {
        "--no-torch" => options with { Torch = false },
        "--ptx" => options with { Ptx = value.Text() },
        "--filter" => options with { Filter = value.Text() },
        "--most-blocks" => options with { MostBlocks = value.Number() },
        _ => null,
    };
}
