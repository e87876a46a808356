using System.Text.RegularExpressions;

namespace Peft.Repository.Tests;

/// <summary>A text that must not stand in certain files.</summary>
/// <param name="Name">What the rule asks for.</param>
/// <param name="Forbidden">What must not be there.</param>
/// <param name="AppliesTo">Which files, by path from the repository's root.</param>
/// <param name="Help">What to do instead.</param>
public sealed record SourceRule(string Name, Regex Forbidden, Func<string, bool> AppliesTo, string Help)
{
    public override string ToString() => Name;

    /// <summary>Every line that breaks the rule, as path:line: text.</summary>
    internal IEnumerable<string> Violations() =>
        from file in RepositoryFiles.All
        where AppliesTo(file)
        from line in File.ReadLines(RepositoryFiles.FullPath(file)).Select((text, index) => (Text: text, Number: index + 1))
        where Forbidden.IsMatch(line.Text)
        select $"{file}:{line.Number}: {line.Text.Trim()}";
}
