using Peft.Tokenizers.Text;

namespace Peft.Tokenizers.PreTokenizers;

/// <summary>SentencePiece's spaces: each becomes a visible character that begins the word after it, and a word at the beginning gets one too.</summary>
internal sealed class MetaspacePreTokenizer : IPreTokenizer
{
    private readonly string _replacement;
    private readonly string _prependScheme;
    private readonly SplitPreTokenizer? _split;

    private MetaspacePreTokenizer(string replacement, string prependScheme, bool split)
    {
        (_replacement, _prependScheme) = (replacement, prependScheme);
        _split = split ? new(new LiteralPattern(replacement), SplitBehavior.MergedWithNext) : null;
    }

    public static MetaspacePreTokenizer Read(JsonPart json) => new(json.Text("replacement"), ReadPrependScheme(json), json.Flag("split", true));

    /// <summary>always, never, or first (only where the piece begins the text); older files say yes or no.</summary>
    public static string ReadPrependScheme(JsonPart json)
    {
        string scheme = json.TextOrNull("prepend_scheme") ?? (json.Flag("add_prefix_space", true) ? "always" : "never");
        return scheme is "always" or "first" or "never"
            ? scheme
            : throw json.Error($"the prepend_scheme \"{scheme}\" is not known.", "it is one of always, first and never.");
    }

    public void Split(AlignedText text, ICollection<AlignedText> pieces)
    {
        if (text.Text.Length == 0)
            return;
        var builder = new AlignedTextBuilder(text);
        if (text.Text[0] != ' ' && !text.Text.StartsWith(_replacement, StringComparison.Ordinal) && Prepends(text))
            builder.Add(_replacement, text.Original(0));
        for (int i = 0; i < text.Text.Length; i++)
            builder.Add(text.Text[i] == ' ' ? _replacement : text.Text.AsSpan(i, 1), text.Original(i));
        var spaced = builder.Build();
        if (_split is null)
            pieces.Add(spaced);
        else
            _split.Split(spaced, pieces);
    }

    private bool Prepends(AlignedText text) => _prependScheme == "always" || (_prependScheme == "first" && text.Original(0).Start == 0);
}
