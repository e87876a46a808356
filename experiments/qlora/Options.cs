using System.Globalization;

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

    /// <summary>Reads the command line; null where the help text is asked for.</summary>
    /// <exception cref="ArgumentException">The command line makes no sense; the message says why.</exception>
    public static Options? Parse(IReadOnlyList<string> args)
    {
        var options = new Options();
        for (int i = 0; i < args.Count; i++)
        {
            string value() => ++i < args.Count ? args[i] : throw new ArgumentException($"{args[i - 1]} has no value.");
            switch (args[i])
            {
                case "--help" or "-h":
                    return null;
                case "--steps":
                    options = options with { Steps = Number("--steps", value()) };
                    break;
                case "--seeds":
                    options = options with { Seeds = Number("--seeds", value()) };
                    break;
                case "--data":
                    options = options with { Data = value() };
                    break;
                case "--output":
                    options = options with { Output = value() };
                    break;
                default:
                    throw new ArgumentException($"There is no option '{args[i]}'.");
            }
        }
        return options;
    }

    private static int Number(string option, string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number > 0
        ? number
        : throw new ArgumentException($"{option} is '{text}'; it must be a whole number of at least 1.");
}
