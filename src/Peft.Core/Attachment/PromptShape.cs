namespace Peft.Attachment;

/// <summary>The sizes of a model that virtual tokens have to fit to.</summary>
public sealed record PromptShape
{
    /// <summary>The width of an embedded token.</summary>
    public required long Width { get; init; }

    /// <summary>The number of different tokens.</summary>
    public required long Vocabulary { get; init; }

    /// <summary>The number of layers that attend to the tokens of their own sequence; of an encoder and a decoder, those of the decoder.</summary>
    public required int Layers { get; init; }

    /// <summary>The number of heads.</summary>
    public required int Heads { get; init; }

    /// <summary>The number of heads that keys and values have; fewer than <see cref="Heads"/> where several share one.</summary>
    public required int KeyHeads { get; init; }

    /// <summary>The width of a head's keys and values.</summary>
    public required long HeadWidth { get; init; }

    /// <summary>The number of sequences: 1, or 2 for an encoder and a decoder.</summary>
    /// <value>Default: 1.</value>
    public int Sequences { get; init; } = 1;
}
