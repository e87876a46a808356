using System.Globalization;

namespace Peft.Experiments.Scale;

/// <summary>What the command line asks for.</summary>
internal sealed record Options(string Shape = "llama-1b", int Steps = 3)
{
    public const string Help = """
        Writes a checkpoint of random weights in the shape of a Llama, quantises it from folder to folder, and trains LoRA on it; prints time and memory by phase.

        usage: ./build.sh experiment scale [OPTIONS]

          --shape NAME   llama-160m, llama-1b or llama-7b (default llama-1b): about 0.5, 3 or 17 GB in the temporary folder while it runs
          --steps N      training steps on one batch of 256 tokens (default 3)
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
                case "--shape":
                    options = options with { Shape = value() };
                    break;
                case "--steps":
                    options = options with { Steps = Number("--steps", value()) };
                    break;
                default:
                    throw new ArgumentException($"There is no option '{args[i]}'.");
            }
        }
        if (!LlamaShape.All.ContainsKey(options.Shape))
            throw new ArgumentException($"--shape is '{options.Shape}'; it must be one of {string.Join(", ", LlamaShape.All.Keys)}.");
        return options;
    }

    private static int Number(string option, string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number > 0
        ? number
        : throw new ArgumentException($"{option} is '{text}'; it must be a whole number of at least 1.");
}
