using System.Text.RegularExpressions;
using Peft.Quantization.Kernels.Cuda;

namespace Peft.Quantization.Tests.Ptx;

/// <summary>Breaks a kernel in every place, one at a time, to see that its tests notice.</summary>
internal static partial class PtxMutation
{
    /// <summary>Takes every instruction of an entry away in turn; the check must fail for each.</summary>
    public static void CheckAll(string entry, Action<PtxModule> check)
    {
        string text = Regex.Match(CudaKernels.Ptx, $@"\.visible \.entry {entry}\(.*?\n\}}", RegexOptions.Singleline).Value;
        List<string> missed = [];
        int seeded = 0;
        check(new PtxModule(text));
        foreach (Match instruction in Instruction().Matches(text))
        {
            seeded++;
            string mutant = text.Remove(instruction.Index, instruction.Length);
            if (!IsCaught(mutant, check))
                missed.Add(instruction.Value.Trim());
        }
        Assert.That(missed, Is.Empty, $"of {seeded} seeded bugs {missed.Count} go unnoticed");
    }

    private static bool IsCaught(string mutant, Action<PtxModule> check)
    {
        using var isolated = new NUnit.Framework.Internal.TestExecutionContext.IsolatedContext();
        try
        {
            check(new PtxModule(mutant));
            return false;
        }
        catch (Exception failure) when (failure is PtxException or AssertionException)
        {
            return true;
        }
    }

    // A branch to the next line does nothing.
    [GeneratedRegex(@"^\t(?!bra\.uni\s+(?<label>\w+);\n\k<label>:)(@!?%p\d+ +)?[a-z][^\n]*;", RegexOptions.Multiline)]
    private static partial Regex Instruction();
}
