using System.Text;
using Peft.Tokenizers.Text;
using Peft.Tokenizers.Unicode;

namespace Peft.Tokenizers.Normalizers;

/// <summary>BERT's clean-up: no control characters, plain spaces, ideographs set apart, accents and case removed as configured.</summary>
internal static class BertNormalizer
{
    public static INormalizer Read(JsonPart json)
    {
        bool lowercase = json.Flag("lowercase", true);
        var steps = new List<INormalizer>();
        if (json.Flag("clean_text", true))
        {
            steps.Add(new RuneFilter(rune => rune.Value is not (0 or 0xFFFD) && !Characters.IsControl(rune)));
            steps.Add(new ReplaceNormalizer(new RunePattern(Rune.IsWhiteSpace), " "));
        }
        if (json.Flag("handle_chinese_chars", true))
            steps.Add(new IdeographSpacer());
        if (json.Flag("strip_accents", lowercase))
        {
            steps.Add(UnicodeNormalizer.Nfd);
            steps.Add(new RuneFilter(rune => !Characters.IsNonSpacingMark(rune)));
        }
        if (lowercase)
            steps.Add(new LowercaseNormalizer());
        return new NormalizerSequence(steps);
    }

    private sealed class IdeographSpacer : INormalizer
    {
        public AlignedText Normalize(AlignedText text)
        {
            var builder = new AlignedTextBuilder(text);
            int index = 0;
            foreach (var rune in text.Text.EnumerateRunes())
            {
                var original = text.Original(index, rune.Utf16SequenceLength);
                string space = Characters.IsIdeograph(rune) ? " " : "";
                builder.Add(space, original);
                builder.Copy(index, rune.Utf16SequenceLength);
                builder.Add(space, original);
                index += rune.Utf16SequenceLength;
            }
            return builder.Build();
        }
    }
}
