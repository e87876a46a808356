namespace Peft.Tokenizers.PostProcessors;

/// <summary>The byte-level post-processor: tokens that begin or end with white space get offsets that leave it out.</summary>
internal sealed class OffsetTrimmer(bool trims, bool addPrefixSpace, Func<int, string?> tokenOf) : IPostProcessor
{
    private const char ByteLevelSpace = '\u0120';

    public static OffsetTrimmer Read(JsonPart json, Func<int, string?> tokenOf) => new(json.Flag("trim_offsets", true), json.Flag("add_prefix_space", true), tokenOf);

    public IReadOnlyList<List<EncodedToken>> Process(IReadOnlyList<List<EncodedToken>> parts, bool addSpecialTokens) =>
        trims ? [.. parts.Select(part => part.Select(Trim).ToList())] : parts;

    private EncodedToken Trim(EncodedToken token, int index)
    {
        string text = tokenOf(token.Id) ?? "";
        int leading = text.TakeWhile(IsSpace).Count();
        int trailing = text.Reverse().TakeWhile(IsSpace).Count();
        bool beginsWithAddedSpace = addPrefixSpace && (index == 0 || token.Start == 0);
        if (leading > 0 && beginsWithAddedSpace)
            leading--;
        int start = Math.Min(token.Start + leading, token.End);
        return token with { Start = start, End = Math.Max(token.End - trailing, start) };
    }

    private static bool IsSpace(char c) => c == ByteLevelSpace || char.IsWhiteSpace(c);
}
