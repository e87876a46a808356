namespace TorchSharp;

/// <summary>Forms in which a tensor prints.</summary>
public enum TensorStringStyle
{
    /// <summary>Shape, type and device only.</summary>
    Metadata,

    /// <summary>Aligned columns, a table for each pair of last dimensions.</summary>
    Julia,

    /// <summary>Nested brackets.</summary>
    Numpy,

    /// <summary>Nested braces with literals.</summary>
    CSharp,

    /// <summary>What <see cref="torch.TensorStringStyle"/> says.</summary>
    Default,
}
