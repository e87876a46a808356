namespace Peft.Attachment;

/// <summary>The sizes of a model that a side network has to fit to.</summary>
public sealed record SideShape
{
    /// <summary>The width of what blocks give, and of what the head is given.</summary>
    public required long Width { get; init; }

    /// <summary>The number of blocks, those of an encoder and those of the decoder that follows it together.</summary>
    public required int Layers { get; init; }

    /// <summary>How many of them, the first, are an encoder's that a decoder follows.</summary>
    /// <value>Default: 0, for a model of one sequence.</value>
    public int EncoderLayers { get; init; }

    /// <summary>What the sizes that become smaller have in common, such as the width of a head: reduction factors have to divide it.</summary>
    public required long Reducible { get; init; }
}
