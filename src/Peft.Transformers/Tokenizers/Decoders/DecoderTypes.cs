using System.Text;
using Peft.Tokenizers.PreTokenizers;
using Peft.Tokenizers.Text;

namespace Peft.Tokenizers.Decoders;

/// <summary>The decoders that a tokenizer file may name.</summary>
internal static class DecoderTypes
{
    private static readonly ComponentTable<IDecoder> s_table = new("decoder", new Dictionary<string, Func<JsonPart, IDecoder>>
    {
        ["ByteFallback"] = _ => new ByteFallbackDecoder(),
        ["ByteLevel"] = _ => new ByteLevelDecoder(),
        ["Fuse"] = _ => new FuseDecoder(),
        ["Metaspace"] = ReadMetaspace,
        ["Replace"] = json => new ReplaceDecoder(Pattern.Read(json.Part("pattern")), json.Text("content")),
        ["Sequence"] = json => new DecoderSequence([.. json.Items("decoders").Select(Read)]),
        ["Strip"] = json => new StripDecoder(json.Text("content"), json.IntOrNull("start") ?? 0, json.IntOrNull("stop") ?? 0),
        ["WordPiece"] = json => new WordPieceDecoder(json.TextOrNull("prefix") ?? "##", json.Flag("cleanup", true)),
    });

    public static IDecoder Read(JsonPart json) => s_table.Read(json);

    private static MetaspaceDecoder ReadMetaspace(JsonPart json) =>
        new(json.Text("replacement"), removesPrefix: MetaspacePreTokenizer.ReadPrependScheme(json) != "never");
}
