namespace Peft.Tokenizers.PostProcessors;

/// <summary>Special tokens around one text, or around and between two, as a template says.</summary>
internal sealed class TemplateProcessor(IReadOnlyList<TemplateProcessor.Slot> single, IReadOnlyList<TemplateProcessor.Slot> pair) : IPostProcessor
{
    public IReadOnlyList<List<EncodedToken>> Process(IReadOnlyList<List<EncodedToken>> parts, bool addSpecialTokens)
    {
        var joined = new List<EncodedToken>();
        foreach (var slot in parts.Count == 1 ? single : pair)
        {
            if (slot.SpecialId is not { } id)
                joined.AddRange(parts[slot.Part].Select(token => token with { TypeId = slot.TypeId }));
            else if (addSpecialTokens)
                joined.Add(new(id, 0, 0, slot.TypeId, IsSpecial: true));
        }
        return [joined];
    }

    public static TemplateProcessor Read(JsonPart json)
    {
        var specials = json.Part("special_tokens");
        return new([.. json.Items("single").SelectMany(slot => ReadSlots(slot, specials))], [.. json.Items("pair").SelectMany(slot => ReadSlots(slot, specials))]);
    }

    /// <summary>[CLS] A [SEP], and [CLS] A [SEP] B [SEP].</summary>
    public static TemplateProcessor ReadBert(JsonPart json)
    {
        var (begin, end) = (ReadId(json, "cls"), ReadId(json, "sep"));
        return new([Special(begin), Text(0), Special(end)], [Special(begin), Text(0), Special(end), Text(1, 1), Special(end, 1)]);
    }

    /// <summary>&lt;s&gt; A &lt;/s&gt;, and &lt;s&gt; A &lt;/s&gt; &lt;/s&gt; B &lt;/s&gt;.</summary>
    public static TemplateProcessor ReadRoberta(JsonPart json)
    {
        var (begin, end) = (ReadId(json, "cls"), ReadId(json, "sep"));
        return new([Special(begin), Text(0), Special(end)], [Special(begin), Text(0), Special(end), Special(end), Text(1), Special(end)]);
    }

    /// <summary>One text between tokens that may be absent; two such texts make a pair.</summary>
    public static TemplateProcessor Around(int? begin, int? end)
    {
        List<Slot> Side(int part) => [.. Optional(begin, part), Text(part, part), .. Optional(end, part)];
        IEnumerable<Slot> Optional(int? id, int type) => id is { } special ? [Special(special, type)] : [];
        return new(Side(0), [.. Side(0), .. Side(1)]);
    }

    private static Slot Special(int id, int typeId = 0) => new(id, 0, typeId);

    private static Slot Text(int part, int typeId = 0) => new(null, part, typeId);

    private static IEnumerable<Slot> ReadSlots(JsonPart json, JsonPart specials)
    {
        if (json.PartOrNull("Sequence") is { } text)
            return [Text(text.Text("id") == "B" ? 1 : 0, text.IntOrNull("type_id") ?? 0)];
        var special = json.Part("SpecialToken");
        int type = special.IntOrNull("type_id") ?? 0;
        return specials.Part(special.Text("id")).Items("ids").Select(id => Special(id.Element.GetInt32(), type));
    }

    /// <summary>Written as a list of the token's text and its id.</summary>
    private static int ReadId(JsonPart json, string name) =>
        json.Items(name).ToList() is [_, var id] && id.Element.TryGetInt32(out int value) ? value : throw json.Error($"\"{name}\" should be a list of a token and its id.");

    /// <summary>A place in the template: a special token, or one of the texts.</summary>
    internal readonly record struct Slot(int? SpecialId, int Part, int TypeId);
}
