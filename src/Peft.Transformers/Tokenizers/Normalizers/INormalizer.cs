using Peft.Tokenizers.Text;

namespace Peft.Tokenizers.Normalizers;

/// <summary>Rewrites a text before it is cut into pieces.</summary>
internal interface INormalizer
{
    AlignedText Normalize(AlignedText text);
}
