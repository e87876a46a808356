namespace Peft.Tokenizers.Models;

/// <summary>The models that a tokenizer file may name. Old files name none; what they have tells.</summary>
internal static class ModelTypes
{
    private static readonly ComponentTable<ITokenModel> s_table = new("model", new Dictionary<string, Func<JsonPart, ITokenModel>>
    {
        ["BPE"] = ReadBpe,
        ["Unigram"] = UnigramModel.Read,
        ["WordPiece"] = WordPieceModel.Read,
    });

    public static ITokenModel Read(JsonPart json)
    {
        if (json.TextOrNull("type") is not null)
            return s_table.Read(json);
        return json.PartOrNull("merges") is not null ? ReadBpe(json) : WordPieceModel.Read(json);
    }

    private static CachedModel ReadBpe(JsonPart json) => new(BpeModel.Read(json));
}
