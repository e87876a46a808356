namespace Peft.Tokenizers.PreTokenizers;

/// <summary>What becomes of the places where a text is cut.</summary>
internal enum SplitBehavior
{
    /// <summary>They are dropped.</summary>
    Removed,

    /// <summary>Each is a piece of its own.</summary>
    Isolated,

    /// <summary>Each goes with the piece before it.</summary>
    MergedWithPrevious,

    /// <summary>Each goes with the piece after it.</summary>
    MergedWithNext,

    /// <summary>Those that touch make one piece.</summary>
    Contiguous,
}
