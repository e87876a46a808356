using System.Text;

namespace Peft.Tokenizers.Models;

/// <summary>Byte-pair encoding (Sennrich et al. 2016): the neighbours of lowest rank are joined until no two can be; among equals the first.</summary>
internal sealed class BpeModel : ITokenModel
{
    private const int MaxUtf8Length = 4;

    private readonly BpeMerges _merges;
    private readonly BpeOptions _options;
    private readonly int? _unknownId;
    private readonly int[]? _byteIds;

    /// <param name="vocabulary">All tokens.</param>
    /// <param name="merges">All merges of them.</param>
    /// <param name="options">The variant; its unknown token, if any, has to be in the vocabulary.</param>
    public BpeModel(Vocabulary vocabulary, BpeMerges merges, BpeOptions options)
    {
        (Vocabulary, _merges, _options) = (vocabulary, merges, options);
        _unknownId = options.UnknownToken is null ? null : vocabulary.IdOf(options.UnknownToken);
        _byteIds = options.ByteFallback ? vocabulary.ByteIds() : null;
    }

    public Vocabulary Vocabulary { get; }

    public static BpeModel Read(JsonPart json)
    {
        var vocabulary = Vocabulary.Read(json.Part("vocab"));
        var options = new BpeOptions(
            json.TextOrNull("unk_token"), json.Flag("fuse_unk", false), json.Flag("byte_fallback", false), json.Flag("ignore_merges", false),
            json.TextOrNull("continuing_subword_prefix") ?? "", json.TextOrNull("end_of_word_suffix") ?? "");
        if (options.UnknownToken is { } unknown && vocabulary.IdOf(unknown) is null)
            throw json.Error($"unk_token is \"{unknown}\", which is not in the vocabulary.");
        return new(vocabulary, BpeMerges.Read(json, vocabulary, options.ContinuingPrefix), options);
    }

    public void Tokenize(string text, ICollection<ModelToken> tokens)
    {
        if (_options.IgnoreMerges && Vocabulary.TryGetId(text, out int whole))
        {
            tokens.Add(new(whole, 0, text.Length));
            return;
        }
        var word = new BpeWord();
        AddSymbols(word, text);
        word.Merge(_merges);
        word.CopyTo(tokens);
    }

    /// <summary>Begins with one symbol a character.</summary>
    private void AddSymbols(BpeWord word, string text)
    {
        bool afterUnknown = false;
        for (int index = 0; index < text.Length;)
        {
            Rune.DecodeFromUtf16(text.AsSpan(index), out var rune, out int length);
            if (Vocabulary.TryGetId(Symbol(text, index, length), out int id))
            {
                word.Add(new(id, index, length));
                afterUnknown = false;
            }
            else if (_byteIds is not null)
            {
                AddBytes(word, rune, index, length);
            }
            else if (_unknownId is { } unknown)
            {
                if (afterUnknown && _options.FuseUnknown)
                    word.ExtendLast(length);
                else
                    word.Add(new(unknown, index, length));
                afterUnknown = true;
            }
            index += length;
        }
    }

    private ReadOnlySpan<char> Symbol(string text, int index, int length)
    {
        string prefix = index > 0 ? _options.ContinuingPrefix : "";
        string suffix = index + length == text.Length ? _options.EndOfWordSuffix : "";
        var symbol = text.AsSpan(index, length);
        return prefix.Length + suffix.Length == 0 ? symbol : string.Concat(prefix, symbol, suffix);
    }

    private void AddBytes(BpeWord word, Rune rune, int index, int length)
    {
        Span<byte> utf8 = stackalloc byte[MaxUtf8Length];
        foreach (byte b in utf8[..rune.EncodeToUtf8(utf8)])
            word.Add(new(_byteIds![b], index, length));
    }
}
