using System.Text.RegularExpressions;
using Peft.Tokenizers.Decoders;
using Peft.Tokenizers.Models;
using Peft.Tokenizers.Normalizers;
using Peft.Tokenizers.PostProcessors;
using Peft.Tokenizers.Text;

namespace Peft.Tokenizers.SentencePiece;

/// <summary>
/// Makes the components of a SentencePiece model (Kudo and Richardson 2018): its normalization, spaces written as U+2581, and
/// byte-pair encoding or a unigram model over the whole text.
/// </summary>
internal static class SentencePieceTokenizer
{
    private const string Space = "\u2581";

    public static TokenizerParts Read(string path, SpecialTokens specials)
    {
        var file = SentencePieceModel.Read(path);
        var model = Model(file, path);
        var tokens = new TokenTable(
            model.Vocabulary, [.. file.Pieces.Index().Where(p => p.Item.IsAdded).Select(p => new AddedToken(p.Index, p.Item.Text, p.Item.Type == PieceType.Control))]);
        return new(model, tokens)
        {
            Normalizer = Normalizer(file),
            PostProcessor = TemplateProcessor.Around(
                specials is { AddsBos: true, Bos: { } bos } ? tokens.IdOf(bos) : null, specials is { AddsEos: true, Eos: { } eos } ? tokens.IdOf(eos) : null),
            Decoder = Decoder(file),
        };
    }

    private static ITokenModel Model(SentencePieceModel model, string path)
    {
        int unknown = model.Pieces.FindIndex(p => p.Type == PieceType.Unknown);
        if (unknown < 0)
            throw new TokenizerException(path, "it has no piece for what is unknown.", TokenizerException.Damaged);
        bool bytes = model.Pieces.Any(p => p.Type == PieceType.Byte);
        return model.Type switch
        {
            SentencePieceModelType.Unigram => new UnigramModel([.. model.Pieces.Select(p => KeyValuePair.Create(p.Text, (double)p.Score))], unknown, bytes),
            SentencePieceModelType.Bpe => Bpe(model, model.Pieces[unknown].Text, bytes),
            _ => throw new TokenizerException(path, $"its model type is {(int)model.Type}.", "Supported are 1 (unigram) and 2 (byte-pair encoding)."),
        };
    }

    /// <summary>Any two pieces that together are a piece can be joined; the score of the whole decides the order.</summary>
    private static BpeModel Bpe(SentencePieceModel model, string unknown, bool bytes)
    {
        var vocabulary = new Vocabulary([.. model.Pieces.Select((piece, id) => KeyValuePair.Create(piece.Text, id))]);
        var merges = new BpeMerges(model.Pieces.Count);
        var normal = model.Pieces.Where(p => p.Type == PieceType.Normal).OrderByDescending(p => p.Score).ToList();
        for (int rank = 0; rank < normal.Count; rank++)
        {
            string whole = normal[rank].Text;
            for (int cut = 1; cut < whole.Length; cut++)
            {
                if (vocabulary.TryGetId(whole.AsSpan(0, cut), out int left) && vocabulary.TryGetId(whole.AsSpan(cut), out int right))
                    merges.Add(left, right, rank, vocabulary.IdOf(whole)!.Value);
            }
        }
        return new(vocabulary, merges, new(unknown, FuseUnknown: true, ByteFallback: bytes));
    }

    private static NormalizerSequence Normalizer(SentencePieceModel model)
    {
        var steps = new List<INormalizer>();
        if (model.CharacterMap is not null)
            steps.Add(new PrecompiledNormalizer(model.CharacterMap));
        if (model.RemovesExtraSpaces)
            steps.Add(new ReplaceNormalizer(new RegexPattern(new Regex("^ +| +$|(?<= ) +")), ""));
        if (model.AddsPrefixSpace)
            steps.Add(new PrependNormalizer(Space));
        steps.Add(new ReplaceNormalizer(new LiteralPattern(" "), Space));
        return new(steps);
    }

    private static DecoderSequence Decoder(SentencePieceModel model)
    {
        var steps = new List<IDecoder>
        {
            new ReplaceDecoder(new LiteralPattern(model.Pieces.Find(p => p.Type == PieceType.Unknown).Text), model.UnknownSurface),
            new ReplaceDecoder(new LiteralPattern(Space), " "),
            new ByteFallbackDecoder(),
            new FuseDecoder(),
        };
        if (model.AddsPrefixSpace)
            steps.Add(new StripDecoder(" ", 1, 0));
        return new(steps);
    }
}
