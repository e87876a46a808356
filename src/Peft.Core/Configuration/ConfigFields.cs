using System.Collections.Concurrent;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Peft;

/// <summary>The fields of a configuration as files have them.</summary>
internal static class ConfigFields
{
    // Shorter names are near to anything.
    private const int ShortestName = 6;
    private const int MostEdits = 2;
    private const int LongestValue = 60;
    private static readonly ConcurrentDictionary<Type, Dictionary<string, PropertyInfo>> s_properties = [];

    /// <summary>
    /// A sentence for each unknown field of a file whose name is nearly that of a known one which the file has not: PEFT writes every field,
    /// so a file that lacks one was written by hand.
    /// </summary>
    internal static IReadOnlyList<string> FindMisspelt(PeftConfig config, JsonObject file)
    {
        var known = PropertiesOf(config.GetType()).Keys.Concat(config.UninterpretedDefaults.Keys).ToHashSet();
        var absent = known.Where(name => name.Length >= ShortestName && !file.ContainsKey(name)).ToList();
        return [.. file.Select(field => field.Key).Where(name => !known.Contains(name))
            .Select(name => (Name: name, Nearest: absent.MinBy(other => NearestNames.Distance(name, other))))
            .Where(pair => pair.Nearest is not null && NearestNames.Distance(pair.Name, pair.Nearest) <= MostEdits)
            .Select(pair => $"The field '{pair.Name}' is not known and would have no effect; '{pair.Nearest}' may be meant.")];
    }

    /// <summary>Whether a known field is a list with a null, which may stand for a value but for no element.</summary>
    /// <param name="type">The class of the configuration.</param>
    /// <param name="file">What the file has.</param>
    internal static bool HasNulls(Type type, JsonObject file) => file.Any(field => HasNull(field.Value)) && PropertiesOf(type).Keys.Any(name => HasNull(file[name]));

    /// <summary>A sentence for each field of a file whose value cannot be read.</summary>
    /// <param name="type">The class of the configuration.</param>
    /// <param name="file">What the file has.</param>
    /// <param name="options">How it is read.</param>
    internal static IReadOnlyList<string> FindUnreadable(Type type, JsonObject file, JsonSerializerOptions options)
    {
        var failures = new List<string>();
        var properties = PropertiesOf(type);
        foreach (var (name, value) in file)
        {
            try
            {
                new JsonObject { [name] = value?.DeepClone() }.Deserialize(type, options);
                if (HasNull(value) && properties.TryGetValue(name, out var list))
                    failures.Add($"{name} is {Shorten(value!.ToJsonString())}; it must be {Expected(list, name, type, options)}.");
            }
            catch (JsonException e)
            {
                // What a converter of ours says has no line numbers.
                string problem = e.Message.Contains("LineNumber", StringComparison.Ordinal) ? $"it must be {Expected(properties[name], name, type, options)}." : e.Message;
                failures.Add($"{name} is {Shorten(value?.ToJsonString() ?? "null")}; {problem}");
            }
        }
        return failures;
    }

    private static Dictionary<string, PropertyInfo> PropertiesOf(Type type) => s_properties.GetOrAdd(type, FindProperties);

    private static Dictionary<string, PropertyInfo> FindProperties(Type type) => type.GetProperties(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic)
        .Select(p => (p.GetCustomAttribute<JsonPropertyNameAttribute>()?.Name, Property: p)).Where(p => p.Name is not null).DistinctBy(p => p.Name).ToDictionary(p => p.Name!, p => p.Property);

    private static bool HasNull(JsonNode? value) => value is JsonArray list && list.Any(item => item is null);

    private static string Shorten(string json) => json.Length <= LongestValue ? json : json[..LongestValue] + "…";

    private static string Expected(PropertyInfo property, string name, Type type, JsonSerializerOptions options)
    {
        var wanted = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
        return wanted.IsEnum ? $"one of {string.Join(", ", Enum.GetValues(wanted).Cast<object>().Select(Written))}" : Describe(wanted);

        string Written(object value)
        {
            object config = Activator.CreateInstance(type)!;
            property.SetValue(config, value);
            return JsonSerializer.SerializeToNode(config, type, options)![name]!.ToJsonString(options);
        }
    }

    private static string Describe(Type type) =>
        type == typeof(bool) ? "true or false"
        : type == typeof(int) || type == typeof(long) ? "a whole number"
        : type == typeof(double) ? "a number"
        : type == typeof(string) ? "a text"
        : type == typeof(ModuleTargets) ? "a list of names, a regular expression or all-linear"
        : IsList(type) ? $"a list, each of whose elements is {Describe(type.GetGenericArguments()[0])}"
        : type.IsGenericType ? $"an object, each of whose values is {Describe(type.GetGenericArguments()[^1])}"
        : "an object whose fields are of the types that PEFT gives them";

    private static bool IsList(Type type) => type.IsGenericType && type.GetGenericArguments().Length == 1;
}
