using System.Reflection;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Peft;

/// <summary>The names that a configuration's fields have in files.</summary>
internal static class ConfigFields
{
    // Shorter names are near to anything.
    private const int ShortestName = 6;
    private const int MostEdits = 2;

    /// <summary>
    /// A sentence for each unknown field of a file whose name is nearly that of a known one which the file has not: PEFT writes every field,
    /// so a file that lacks one was written by hand.
    /// </summary>
    internal static IReadOnlyList<string> FindMisspelt(PeftConfig config, JsonObject file)
    {
        var known = config.GetType().GetProperties(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic).Select(p => p.GetCustomAttribute<JsonPropertyNameAttribute>()?.Name).OfType<string>().Concat(config.UninterpretedDefaults.Keys).ToHashSet();
        var absent = known.Where(name => name.Length >= ShortestName && !file.ContainsKey(name)).ToList();
        return [.. file.Select(field => field.Key).Where(name => !known.Contains(name))
            .Select(name => (Name: name, Nearest: absent.MinBy(other => NearestNames.Distance(name, other))))
            .Where(pair => pair.Nearest is not null && NearestNames.Distance(pair.Name, pair.Nearest) <= MostEdits)
            .Select(pair => $"The field '{pair.Name}' is not known and would have no effect; '{pair.Nearest}' may be meant.")];
    }
}
