using Peft.Samples;

namespace Peft.Experiments.Ladder;

/// <summary>What the command line asks for.</summary>
internal sealed record Options(int Steps = 100, int Seeds = 3, string Data = "../shared/data", string Part = Options.Both)
{
    public const string Both = "both", Cost = "cost", Loss = "loss";

    public const string Help = """
        Compares Ladder Side-Tuning with LoRA: time and memory of a step on Llamas of several depths, and the loss on held-out text after training small real models.

        usage: ./build.sh experiment ladder [OPTIONS]

          --steps N      training steps (default 100)
          --seeds N      runs of each way, with the seeds 1 to N (default 3)
          --data DIR     a folder with stories260K/hf and datasets/tinyshakespeare/input.txt (default ../shared/data); without them, only the shipped model is trained
          --part PART    cost, loss or both (default both)
          --help         print this text
        """;

    /// <summary>These options and one of the command line; null if there is no such option.</summary>
    public static Options? With(Options options, string option, OptionValue value) => option switch
    {
        "--steps" => options with { Steps = value.Number() },
        "--seeds" => options with { Seeds = value.Number() },
        "--data" => options with { Data = value.Text() },
        "--part" => options with { Part = value.OneOf(new[] { Both, Cost, Loss }.ToDictionary(part => part)) },
        _ => null,
    };
}
