namespace Peft.Tokenizers.SentencePiece;

/// <summary>A piece of a SentencePiece vocabulary; its place in the file is its id.</summary>
internal readonly record struct Piece(string Text, float Score, PieceType Type)
{
    /// <summary>Whether it is found in a text as a whole instead of being put together.</summary>
    public bool IsAdded => Type is PieceType.Control or PieceType.UserDefined;
}

/// <summary>What a piece is, by its number in the file.</summary>
internal enum PieceType
{
    /// <summary>Text.</summary>
    Normal = 1,

    /// <summary>Stands for what no piece covers.</summary>
    Unknown = 2,

    /// <summary>A mark such as the begin of a sequence.</summary>
    Control = 3,

    /// <summary>Text that is never divided.</summary>
    UserDefined = 4,

    /// <summary>A single byte, for what no other piece covers.</summary>
    Byte = 6,
}

/// <summary>How pieces are found, by its number in the file.</summary>
internal enum SentencePieceModelType
{
    /// <summary>The most probable pieces.</summary>
    Unigram = 1,

    /// <summary>Byte-pair encoding.</summary>
    Bpe = 2,
}
