using System.Globalization;
using System.Security.Cryptography;
using Peft.Checkpoints;
using Peft.Optimizers;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Peft.Quantization.Tests;

/// <summary>A training whose states are several times what may stay in memory. Child processes run it, within limits or until they are killed.</summary>
internal static class PagedTraining
{
    /// <summary>128 MiB of states, of which 16 MiB may stay.</summary>
    public const long Elements = 1 << 24, ResidentBytes = 1 << 24;

    private const string ParameterFile = "parameter.safetensors", OptimizerFile = "optimizer.safetensors", Checkpoint = "step-";

    /// <summary>Arguments: the folder, how states are kept, the number of steps, and after how many a checkpoint is written (0: never).</summary>
    public static void Run(string[] arguments)
    {
        set_num_threads(1);
        var (folder, states, steps, interval) = (arguments[0], arguments[1], int.Parse(arguments[2], CultureInfo.InvariantCulture), int.Parse(arguments[3], CultureInfo.InvariantCulture));
        var (hash, mappedBytes, privateBytes) = Train(folder, states, steps, interval);
        Console.WriteLine(hash);
        Console.WriteLine(mappedBytes);
        Console.WriteLine(privateBytes);
    }

    /// <summary>Trains from the last checkpoint, or from the start.</summary>
    /// <returns>A hash of the parameter; and the most, after a step, of mapped files in memory, beyond what was before the first step, and of private memory.</returns>
    public static (string Hash, long MappedBytes, long PrivateBytes) Train(string folder, string states, int steps, int interval)
    {
        using var scope = NewDisposeScope();
        Parameter parameter = new(arange(Elements, ScalarType.Float32).mul_(1e-7));
        using FusedOptimizer optimizer = states switch
        {
            "paged" => new PagedAdamW([parameter], folder, residentBytes: ResidentBytes),
            "paged-8bit" => new PagedAdamW([parameter], folder, residentBytes: ResidentBytes / 4, configure: UpdateOptions.EightBit),
            "8bit" => new AdamW8bit([parameter]),
            _ => new FusedAdamW([parameter]),
        };
        int start = LastCheckpoint(folder);
        if (start > 0)
            Restore(Path.Combine(folder, Checkpoint + start), parameter, optimizer);
        parameter.grad = zeros(Elements);
        long before = StatusBytes("RssFile"), mappedBytes = 0, privateBytes = 0;
        for (int step = start + 1; step <= steps; step++)
        {
            using (no_grad())
                parameter.grad.copy_(parameter).sub_(step);
            optimizer.step();
            mappedBytes = Math.Max(mappedBytes, StatusBytes("RssFile") - before);
            privateBytes = Math.Max(privateBytes, StatusBytes("VmData"));
            if (interval > 0 && step % interval == 0)
                Write(folder, step, parameter, optimizer);
        }
        return (Convert.ToHexString(SHA256.HashData(parameter.bytes)), mappedBytes, privateBytes);
    }

    /// <summary>The step of the last checkpoint in a folder, or 0.</summary>
    public static int LastCheckpoint(string folder) => Directory.GetDirectories(folder, Checkpoint + "*")
        .Select(path => int.TryParse(Path.GetFileName(path)[Checkpoint.Length..], CultureInfo.InvariantCulture, out int step) ? step : 0).DefaultIfEmpty().Max();

    private static void Write(string folder, int step, Parameter parameter, FusedOptimizer optimizer)
    {
        AtomicFolder.Write(Path.Combine(folder, Checkpoint + step), path =>
        {
            SafetensorsFile.Save(Path.Combine(path, ParameterFile), new Dictionary<string, Tensor> { ["parameter"] = parameter });
            optimizer.Save(Path.Combine(path, OptimizerFile));
        });
        Console.WriteLine(step);
    }

    private static void Restore(string folder, Parameter parameter, FusedOptimizer optimizer)
    {
        using var file = SafetensorsFile.Open(Path.Combine(folder, ParameterFile));
        using (no_grad())
            parameter.copy_(file.Read("parameter"));
        optimizer.Load(Path.Combine(folder, OptimizerFile));
    }

    private static long StatusBytes(string name) =>
        File.Exists("/proc/self/status") ? long.Parse(File.ReadLines("/proc/self/status").First(line => line.StartsWith(name + ":", StringComparison.Ordinal)).Split()[^2], CultureInfo.InvariantCulture) << 10 : 0;
}
