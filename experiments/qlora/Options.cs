using Peft.Samples;

namespace Peft.Experiments.QLora;

/// <summary>What the command line asks for.</summary>
internal sealed record Options(int Steps = 60, int Seeds = 3, string Data = "../shared/data", string Output = "artifacts/experiments/qlora")
{
    public const string Help = """
        Fine-tunes small real models in full, with LoRA, and with LoRA on four-bit weights, and compares the loss on held-out text.

        usage: ./build.sh experiment qlora [OPTIONS]

          --steps N      training steps (default 60)
          --seeds N      runs of each way, with the seeds 1 to N (default 3)
          --data DIR     a folder with stories260K/hf and datasets/tinyshakespeare/input.txt (default ../shared/data); without them, only the shipped model is run
          --output DIR   where results.md and the charts go (default artifacts/experiments/qlora)
          --help         print this text
        """;

    /// <summary>These options and one of the command line; null if there is no such option.</summary>
    public static Options? With(Options options, string option, OptionValue value) => option switch
    {
        "--steps" => options with { Steps = value.Number() },
        "--seeds" => options with { Seeds = value.Number() },
        "--data" => options with { Data = value.Text() },
        "--output" => options with { Output = value.Text() },
        _ => null,
    };
}
