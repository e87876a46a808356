using System.Text.RegularExpressions;

namespace Peft.Samples.Pretrain.Tokenization;

/// <summary>Learns byte-pair merges (arXiv 1508.07909, algorithm 1) from a text: the most frequent pair of neighbours becomes one token, again and again.</summary>
public static partial class BpeTrainer
{
    /// <param name="texts">What to learn from.</param>
    /// <param name="merges">How many merges to learn at most.</param>
    public static List<(string Left, string Right)> Train(IEnumerable<string> texts, int merges)
    {
        var words = CountWords(texts);
        var learned = new List<(string, string)>();
        while (learned.Count < merges && MostFrequentPair(words) is { } pair)
        {
            learned.Add(pair);
            foreach (var (symbols, _) in words)
                Merge(symbols, pair);
        }
        return learned;
    }

    private static List<(List<string> Symbols, int Count)> CountWords(IEnumerable<string> texts) =>
        [.. texts.SelectMany(t => Words().Matches(t)).CountBy(m => m.Value).Select(w => (ByteAlphabet.Encode(w.Key).Select(c => c.ToString()).ToList(), w.Value))];

    private static (string, string)? MostFrequentPair(List<(List<string> Symbols, int Count)> words)
    {
        var counts = new Dictionary<(string, string), int>();
        foreach (var (symbols, count) in words)
        {
            foreach (var pair in symbols.Zip(symbols.Skip(1)))
                counts[pair] = counts.GetValueOrDefault(pair) + count;
        }
        // Equal counts: the first in ordinal order, so that the same text always gives the same tokens.
        return counts.Where(c => c.Value > 1).OrderByDescending(c => c.Value)
            .ThenBy(c => c.Key.Item1, StringComparer.Ordinal).ThenBy(c => c.Key.Item2, StringComparer.Ordinal)
            .Select(c => ((string, string)?)c.Key).FirstOrDefault();
    }

    private static void Merge(List<string> symbols, (string Left, string Right) pair)
    {
        for (int i = 0; i < symbols.Count - 1; i++)
        {
            if (symbols[i] == pair.Left && symbols[i + 1] == pair.Right)
            {
                symbols[i] += symbols[i + 1];
                symbols.RemoveAt(i + 1);
            }
        }
    }

    /// <summary>GPT-2's split of a text into words, each with the space before it.</summary>
    [GeneratedRegex(@"'(?:[sdmt]|ll|ve|re)| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+")]
    private static partial Regex Words();
}
