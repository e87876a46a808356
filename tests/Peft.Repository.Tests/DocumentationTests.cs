using System.Text.RegularExpressions;

namespace Peft.Repository.Tests;

[TestFixture]
public sealed partial class DocumentationTests
{
    [GeneratedRegex(@"\]\((?!\w+:)([^)#\s]*)(?:#([^)\s]+))?\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"^(```|~~~).*?^\1", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex FencedCode();

    [GeneratedRegex(@"^#+\s+(.*?)\s*$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex(@"\bbuild\.sh ([a-z]+)")]
    private static partial Regex Command();

    [GeneratedRegex(@"^  ([a-z]+)\b", RegexOptions.Multiline)]
    private static partial Regex Verb();

    [Test]
    public void Links_InDocuments_Resolve()
    {
        IEnumerable<string> broken = from document in RepositoryFiles.EndingWith(".md")
                                     from Match link in Link().Matches(FencedCode().Replace(RepositoryFiles.Read(document), ""))
                                     where !Resolves(document, link.Groups[1].Value, link.Groups[2].Value)
                                     select $"{document}: {link.Value[2..^1]}";
        Assert.That(broken, Is.Empty);
    }

    [Test]
    public void BuildCommands_InDocuments_AreVerbs()
    {
        string usage = RepositoryFiles.Read("build.sh").Split("TEXT")[1];
        HashSet<string> verbs = Verb().Matches(usage).Select(match => match.Groups[1].Value).ToHashSet();
        IEnumerable<string> unknown = from document in RepositoryFiles.EndingWith(".md")
                                      from Match command in Command().Matches(RepositoryFiles.Read(document))
                                      where !verbs.Contains(command.Groups[1].Value)
                                      select $"{document}: {command.Value}";
        Assert.That(unknown, Is.Empty, $"help: the verbs are {string.Join(", ", verbs)}.");
    }

    private static bool Resolves(string document, string path, string anchor)
    {
        string target = path.Length == 0 ? document : Path.Join(Path.GetDirectoryName(document), path);
        string full = RepositoryFiles.FullPath(target);
        if (!Path.Exists(full))
            return false;
        return anchor.Length == 0 || !target.EndsWith(".md") || Heading().Matches(File.ReadAllText(full)).Any(heading => Slug(heading.Groups[1].Value) == anchor);
    }

    /// <summary>The anchor that repository pages give a heading: lower case, punctuation dropped, spaces as hyphens.</summary>
    private static string Slug(string heading) =>
        string.Concat(heading.ToLowerInvariant().Where(c => char.IsLetterOrDigit(c) || c is ' ' or '-' or '_')).Replace(' ', '-');
}
