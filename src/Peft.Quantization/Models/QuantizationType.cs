namespace Peft.Quantization;

/// <summary>Forms of quantised weights.</summary>
public enum QuantizationType
{
    /// <summary>4-bit NormalFloat: see <see cref="NF4Tensor"/>.</summary>
    NF4,

    /// <summary>4-bit float: see <see cref="FP4Tensor"/>.</summary>
    FP4,

    /// <summary>LLM.int8: see <see cref="Int8Tensor"/>.</summary>
    Int8,
}
