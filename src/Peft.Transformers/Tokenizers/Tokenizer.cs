using Peft.Tokenizers.Models;
using Peft.Tokenizers.SentencePiece;
using Peft.Tokenizers.Text;

namespace Peft.Tokenizers;

/// <summary>
/// Turns text into the token ids of a model and back, exactly as Hugging Face's tokenizers do. It is read from a <c>tokenizer.json</c>
/// (byte-pair encoding, WordPiece, Unigram) or from a SentencePiece <c>tokenizer.model</c>. Immutable, and safe to use from several threads.
/// </summary>
public sealed class Tokenizer
{
    private const string JsonFileName = "tokenizer.json";
    private const string SentencePieceFileName = "tokenizer.model";

    private readonly TokenizerParts _parts;
    private readonly AddedTokenSplitter _rawSplitter;
    private readonly AddedTokenSplitter _normalizedSplitter;

    internal Tokenizer(TokenizerParts parts)
    {
        _parts = parts;
        _rawSplitter = new(AddedTokens.Where(t => !t.Normalized).Select(t => (t.Content, t)));
        _normalizedSplitter = new(AddedTokens.Where(t => t.Normalized).Select(t => (Normalize(new(t.Content)).Text, t)));
        (BosTokenId, EosTokenId) = (IdOf(parts.SpecialTokens.Bos), IdOf(parts.SpecialTokens.Eos));
        (PadTokenId, UnknownTokenId) = (IdOf(parts.SpecialTokens.Pad), IdOf(parts.SpecialTokens.Unknown));

        int? IdOf(string? token) => token is null ? null : parts.Tokens.IdOf(token);
    }

    /// <summary>One more than the highest token id: the rows that an embedding needs at least.</summary>
    public int VocabularySize => _parts.Tokens.Size;

    /// <summary>The tokens that are found in a text before all else.</summary>
    public IReadOnlyList<AddedToken> AddedTokens => _parts.Tokens.Added;

    /// <summary>The token that begins a sequence; null if none is known.</summary>
    public int? BosTokenId { get; }

    /// <summary>The token that ends a sequence; null if none is known.</summary>
    public int? EosTokenId { get; }

    /// <summary>The token that fills up shorter sequences of a batch; null if none is known.</summary>
    public int? PadTokenId { get; }

    /// <summary>The token for what the vocabulary lacks; null if none is known.</summary>
    public int? UnknownTokenId { get; }

    /// <summary>
    /// Reads the tokenizer in a model's folder: <c>tokenizer.json</c>, or else <c>tokenizer.model</c>. The begin, end, padding and
    /// unknown tokens come from <c>tokenizer_config.json</c> and <c>special_tokens_map.json</c>, where these exist.
    /// </summary>
    /// <param name="folder">The folder.</param>
    /// <exception cref="TokenizerException">There is no tokenizer, or it is damaged or of a kind that is not supported.</exception>
    public static Tokenizer FromFolder(string folder)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        string? file = new[] { JsonFileName, SentencePieceFileName }.Select(name => Path.Combine(folder, name)).FirstOrDefault(File.Exists);
        return file is null
            ? throw new TokenizerException(folder, $"it has neither {JsonFileName} nor {SentencePieceFileName}.", "Give the folder that a tokenizer was saved to.")
            : Read(file, SpecialTokens.Read(folder));
    }

    /// <summary>Reads one file by itself; files beside it are not looked at.</summary>
    /// <param name="file">A <c>tokenizer.json</c>, or a SentencePiece model, whose name ends in <c>.model</c>.</param>
    /// <exception cref="TokenizerException">The file is missing, damaged, or of a kind that is not supported.</exception>
    public static Tokenizer FromFile(string file)
    {
        ArgumentException.ThrowIfNullOrEmpty(file);
        return File.Exists(file) ? Read(file, new()) : throw new TokenizerException(file, "there is no such file.", "Give the path of a tokenizer.json or of a SentencePiece model.");
    }

    /// <summary>Encodes a text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="addSpecialTokens">Whether to add the tokens that the tokenizer puts around a text, such as a begin token.</param>
    /// <returns>Token ids.</returns>
    public int[] Encode(string text, bool addSpecialTokens = true) => [.. EncodeToTokens(text, addSpecialTokens).Select(token => token.Id)];

    /// <summary>Encodes a text, and says where in it each token lies.</summary>
    /// <param name="text">The text.</param>
    /// <param name="addSpecialTokens">Whether to add the tokens that the tokenizer puts around a text.</param>
    public IReadOnlyList<EncodedToken> EncodeToTokens(string text, bool addSpecialTokens = true) => Process([Tokenize(text, 0)], addSpecialTokens);

    /// <summary>Encodes a text and its partner, such as a question and a context, into one sequence.</summary>
    /// <param name="first">The text.</param>
    /// <param name="second">Its partner.</param>
    /// <param name="addSpecialTokens">Whether to add the tokens that the tokenizer puts around and between them.</param>
    public IReadOnlyList<EncodedToken> EncodePairToTokens(string first, string second, bool addSpecialTokens = true) =>
        Process([Tokenize(first, 0), Tokenize(second, 1)], addSpecialTokens);

    /// <summary>Turns token ids back into text.</summary>
    /// <param name="ids">Token ids; those that the vocabulary lacks are left out.</param>
    /// <param name="skipSpecialTokens">Whether to leave out special tokens.</param>
    public string Decode(IEnumerable<int> ids, bool skipSpecialTokens = true)
    {
        var tokens = ids.Where(id => !skipSpecialTokens || !_parts.Tokens.IsSpecial(id)).Select(TokenOf).OfType<string>().ToList();
        return _parts.Decoder is null ? string.Join(' ', tokens) : string.Concat(_parts.Decoder.Decode(tokens));
    }

    /// <summary>The text of a token as the vocabulary has it; null if there is no token of that id.</summary>
    /// <param name="id">The token's id.</param>
    public string? TokenOf(int id) => _parts.Tokens.TokenOf(id);

    /// <summary>The id of a token; null if the vocabulary lacks it.</summary>
    /// <param name="token">The token's text as the vocabulary has it.</param>
    public int? IdOf(string token) => _parts.Tokens.IdOf(token);

    private static Tokenizer Read(string file, SpecialTokens specialTokens)
    {
        bool isSentencePiece = Path.GetExtension(file) == ".model";
        return new((isSentencePiece ? SentencePieceTokenizer.Read(file, specialTokens) : TokenizerFile.Read(file)) with { SpecialTokens = specialTokens });
    }

    private List<EncodedToken> Process(IReadOnlyList<List<EncodedToken>> parts, bool addSpecialTokens) =>
        [.. (_parts.PostProcessor?.Process(parts, addSpecialTokens) ?? parts).SelectMany(part => part)];

    private List<EncodedToken> Tokenize(string text, int typeId)
    {
        ArgumentNullException.ThrowIfNull(text);
        var tokens = new List<EncodedToken>();
        foreach (var (part, added) in SplitAtAddedTokens(text))
        {
            if (added is null)
                TokenizePart(part, typeId, tokens);
            else
                tokens.Add(new(added.Id, part.Original(0).Start, part.Original(0, part.Text.Length).End, typeId));
        }
        return tokens;
    }

    private IEnumerable<(AlignedText Text, AddedToken? Token)> SplitAtAddedTokens(string text) =>
        _rawSplitter.Split(new(text)).SelectMany(part => part.Token is null ? _normalizedSplitter.Split(Normalize(part.Text)) : [part]);

    private AlignedText Normalize(AlignedText text) => _parts.Normalizer?.Normalize(text) ?? text;

    private void TokenizePart(AlignedText part, int typeId, List<EncodedToken> tokens)
    {
        var pieces = new List<AlignedText>();
        if (_parts.PreTokenizer is null)
            pieces.Add(part);
        else
            _parts.PreTokenizer.Split(part, pieces);
        var found = new List<ModelToken>();
        foreach (var piece in pieces)
        {
            found.Clear();
            _parts.Model.Tokenize(piece.Text, found);
            foreach (var token in found)
            {
                var original = piece.Original(token.Start, token.Length);
                tokens.Add(new(token.Id, original.Start, original.End, typeId));
            }
        }
    }
}
