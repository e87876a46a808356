namespace Peft.Tokenizers.Models;

/// <summary>A token and the characters of the piece that it stands for.</summary>
internal readonly record struct ModelToken(int Id, int Start, int Length);
