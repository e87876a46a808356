using System.Text.Json;

namespace Peft.Tokenizers;

/// <summary>An object inside a tokenizer file, which knows where it is, so that every complaint names the file and the place.</summary>
internal readonly struct JsonPart(JsonElement element, string file, string path)
{
    public JsonElement Element => element;

    public string Type => Text("type");

    public static JsonPart Read(string file)
    {
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(file));
            return new(document.RootElement.Clone(), file, "$");
        }
        catch (JsonException e)
        {
            throw new TokenizerException(file, $"it is not JSON: {e.Message}", TokenizerException.Damaged, e);
        }
    }

    public TokenizerException Error(string problem, string help = TokenizerException.Damaged) => new(file, $"{path}: {problem}", help);

    public string Text(string name) => TextOrNull(name) ?? throw Missing(name, "a string");

    public string? TextOrNull(string name) => Find(name, out var value) ? As(name, value, JsonValueKind.String, "a string").GetString() : null;

    public int Int(string name) => IntOrNull(name) ?? throw Missing(name, "a whole number");

    public int? IntOrNull(string name)
    {
        if (!Find(name, out var value))
            return null;
        return value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out int number) ? number : throw Wrong(name, "a whole number", value);
    }

    public bool Flag(string name, bool fallback) => FlagOrNull(name) ?? fallback;

    public bool? FlagOrNull(string name)
    {
        if (!Find(name, out var value))
            return null;
        return value.ValueKind is JsonValueKind.True or JsonValueKind.False ? value.GetBoolean() : throw Wrong(name, "true or false", value);
    }

    public JsonPart Part(string name) => PartOrNull(name) ?? throw Missing(name, "an object");

    public JsonPart? PartOrNull(string name) => Find(name, out var value) ? new(value, file, $"{path}.{name}") : null;

    public IEnumerable<JsonPart> Items(string name)
    {
        if (!Find(name, out var value))
            return [];
        var (source, place) = (file, $"{path}.{name}");
        return As(name, value, JsonValueKind.Array, "a list").EnumerateArray().Select((item, i) => new JsonPart(item, source, $"{place}[{i}]"));
    }

    private bool Find(string name, out JsonElement value)
    {
        value = default;
        if (element.ValueKind != JsonValueKind.Object)
            throw Error($"an object with \"{name}\" is expected here, but it is {element.ValueKind}.");
        return element.TryGetProperty(name, out value) && value.ValueKind != JsonValueKind.Null;
    }

    private JsonElement As(string name, JsonElement value, JsonValueKind kind, string expected) => value.ValueKind == kind ? value : throw Wrong(name, expected, value);

    private TokenizerException Missing(string name, string expected) => Error($"\"{name}\" is missing; it should be {expected}.");

    private TokenizerException Wrong(string name, string expected, JsonElement value) => Error($"\"{name}\" should be {expected} but is {value.ValueKind}.");
}
