using Peft.Samples;
using TorchSharp;
using static TorchSharp.torch;

namespace Peft.Experiments.HuggingFace;

/// <summary>What the command line asks for.</summary>
/// <param name="Model">The model's sizes.</param>
/// <param name="Device">Where it is.</param>
/// <param name="Steps">Training steps; the first third warms up.</param>
/// <param name="Batch">Sequences in a step.</param>
/// <param name="Length">Tokens in each.</param>
/// <param name="Tokens">How many are generated.</param>
internal sealed record Options(LlamaShape Model, Device Device, int Steps = 12, int Batch = 4, int Length = 512, int Tokens = 64)
{
    public const int Rank = 8;

    public const string Help = """
        Trains LoRA, DoRA and QLoRA on a Llama with random weights, and generates, beside Hugging Face PEFT on the same device; prints tokens a second.

        usage: ./build.sh experiment huggingface [OPTIONS]

          --shape NAME   llama-160m, llama-1b or llama-7b (default llama-160m)
          --device NAME  cpu or cuda (default cuda where there is one)
          --steps N      training steps (default 12)
          --batch N      sequences in a step (default 4)
          --length N     tokens in each (default 512)
          --tokens N     tokens that are generated (default 64)
          --help         print this text
        """;

    /// <summary>What one would use there: CPUs have no fast bfloat16.</summary>
    public ScalarType Dtype => Device.type == DeviceType.CUDA ? ScalarType.BFloat16 : ScalarType.Float32;

    /// <summary>The options where nothing is said.</summary>
    public static Options Default => new(LlamaShape.All["llama-160m"], cuda.is_available() ? CUDA : CPU);

    private static Dictionary<string, Device> Devices => new() { ["cpu"] = CPU, ["cuda"] = CUDA };

    /// <summary>These options and one of the command line; null if there is no such option.</summary>
    public static Options? With(Options options, string option, OptionValue value) => option switch
    {
        "--shape" => options with { Model = value.OneOf(LlamaShape.All) },
        "--device" => options with { Device = value.OneOf(Devices) },
        "--steps" => options with { Steps = value.Number() },
        "--batch" => options with { Batch = value.Number() },
        "--length" => options with { Length = value.Number() },
        "--tokens" => options with { Tokens = value.Number() },
        _ => null,
    };
}
