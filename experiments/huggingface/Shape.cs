using static TorchSharp.torch;

namespace Peft.Experiments.HuggingFace;

/// <summary>The sizes of a Llama and of what it is given.</summary>
internal sealed record Shape(int Hidden, int Inner, int Layers, int Heads, int KeyValueHeads, int Vocabulary, int Batch, int Length, int Steps, int Tokens)
{
    public const int Rank = 8;

    public static IReadOnlyDictionary<string, Shape> All { get; } = new Dictionary<string, Shape>
    {
        ["tiny"] = new(256, 688, 4, 8, 4, 4096, 4, 128, 9, 32),
        ["llama-1b"] = new(2048, 5632, 22, 32, 4, 32000, 4, 512, 15, 64),
        ["llama-7b"] = new(4096, 11008, 32, 32, 32, 32000, 2, 512, 12, 64),
    };

    /// <summary>What one would use there: CPUs have no fast bfloat16.</summary>
    public ScalarType DtypeOn(string device) => device == "cuda" ? ScalarType.BFloat16 : ScalarType.Float32;

    public override string ToString() => $"Llama {Hidden} wide, {Layers} layers, {Batch} x {Length} tokens";
}
