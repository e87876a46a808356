using System.Text;
using Peft.Tokenizers.Text;

namespace Peft.Tokenizers.PreTokenizers;

/// <summary>The pre-tokenizers that a tokenizer file may name.</summary>
internal static class PreTokenizerTypes
{
    private static readonly ComponentTable<IPreTokenizer> s_table = new("pre-tokenizer", new Dictionary<string, Func<JsonPart, IPreTokenizer>>
    {
        ["BertPreTokenizer"] = _ => new PreTokenizerSequence([WhitespaceSplit(), Isolate(Characters.IsPunctuation)]),
        ["ByteLevel"] = json => new ByteLevelPreTokenizer(json.Flag("add_prefix_space", true), json.Flag("use_regex", true)),
        ["Digits"] = json => new SplitPreTokenizer(new RunePattern(Rune.IsNumber), json.Flag("individual_digits", false) ? SplitBehavior.Isolated : SplitBehavior.Contiguous),
        ["Metaspace"] = MetaspacePreTokenizer.Read,
        ["Punctuation"] = json => new SplitPreTokenizer(new RunePattern(Characters.IsPunctuation), ReadBehavior(json)),
        ["Sequence"] = json => new PreTokenizerSequence([.. json.Items("pretokenizers").Select(Read)]),
        ["Split"] = json => new SplitPreTokenizer(Pattern.Read(json.Part("pattern")), ReadBehavior(json), json.Flag("invert", false)),
        ["Whitespace"] = _ => new SplitPreTokenizer(KnownPatterns.WordOrSymbols, SplitBehavior.Removed, invert: true),
        ["WhitespaceSplit"] = _ => WhitespaceSplit(),
    });

    public static IPreTokenizer Read(JsonPart json) => s_table.Read(json);

    private static SplitPreTokenizer WhitespaceSplit() => new(new RunePattern(Rune.IsWhiteSpace), SplitBehavior.Removed);

    private static SplitPreTokenizer Isolate(Func<Rune, bool> predicate) => new(new RunePattern(predicate), SplitBehavior.Isolated);

    private static SplitBehavior ReadBehavior(JsonPart json)
    {
        string name = json.TextOrNull("behavior") ?? nameof(SplitBehavior.Isolated);
        return Enum.TryParse(name, out SplitBehavior behavior)
            ? behavior
            : throw json.Error($"the split behavior \"{name}\" is not supported.", $"Supported are {string.Join(", ", Enum.GetNames<SplitBehavior>())}.");
    }
}
