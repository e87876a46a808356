using Peft.Tokenizers.Text;

namespace Peft.Tokenizers.PreTokenizers;

/// <summary>Cuts a text into pieces that the model encodes one by one.</summary>
internal interface IPreTokenizer
{
    void Split(AlignedText text, ICollection<AlignedText> pieces);
}
