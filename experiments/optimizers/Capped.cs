using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using Peft.Optimizers;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Peft.Experiments.Optimizers;

/// <summary>
/// A training whose states, 1920 MB of AdEMAMix, are several times everything else: ten parameters in bfloat16, one of which has a gradient at a time. For running within a limit of memory.
/// </summary>
internal static class Capped
{
    private const int Parameters = 10, Steps = 3;
    private const long Size = 16_000_000, ResidentBytes = 1 << 26;

    /// <summary>Trains and prints times and a hash of the parameters.</summary>
    /// <param name="folder">Where states are paged; <see langword="null"/> to keep them in memory.</param>
    public static void Run(string? folder)
    {
        manual_seed(0);
        Parameter[] parameters = [.. Enumerable.Range(0, Parameters).Select(_ => Create())];
        using var optimizer = new AdEMAMix(parameters, configure: o => o.Paging = folder is null ? null : new StatePaging(folder, ResidentBytes));
        long start = Stopwatch.GetTimestamp();
        for (int step = 1; step <= Steps; step++)
        {
            foreach (Parameter parameter in parameters)
            {
                using var scope = NewDisposeScope();
                using var off = no_grad();
                parameter.grad = parameter.mul(0.5f).add_(step * 0.1f);
                optimizer.step();
                parameter.grad = null;
            }
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"step {step}: {Stopwatch.GetElapsedTime(start).TotalSeconds:F1} s"));
        }
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (Parameter parameter in parameters)
            hash.AppendData(parameter.bytes);
        Console.WriteLine($"{optimizer.StateBytes / 1e6:F0} MB of states, parameters {Convert.ToHexString(hash.GetHashAndReset())[..16]}");
    }

    private static Parameter Create()
    {
        using var scope = NewDisposeScope();
        return new Parameter(randn(1000).to(ScalarType.BFloat16).repeat(Size / 1000).DetachFromDisposeScope());
    }
}
