using Peft.Optimizers;
using Peft.Quantization.Kernels.Cpu;
using Peft.Quantization.Tests.Ptx;

namespace Peft.Quantization.Tests.Cuda;

/// <summary>Steps of an optimizer.</summary>
/// <param name="Format">Of parameter and gradient.</param>
/// <param name="Count">The number of elements.</param>
/// <param name="BlockSize">Of states of eight bits; 0 for float32.</param>
/// <param name="Skipped">How many elements of its memory stand before each array.</param>
/// <param name="Grid">The size of a launch.</param>
internal sealed record UpdateCase(FloatFormat Format, int Count, int BlockSize, int Skipped, PtxGrid Grid)
{
    /// <summary>What gradients are multiplied with.</summary>
    public const float Scale = 0.5f;

    /// <summary>The formulas, as the kernels are named.</summary>
    public static string[] Rules { get; } = ["adam", "lion", "momentum", "rmsprop", "adagrad", "ademamix"];

    public static FloatFormat[] Formats { get; } = [FloatFormat.Float32, FloatFormat.Float16, FloatFormat.BFloat16];

    public UpdateOptions Options { get; init; } = new() { LearningRate = 0.01, Beta1 = 0.9, Beta2 = 0.99, Beta3 = 0.999, Alpha = 5, Epsilon = 1e-6, WeightDecay = 0.03 };

    /// <summary>How many steps the CPU takes alone before the first, so that states are not zero.</summary>
    public int Before { get; init; }

    public int Steps { get; init; } = 3;

    public Func<int, float[]> Values { get; init; } = count => KernelData.Uniform(count, seed: 1);

    /// <summary>By the number of elements and the step. They turn around, so that what is largest in a block becomes smaller.</summary>
    public Func<int, long, float[]> Gradients { get; init; } = (count, step) => [.. KernelData.Uniform(count, seed: 1).Reverse().Select((value, i) => (step == 3 ? -1 : 1) * value * (i + 1) / count)];

    /// <summary>The same, one step, whose results in 16 bits all lie halfway between two.</summary>
    public UpdateCase WithTies() => this with
    {
        Before = 0,
        Options = new() { LearningRate = 1f / 256, Epsilon = 0 },
        Values = count => [.. Enumerable.Range(0, count).Select(i => 1 + (i * 7 % 128 / 128f))],
        Gradients = (count, _) => [.. Enumerable.Range(0, count).Select(i => (i % 3 == 0 ? -1 : 1) / Scale)],
    };

    /// <summary>The same, one step, whose first state, or whose squares of gradients, have other codes if they are divided by their absmax than if they are multiplied by its reciprocal.</summary>
    public UpdateCase WithQuotients(Codebook codebook, bool squared) => this with
    {
        Before = 0,
        Options = new() { LearningRate = 0.01 },
        Gradients = (count, _) => [.. KernelData.Quotients(codebook, count, squared: squared).Select(value => value / Scale)],
    };
}
