using Peft.Tokenizers.Text;
using Peft.Tokenizers.Unicode;

namespace Peft.Tokenizers.Normalizers;

/// <summary>The normalizers that a tokenizer file may name.</summary>
internal static class NormalizerTypes
{
    private static readonly ComponentTable<INormalizer> s_table = new("normalizer", new Dictionary<string, Func<JsonPart, INormalizer>>
    {
        ["BertNormalizer"] = BertNormalizer.Read,
        ["Lowercase"] = _ => new LowercaseNormalizer(),
        ["NFC"] = _ => UnicodeNormalizer.Nfc,
        ["NFD"] = _ => UnicodeNormalizer.Nfd,
        ["NFKC"] = _ => UnicodeNormalizer.Nfkc,
        ["NFKD"] = _ => UnicodeNormalizer.Nfkd,
        ["Precompiled"] = json => new PrecompiledNormalizer(CharacterMap.FromBase64(json)),
        ["Prepend"] = json => new PrependNormalizer(json.Text("prepend")),
        ["Replace"] = json => new ReplaceNormalizer(Pattern.Read(json.Part("pattern")), json.Text("content")),
        ["Sequence"] = json => new NormalizerSequence([.. json.Items("normalizers").Select(Read)]),
        ["Strip"] = json => new StripNormalizer(json.Flag("strip_left", true), json.Flag("strip_right", true)),
        ["StripAccents"] = _ => new RuneFilter(rune => !Characters.IsMark(rune)),
    });

    public static INormalizer Read(JsonPart json) => s_table.Read(json);
}
