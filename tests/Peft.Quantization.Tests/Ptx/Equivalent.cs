using System.Text.RegularExpressions;

namespace Peft.Quantization.Tests.Ptx;

/// <summary>Changes of a kernel that change nothing anybody could see.</summary>
/// <param name="Pattern">How they are described.</param>
/// <param name="Count">How many there are.</param>
/// <param name="Reason">Why they change nothing.</param>
internal sealed record Equivalent(string Pattern, int Count, string Reason)
{
    public bool Fits(string change) => Regex.IsMatch(change, Pattern);
}
