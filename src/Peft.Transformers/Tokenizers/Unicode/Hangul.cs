namespace Peft.Tokenizers.Unicode;

/// <summary>Korean syllables, which are composed by arithmetic (The Unicode Standard, section 3.12).</summary>
internal static class Hangul
{
    private const int Syllables = 0xAC00, Leads = 0x1100, Vowels = 0x1161, Tails = 0x11A7;
    private const int LeadCount = 19, VowelCount = 21, TailCount = 28;

    public static int[]? Decompose(int rune)
    {
        int index = rune - Syllables;
        if (index is < 0 or >= LeadCount * VowelCount * TailCount)
            return null;
        int lead = Leads + (index / (VowelCount * TailCount));
        int vowel = Vowels + (index / TailCount % VowelCount);
        return index % TailCount == 0 ? [lead, vowel] : [lead, vowel, Tails + (index % TailCount)];
    }

    public static bool TryCompose(int first, int second, out int whole)
    {
        var (lead, vowel, tail) = (first - Leads, second - Vowels, second - Tails);
        if (lead is >= 0 and < LeadCount && vowel is >= 0 and < VowelCount)
        {
            whole = Syllables + (((lead * VowelCount) + vowel) * TailCount);
            return true;
        }
        int syllable = first - Syllables;
        whole = first + tail;
        return syllable is >= 0 and < LeadCount * VowelCount * TailCount && syllable % TailCount == 0 && tail is > 0 and < TailCount;
    }
}
