namespace Peft.Transformers;

/// <summary>What a weight is, and how it is stored unless it is quantised.</summary>
internal enum WeightForm
{
    /// <summary>That of a linear layer, (out, in).</summary>
    Linear,

    /// <summary>That of a linear layer, stored as (in, out).</summary>
    Transposed,

    /// <summary>A table of vectors.</summary>
    Table,
}
