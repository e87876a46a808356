using Peft.Quantization.Kernels.Cpu;

namespace Peft.Quantization.Tests;

/// <summary>The kernels in processes that are denied instruction sets: the path changes, the results do not.</summary>
[TestFixture]
public sealed class InstructionSetTests
{
    [TestCase("EnableAVX512", "256-bit vectors")]
    [TestCase("EnableAVX2", "128-bit vectors")]
    [TestCase("EnableHWIntrinsic", "reference")]
    public void Kernels_WithoutAnInstructionSet_TakeANarrowerPathToTheSameResults(string setting, string widestPath)
    {
        string[] lines = RunChecksums(setting);
        string[] paths = [.. CpuPath.Supported.Select(path => path.ToString()!)];
        Assert.That(lines[0], Is.EqualTo(paths.Contains(widestPath) ? widestPath : paths[0]));
        Assert.That(lines[1..], Is.EqualTo(KernelChecksums.Lines()));
    }

    private static string[] RunChecksums(string disabled)
    {
        var start = ChildProcess.Start();
        start.Environment[$"DOTNET_{disabled}"] = "0";
        var (exitCode, lines) = ChildProcess.Run(start);
        Assert.That(exitCode, Is.Zero, string.Join('\n', lines));
        return lines;
    }
}
