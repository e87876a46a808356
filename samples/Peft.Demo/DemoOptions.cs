using System.Globalization;
using Peft.Quantization;

namespace Peft.Samples.Demo;

/// <summary>What the command line asks for.</summary>
internal sealed record DemoOptions(int Steps = 200, int Seed = 1, string Output = "artifacts/demo", QuantizationType? Quantize = null)
{
    public const string Help = """
        Fine-tunes a small language model with LoRA and proves what came out.

        usage: ./build.sh demo [OPTIONS]

          --steps N      training steps (default 200)
          --seed S       seed of the adapter's initial values and of the order of the data (default 1)
          --quantize T   keep the base model's linear layers in four bits: nf4 or fp4, doubly quantised
          --output DIR   where the adapter, loss-curve.svg and metrics.jsonl go (default artifacts/demo)
          --help         print this text
        """;

    /// <summary>Reads the command line.</summary>
    /// <returns>The options, or null where the help text is asked for.</returns>
    /// <exception cref="ArgumentException">The command line makes no sense; the message says why.</exception>
    public static DemoOptions? Parse(IReadOnlyList<string> args)
    {
        var options = new DemoOptions();
        for (int i = 0; i < args.Count; i++)
        {
            string value() => ++i < args.Count ? args[i] : throw new ArgumentException($"{args[i - 1]} has no value.");
            switch (args[i])
            {
                case "--help" or "-h":
                    return null;
                case "--steps":
                    options = options with { Steps = Number("--steps", value(), 1) };
                    break;
                case "--seed":
                    options = options with { Seed = Number("--seed", value(), 0) };
                    break;
                case "--quantize":
                    options = options with { Quantize = Type(value()) };
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

    private static QuantizationType Type(string text) => text switch
    {
        "nf4" => QuantizationType.NF4,
        "fp4" => QuantizationType.FP4,
        _ => throw new ArgumentException($"--quantize is '{text}'; it must be nf4 or fp4."),
    };

    private static int Number(string option, string text, int least) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number >= least
            ? number
            : throw new ArgumentException($"{option} is '{text}'; it must be a whole number of at least {least}.");
}
