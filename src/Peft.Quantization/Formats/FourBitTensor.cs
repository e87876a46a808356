using System.Globalization;
using Peft.Adapters;
using TorchSharp;
using static TorchSharp.torch;

namespace Peft.Quantization;

/// <summary>
/// A tensor in bitsandbytes' 4-bit form: every block of consecutive elements (row by row) has the largest magnitude in it, absmax, and every element a code of four bits;
/// element = codebook[code] · absmax. It owns its memory, belongs to no dispose scope and never changes. Several threads may use it at once.
/// </summary>
public abstract class FourBitTensor : IQuantizedWeight
{
    private bool _disposed;

    private protected FourBitTensor(FourBitParts parts) => Parts = parts;

    /// <summary>bitsandbytes' name of the codebook: <c>nf4</c> or <c>fp4</c>.</summary>
    public string QuantType => Parts.Codebook.Name;

    /// <summary>The shape of the tensor that was quantised.</summary>
    public IReadOnlyList<long> Shape => Parts.Shape.AsReadOnly();

    /// <summary>The type of the tensor that was quantised, and by default of what <see cref="Dequantize"/> gives.</summary>
    public ScalarType DType => Parts.DType;

    /// <summary>Where it is.</summary>
    public Device Device => Parts.Device;

    /// <summary>The number of elements that share an absmax.</summary>
    public int BlockSize => Parts.BlockSize;

    /// <summary>Whether the absmax values are quantised in turn.</summary>
    public bool IsDoubleQuantized => Parts.Absmax.Nested is not null;

    /// <summary>The element type that the packed bytes carry in a state dict.</summary>
    public ScalarType StorageType => Parts.Packed.dtype;

    /// <summary>The number of elements of <see cref="Shape"/>.</summary>
    public long NumberOfElements => Parts.NumberOfElements;

    /// <summary>
    /// The memory it takes, in bytes: packed codes, absmax values and, with double quantisation, the second level and the offset.
    /// Codebooks are shared by all tensors and not counted.
    /// </summary>
    public long ByteCount => (Parts.Packed.NumberOfElements * Parts.Packed.ElementSize) + Parts.Absmax.ByteCount;

    /// <summary>The memory it takes per element, in bits. For a large tensor 4 + 32 / block size, with double quantisation 4 + (8 + 32 / 256) / block size.</summary>
    public double BitsPerElement => 8.0 * ByteCount / NumberOfElements;

    internal FourBitParts Parts { get; }

    internal static FourBitTensor Of(FourBitParts parts) => parts.Codebook.Name == Codebook.NF4.Name ? new NF4Tensor(parts) : new FP4Tensor(parts);

    /// <summary>Reads a tensor from a state dict that bitsandbytes or <see cref="ToStateDict"/> wrote, with a strict account of keys, types and sizes.</summary>
    /// <param name="state">The state dict. Its other keys are ignored.</param>
    /// <param name="prefix">What stands before <c>weight</c>, for example <c>model.layers.0.mlp.up_proj.</c></param>
    /// <returns>
    /// An <see cref="NF4Tensor"/> or an <see cref="FP4Tensor"/>, as the state dict says. It shares memory with the given tensors, which must not be written to
    /// but may be disposed.
    /// </returns>
    /// <exception cref="QuantStateException">A key is missing or unknown, a tensor has an unexpected type or size, or the description cannot be understood.</exception>
    public static FourBitTensor FromStateDict(IReadOnlyDictionary<string, Tensor> state, string prefix = "") => Of(new QuantStateReader(state, prefix).Read());

    /// <summary>Quantises another weight with the same codebook and options.</summary>
    /// <param name="weight">Of the same shape; any floating-point type, on any device. Is neither changed nor kept.</param>
    /// <returns>A new tensor on this one's <see cref="Device"/> with its <see cref="DType"/>, which the caller disposes.</returns>
    /// <exception cref="ArgumentException">The weight has another shape, or a NaN or an infinity.</exception>
    /// <exception cref="ObjectDisposedException">The tensor was disposed.</exception>
    public FourBitTensor Requantize(Tensor weight)
    {
        ArgumentNullException.ThrowIfNull(weight);
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (!weight.shape.SequenceEqual(Parts.Shape))
        {
            throw new ArgumentException(
                $"The weight is [{string.Join(", ", weight.shape)}]; expected [{string.Join(", ", Parts.Shape)}] as before. help: Quantise a weight of another shape anew.", nameof(weight));
        }
        using DisposeScope scope = NewDisposeScope();
        var options = new FourBitOptions { BlockSize = BlockSize, DoubleQuantize = IsDoubleQuantized, StorageType = StorageType };
        return Of(FourBitParts.Quantize(weight.to(ScalarType.Float32, Device), Parts.Codebook, options, Parts.Backend) with { DType = DType });
    }

    IQuantizedWeight IQuantizedWeight.Requantize(Tensor weight) => Requantize(weight);

    /// <summary>Copies it to a device, bit for bit.</summary>
    /// <param name="device">Any device; there it is computed with.</param>
    /// <returns>A new tensor, which the caller disposes.</returns>
    /// <exception cref="ObjectDisposedException">The tensor was disposed.</exception>
    public FourBitTensor To(Device device)
    {
        ArgumentNullException.ThrowIfNull(device);
        ObjectDisposedException.ThrowIf(_disposed, this);
        return Of(Parts.To(device));
    }

    IQuantizedWeight IQuantizedWeight.To(Device device) => To(device);

    /// <summary>Decodes every element: codebook[code] · absmax in float32, rounded once to the result's type.</summary>
    /// <param name="dtype">Float32, Float16 or BFloat16; <see langword="null"/> for <see cref="DType"/>.</param>
    /// <returns>A new tensor of shape <see cref="Shape"/> on <see cref="Device"/>, which belongs to the current dispose scope, if there is one.</returns>
    /// <exception cref="ArgumentException"><paramref name="dtype"/> is none of these.</exception>
    /// <exception cref="ObjectDisposedException">The tensor was disposed.</exception>
    public Tensor Dequantize(ScalarType? dtype = null)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        ScalarType type = dtype ?? DType;
        if (!FloatTypes.IsKnown(type))
            throw new ArgumentException($"A 4-bit tensor was to be dequantised to {type}; expected one of {FloatTypes.Names}. help: Convert the result afterwards.", nameof(dtype));
        return Parts.Decode(type);
    }

    /// <summary>
    /// The tensor as bitsandbytes saves it: <c>weight</c>, <c>weight.absmax</c>, <c>weight.quant_map</c>, with double quantisation <c>weight.nested_absmax</c> and
    /// <c>weight.nested_quant_map</c>, and <c>weight.quant_state.bitsandbytes__nf4</c> (or <c>__fp4</c>) with the description as JSON.
    /// </summary>
    /// <param name="prefix">What to put before <c>weight</c>, for example <c>model.layers.0.mlp.up_proj.</c></param>
    /// <returns>New tensors, which belong to the current dispose scope, if there is one. The large ones share memory with this object: do not write to them.</returns>
    /// <exception cref="ObjectDisposedException">The tensor was disposed.</exception>
    public Dictionary<string, Tensor> ToStateDict(string prefix = "")
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        return QuantStateWriter.Write(Parts, prefix);
    }

    /// <summary>Type, shape and memory in one line.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"{QuantType} [{string.Join(", ", Shape)}] of {DType}, blocks of {BlockSize}{(IsDoubleQuantized ? ", double quantised" : "")}, {BitsPerElement:0.###} bits per element");

    /// <summary>Frees the memory.</summary>
    public void Dispose()
    {
        if (_disposed)
            return;
        _disposed = true;
        Parts.Packed.Dispose();
        Parts.Absmax.Dispose();
        GC.SuppressFinalize(this);
    }
}
