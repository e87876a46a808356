using System.Text.RegularExpressions;
using Peft.Quantization.Kernels.Cuda;
using Peft.Quantization.Tests.Cuda;

namespace Peft.Quantization.Tests.Ptx;

/// <summary>Breaks a kernel in every place, one at a time, to see that its tests notice.</summary>
internal static partial class PtxMutation
{
    // A bug that leaves the results as they are but makes a launch take so much longer is a bug.
    private const double Slower = 1.2;

    /// <summary>Makes the result of every instruction of an entry wrong in turn, takes those away that have none, and takes the exchange out of shuffles; the check must fail, or a launch take longer, for each.</summary>
    public static void CheckAll(string entry, Action<KernelDevice> check)
    {
        string text = Regex.Match(CudaKernels.Ptx, $@"\.visible \.entry {entry}\(.*?\n\}}", RegexOptions.Singleline).Value;
        List<string> missed = [];
        int seeded = 0;
        InterpretedDevice right = Device(text);
        check(right);
        foreach (Match instruction in Instruction().Matches(text))
        {
            if (IsGuardOfLoop(instruction, text))
                continue;
            foreach (string wrong in new[] { Wrong(instruction), WithoutShuffle(instruction) }.Where(wrong => wrong != instruction.Value))
            {
                seeded++;
                string mutant = text[..instruction.Index] + wrong + text[(instruction.Index + instruction.Length)..];
                if (!IsCaught(mutant, check, right.Steps))
                    missed.Add($"{instruction.Value.Trim()} as {wrong.Trim()}");
            }
        }
        Assert.That(string.Join("\n", missed), Is.Empty, $"of {seeded} seeded bugs {missed.Count} go unnoticed");
    }

    private static InterpretedDevice Device(string text) => new(new PtxModule(text), new GlobalMemory());

    // Something else in the register: its complement.
    private static string Wrong(Match instruction)
    {
        string result = instruction.Groups["result"].Value;
        if (result.Length == 0)
            return "";
        string type = result switch { ['%', 'p', ..] => "pred", ['%', 'r', 's', ..] => "b16", ['%', 'r', 'd', ..] => "b64", _ => "b32" };
        return $"{instruction.Value}\n\tnot.{type} {result}, {result};";
    }

    private static bool IsCaught(string mutant, Action<KernelDevice> check, List<long> steps)
    {
        using var isolated = new NUnit.Framework.Internal.TestExecutionContext.IsolatedContext();
        try
        {
            InterpretedDevice device = Device(mutant);
            check(device);
            return device.Steps.Zip(steps).Any(launch => launch.First > launch.Second * Slower);
        }
        catch (Exception failure) when (failure is PtxException or AssertionException)
        {
            return true;
        }
    }

    // A branch past a loop only spares those who have nothing to do a round of it, in which they change nothing; the loop asks the same again.
    private static bool IsGuardOfLoop(Match instruction, string text)
    {
        string label = Branch().Match(instruction.Value).Groups["label"].Value;
        int target = label.Length == 0 ? -1 : text.IndexOf($"\n{label}:", StringComparison.Ordinal);
        if (target < instruction.Index)
            return false;
        string skipped = text[instruction.Index..target];
        return Branch().Matches(skipped).Any(branch => skipped[..branch.Index].Contains($"\n{branch.Groups["label"].Value}:", StringComparison.Ordinal));
    }

    [GeneratedRegex(@"@!?%p\d+ bra\s+(?<label>\w+);")]
    private static partial Regex Branch();

    // A lane keeps what it has.
    private static string WithoutShuffle(Match instruction) => Shuffle().Replace(instruction.Value, "mov.b32 ${result}, ${own};");

    [GeneratedRegex(@"shfl\.sync\.bfly\.b32\s+(?<result>%\w+), (?<own>%\w+), [^;]*;")]
    private static partial Regex Shuffle();

    // A branch to the next line does nothing.
    [GeneratedRegex(@"^\t(?!bra\.uni\s+(?<label>\w+);\n\k<label>:)(@!?%p\d+ +)?[a-z][\w.]*(\s+(?<result>%\w+))?[^\n]*;", RegexOptions.Multiline)]
    private static partial Regex Instruction();
}
