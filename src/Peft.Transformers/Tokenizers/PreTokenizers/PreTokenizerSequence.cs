using Peft.Tokenizers.Text;

namespace Peft.Tokenizers.PreTokenizers;

/// <summary>Pre-tokenizers one after another, each cutting the pieces of the one before.</summary>
internal sealed class PreTokenizerSequence(IReadOnlyList<IPreTokenizer> steps) : IPreTokenizer
{
    public void Split(AlignedText text, ICollection<AlignedText> pieces)
    {
        List<AlignedText> current = [text];
        foreach (var step in steps)
        {
            var next = new List<AlignedText>();
            foreach (var piece in current)
                step.Split(piece, next);
            current = next;
        }
        foreach (var piece in current)
            pieces.Add(piece);
    }
}
