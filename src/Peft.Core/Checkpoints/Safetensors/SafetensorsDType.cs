namespace Peft.Checkpoints;

/// <summary>
/// The element types of the safetensors format, named as in the file and in the format's own order: a file holds its tensors by descending type, then by name.
/// </summary>
public enum SafetensorsDType
{
    /// <summary>Boolean, one byte each.</summary>
    BOOL,

    /// <summary>4-bit float of the Open Compute MX formats, two to a byte. Raw bytes only.</summary>
    F4,

    /// <summary>6-bit float with 2 exponent and 3 mantissa bits. Raw bytes only.</summary>
    F6_E2M3,

    /// <summary>6-bit float with 3 exponent and 2 mantissa bits. Raw bytes only.</summary>
    F6_E3M2,

    /// <summary>Unsigned 8-bit integer.</summary>
    U8,

    /// <summary>Signed 8-bit integer.</summary>
    I8,

    /// <summary>8-bit float, 5 exponent and 2 mantissa bits, with infinities and NaN (arXiv 2209.05433). Read as float32.</summary>
    F8_E5M2,

    /// <summary>8-bit float, 4 exponent and 3 mantissa bits, NaN but no infinities, up to 448 (arXiv 2209.05433). Read as float32.</summary>
    F8_E4M3,

    /// <summary>8-bit power of two, 2^(code - 127), the scale of the Open Compute MX formats; code 255 is NaN. Read as float32.</summary>
    F8_E8M0,

    /// <summary>8-bit float, 4 exponent and 3 mantissa bits, one NaN, no negative zero, up to 240 (arXiv 2206.02915). Read as float32.</summary>
    F8_E4M3FNUZ,

    /// <summary>8-bit float, 5 exponent and 2 mantissa bits, one NaN, no negative zero (arXiv 2206.02915). Read as float32.</summary>
    F8_E5M2FNUZ,

    /// <summary>Signed 16-bit integer.</summary>
    I16,

    /// <summary>Unsigned 16-bit integer. Read as int32.</summary>
    U16,

    /// <summary>Half-precision float.</summary>
    F16,

    /// <summary>Brain float: the upper half of a float32.</summary>
    BF16,

    /// <summary>Signed 32-bit integer.</summary>
    I32,

    /// <summary>Unsigned 32-bit integer. Read as int64.</summary>
    U32,

    /// <summary>Single-precision float.</summary>
    F32,

    /// <summary>Complex number of two single-precision floats.</summary>
    C64,

    /// <summary>Double-precision float.</summary>
    F64,

    /// <summary>Signed 64-bit integer.</summary>
    I64,

    /// <summary>Unsigned 64-bit integer. Read as int64 if every value fits.</summary>
    U64,
}
