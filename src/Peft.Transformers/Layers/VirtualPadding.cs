namespace Peft.Transformers.Layers;

/// <summary>Where a model can do with zeros in the place of virtual tokens that a row has not, by how it knows the place of a token.</summary>
internal enum VirtualPadding
{
    /// <summary>By the mask: anywhere.</summary>
    Anywhere,

    /// <summary>By the distance to others in the sequence: before the first virtual token.</summary>
    InFront,

    /// <summary>By the distance to the first: nowhere.</summary>
    None,
}
