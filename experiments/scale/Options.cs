using Peft.Samples;

namespace Peft.Experiments.Scale;

/// <summary>What the command line asks for.</summary>
internal sealed record Options(LlamaShape Shape, int Steps = 3)
{
    public const string Help = """
        Writes a checkpoint of random weights in the shape of a Llama, quantises it from folder to folder, and trains LoRA on it; prints time and memory by phase.

        usage: ./build.sh experiment scale [OPTIONS]

          --shape NAME   llama-160m, llama-1b or llama-7b (default llama-1b): about 0.5, 3 or 17 GB in the temporary folder while it runs
          --steps N      training steps on one batch of 256 tokens (default 3)
          --help         print this text
        """;

    /// <summary>These options and one of the command line; null if there is no such option.</summary>
    public static Options? With(Options options, string option, OptionValue value) => option switch
    {
        "--shape" => options with { Shape = value.OneOf(LlamaShape.All) },
        "--steps" => options with { Steps = value.Number() },
        _ => null,
    };
}
