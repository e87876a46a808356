namespace Peft.Tokenizers;

/// <summary>The types of one kind of component that a tokenizer file may name, and how each is read.</summary>
internal sealed class ComponentTable<T>(string kind, IReadOnlyDictionary<string, Func<JsonPart, T>> types)
{
    public T Read(JsonPart json) => types.TryGetValue(json.Type, out var read)
        ? read(json)
        : throw json.Error($"the {kind} type \"{json.Type}\" is not supported.", $"Supported are {string.Join(", ", types.Keys.Order(StringComparer.Ordinal))}.");
}
