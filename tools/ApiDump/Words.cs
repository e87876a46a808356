namespace ApiDump;

/// <summary>The words that a line may begin with.</summary>
internal static class Words
{
    private static readonly string[] s_modifiers =
    [
        "[Obsolete] ", "protected internal ", "protected ", "static ", "abstract ", "virtual ", "sealed ", "override ", "readonly ", "const ",
        "event ", "ref ", "class ", "struct ", "interface ", "enum ", "delegate ",
    ];

    /// <summary>The line from its name on: what lines are sorted by.</summary>
    public static string WithoutModifiers(string line) => Without(line, s_modifiers);

    /// <summary>The line without the given words at its beginning.</summary>
    public static string Without(string line, params ReadOnlySpan<string> words)
    {
        string kept = "";
        for (string? word = Leading(line); word is not null; word = Leading(line))
        {
            kept += words.Contains(word) ? "" : word;
            line = line[word.Length..];
        }
        return kept + line;
    }

    private static string? Leading(string line) => Array.Find(s_modifiers, word => line.StartsWith(word, StringComparison.Ordinal));
}
