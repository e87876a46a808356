namespace Peft;

/// <summary>Finds the names that a mistyped one may have meant.</summary>
internal static class NearestNames
{
    internal static List<string> Of(string name, IEnumerable<string> candidates, int count) =>
        [.. candidates.OrderBy(c => Distance(name, c)).ThenBy(c => c, StringComparer.Ordinal).Take(count)];

    /// <summary>Levenshtein's edit distance.</summary>
    internal static int Distance(string a, string b)
    {
        var previous = new int[b.Length + 1];
        var current = new int[b.Length + 1];
        for (int j = 0; j <= b.Length; j++)
            previous[j] = j;
        for (int i = 1; i <= a.Length; i++)
        {
            current[0] = i;
            for (int j = 1; j <= b.Length; j++)
            {
                int substitution = previous[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
                current[j] = Math.Min(substitution, Math.Min(previous[j], current[j - 1]) + 1);
            }
            (previous, current) = (current, previous);
        }
        return previous[b.Length];
    }
}
