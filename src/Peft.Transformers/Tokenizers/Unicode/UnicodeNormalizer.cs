using System.Text;
using Peft.Tokenizers.Normalizers;
using Peft.Tokenizers.Text;

namespace Peft.Tokenizers.Unicode;

/// <summary>
/// The normalization forms of Unicode (Standard Annex 15). <see cref="string.Normalize(NormalizationForm)"/> does not serve: with
/// invariant globalization it silently returns its input, and it does not tell which characters became which.
/// </summary>
internal sealed class UnicodeNormalizer : INormalizer
{
    private const char FirstChangedByNfc = '\u0300', FirstChangedByNfd = '\u00C0', FirstChangedByCompatibility = '\u00A0';

    private readonly bool _composes;
    private readonly bool _compatible;
    private readonly char _firstChanged;

    private UnicodeNormalizer(bool composes, bool compatible, char firstChanged) => (_composes, _compatible, _firstChanged) = (composes, compatible, firstChanged);

    public static UnicodeNormalizer Nfc { get; } = new(composes: true, compatible: false, FirstChangedByNfc);

    public static UnicodeNormalizer Nfd { get; } = new(composes: false, compatible: false, FirstChangedByNfd);

    public static UnicodeNormalizer Nfkc { get; } = new(composes: true, compatible: true, FirstChangedByCompatibility);

    public static UnicodeNormalizer Nfkd { get; } = new(composes: false, compatible: true, FirstChangedByCompatibility);

    public AlignedText Normalize(AlignedText text)
    {
        if (!text.Text.AsSpan().ContainsAnyInRange(_firstChanged, char.MaxValue))
            return text;
        var characters = Decompose(text);
        OrderMarks(characters);
        if (_composes)
            characters = Compose(characters);
        var builder = new AlignedTextBuilder(text);
        foreach (var character in characters)
            builder.Add(new Rune(character.Rune), character.Original);
        return builder.Build();
    }

    private List<Character> Decompose(AlignedText text)
    {
        var characters = new List<Character>(text.Text.Length);
        int index = 0;
        foreach (var rune in text.Text.EnumerateRunes())
        {
            AddParts(characters, rune.Value, text.Original(index, rune.Utf16SequenceLength));
            index += rune.Utf16SequenceLength;
        }
        return characters;
    }

    private void AddParts(List<Character> characters, int rune, TextRange original)
    {
        int[]? parts = Hangul.Decompose(rune) ?? UnicodeData.Instance.Decompose(rune, _compatible);
        if (parts is null)
        {
            characters.Add(new(rune, UnicodeData.Instance.CombiningClass(rune), original));
            return;
        }
        foreach (int part in parts)
            AddParts(characters, part, original);
    }

    /// <summary>Sorts the marks after each base character by class; those of one class keep their order.</summary>
    private static void OrderMarks(List<Character> characters)
    {
        for (int i = 1; i < characters.Count; i++)
        {
            var mark = characters[i];
            int place = i;
            for (; mark.Class != 0 && place > 0 && characters[place - 1].Class > mark.Class; place--)
                characters[place] = characters[place - 1];
            characters[place] = mark;
        }
    }

    /// <summary>Joins each character to the base before it, if the two have a composition and no mark between them blocks it.</summary>
    private static List<Character> Compose(List<Character> characters)
    {
        var composed = new List<Character>(characters.Count);
        int start = -1;
        foreach (var character in characters)
        {
            bool isBlocked = start < 0 || (start < composed.Count - 1 && composed[^1].Class >= character.Class);
            if (!isBlocked && TryCompose(composed[start].Rune, character.Rune, out int whole))
            {
                var original = composed[start].Original;
                composed[start] = new(whole, 0, new(Math.Min(original.Start, character.Original.Start), Math.Max(original.End, character.Original.End)));
                continue;
            }
            if (character.Class == 0)
                start = composed.Count;
            composed.Add(character);
        }
        return composed;
    }

    private static bool TryCompose(int first, int second, out int whole) =>
        Hangul.TryCompose(first, second, out whole) || UnicodeData.Instance.TryCompose(first, second, out whole);

    private readonly record struct Character(int Rune, int Class, TextRange Original);
}
