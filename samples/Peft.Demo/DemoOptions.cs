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

    private static readonly Dictionary<string, QuantizationType> s_types = new() { ["nf4"] = QuantizationType.NF4, ["fp4"] = QuantizationType.FP4 };

    /// <summary>These options and one of the command line; null if there is no such option.</summary>
    public static DemoOptions? With(DemoOptions options, string option, OptionValue value) => option switch
    {
        "--steps" => options with { Steps = value.Number() },
        "--seed" => options with { Seed = value.Number(least: 0) },
        "--quantize" => options with { Quantize = value.OneOf(s_types) },
        "--output" => options with { Output = value.Text() },
        _ => null,
    };
}
