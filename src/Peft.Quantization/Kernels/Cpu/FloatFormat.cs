namespace Peft.Quantization.Kernels.Cpu;

/// <summary>How numbers are kept between the steps of an optimizer.</summary>
internal enum FloatFormat
{
    Float32,
    Float16,
    BFloat16,

    /// <summary>Codes of <see cref="Codebook.Dynamic"/> with an absmax for each block.</summary>
    Dynamic,

    /// <summary>Codes of <see cref="Codebook.DynamicUnsigned"/> with an absmax for each block.</summary>
    DynamicUnsigned,
}
