namespace Peft.Tokenizers.Models;

/// <summary>Turns one piece of text into tokens of its vocabulary. Safe to use from several threads.</summary>
internal interface ITokenModel
{
    Vocabulary Vocabulary { get; }

    void Tokenize(string text, ICollection<ModelToken> tokens);
}
