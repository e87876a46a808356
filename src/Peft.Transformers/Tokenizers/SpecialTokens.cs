namespace Peft.Tokenizers;

/// <summary>The texts of the tokens with a role, from <c>tokenizer_config.json</c> and <c>special_tokens_map.json</c>; the former wins.</summary>
internal sealed record SpecialTokens(string? Bos = null, string? Eos = null, string? Pad = null, string? Unknown = null)
{
    /// <summary>Whether a begin token belongs before a text; null where no file says.</summary>
    public bool? AddsBos { get; private init; }

    /// <summary>Whether an end token belongs after a text; null where no file says.</summary>
    public bool? AddsEos { get; private init; }

    public static SpecialTokens Read(string folder)
    {
        var files = new[] { "tokenizer_config.json", "special_tokens_map.json" }.Select(name => Path.Combine(folder, name)).Where(File.Exists).Select(JsonPart.Read).ToList();
        return new(Token("bos_token"), Token("eos_token"), Token("pad_token"), Token("unk_token")) { AddsBos = Flag("add_bos_token"), AddsEos = Flag("add_eos_token") };

        string? Token(string name) => files.Select(file => ReadToken(file, name)).FirstOrDefault(token => token is not null);
        bool? Flag(string name) => files.Select(file => file.FlagOrNull(name)).FirstOrDefault(flag => flag is not null);
    }

    /// <summary>A token is written as its text, or as an object that has the text as its content.</summary>
    private static string? ReadToken(JsonPart file, string name) =>
        file.PartOrNull(name) is { Element.ValueKind: System.Text.Json.JsonValueKind.Object } token ? token.Text("content") : file.TextOrNull(name);
}
