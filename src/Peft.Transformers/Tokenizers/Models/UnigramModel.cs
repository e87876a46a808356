using System.Text;

namespace Peft.Tokenizers.Models;

/// <summary>
/// Unigram language model (Kudo 2018): of all ways to write a piece with tokens the one with the highest sum of log probabilities.
/// A character that no token covers costs ten more than the rarest token.
/// </summary>
internal sealed class UnigramModel : ITokenModel
{
    private const double UnknownPenalty = 10;
    private const int MaxUtf8Length = 4;

    private readonly double[] _scores;
    private readonly double _unknownScore;
    private readonly int _unknownId;
    private readonly int[]? _byteIds;

    public UnigramModel(IReadOnlyList<KeyValuePair<string, double>> pieces, int unknownId, bool byteFallback)
    {
        Vocabulary = new([.. pieces.Select((piece, id) => KeyValuePair.Create(piece.Key, id))]);
        _scores = [.. pieces.Select(piece => piece.Value)];
        _unknownScore = _scores.Min() - UnknownPenalty;
        _unknownId = unknownId;
        _byteIds = byteFallback ? Vocabulary.ByteIds() : null;
    }

    public Vocabulary Vocabulary { get; }

    public static UnigramModel Read(JsonPart json)
    {
        var pieces = json.Items("vocab").Select(ReadPiece).ToList();
        int unknown = json.Int("unk_id");
        return unknown >= 0 && unknown < pieces.Count
            ? new(pieces, unknown, json.Flag("byte_fallback", false))
            : throw json.Error($"unk_id is {unknown}, but the vocabulary has {pieces.Count} pieces.");
    }

    public void Tokenize(string text, ICollection<ModelToken> tokens)
    {
        foreach (var token in FuseUnknown(BestPath(text)))
        {
            if (token.Id == _unknownId && _byteIds is not null)
                AddBytes(text, token, tokens);
            else
                tokens.Add(token);
        }
    }

    /// <summary>Viterbi: the best way to every position, and then back from the end.</summary>
    private Stack<ModelToken> BestPath(string text)
    {
        var best = new (double Score, ModelToken Token)[text.Length + 1];
        Array.Fill(best, (double.NegativeInfinity, default), 1, text.Length);
        for (int start = 0; start < text.Length;)
        {
            Rune.DecodeFromUtf16(text.AsSpan(start), out _, out int runeLength);
            bool covered = false;
            for (int length = 1; length <= Math.Min(Vocabulary.LongestToken, text.Length - start); length++)
            {
                if (!Vocabulary.TryGetId(text.AsSpan(start, length), out int id) || id == _unknownId)
                    continue;
                covered |= length == runeLength;
                Offer(_scores[id], new(id, start, length));
            }
            if (!covered)
                Offer(_unknownScore, new(_unknownId, start, runeLength));
            start += runeLength;
        }
        var path = new Stack<ModelToken>();
        for (int end = text.Length; end > 0; end = path.Peek().Start)
            path.Push(best[end].Token);
        return path;

        void Offer(double score, ModelToken token)
        {
            score += best[token.Start].Score;
            if (score > best[token.Start + token.Length].Score)
                best[token.Start + token.Length] = (score, token);
        }
    }

    private List<ModelToken> FuseUnknown(IEnumerable<ModelToken> path)
    {
        var fused = new List<ModelToken>();
        foreach (var token in path)
        {
            if (token.Id == _unknownId && fused.Count > 0 && fused[^1].Id == _unknownId)
                fused[^1] = fused[^1] with { Length = fused[^1].Length + token.Length };
            else
                fused.Add(token);
        }
        return fused;
    }

    private void AddBytes(string text, ModelToken unknown, ICollection<ModelToken> tokens)
    {
        Span<byte> utf8 = stackalloc byte[MaxUtf8Length];
        int index = unknown.Start;
        foreach (var rune in text.AsSpan(unknown.Start, unknown.Length).EnumerateRunes())
        {
            foreach (byte b in utf8[..rune.EncodeToUtf8(utf8)])
                tokens.Add(new(_byteIds![b], index, rune.Utf16SequenceLength));
            index += rune.Utf16SequenceLength;
        }
    }

    private static KeyValuePair<string, double> ReadPiece(JsonPart json) =>
        json.Element is { ValueKind: System.Text.Json.JsonValueKind.Array } pair && pair.GetArrayLength() == 2
            ? KeyValuePair.Create(pair[0].GetString()!, pair[1].GetDouble())
            : throw json.Error($"a piece should be a list of text and score but is {json.Element}.");
}
