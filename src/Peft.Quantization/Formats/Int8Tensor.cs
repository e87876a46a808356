using System.Globalization;
using Peft.Adapters;
using TorchSharp;
using static TorchSharp.torch;

namespace Peft.Quantization;

/// <summary>
/// A matrix in LLM.int8's form: every row has its largest magnitude, absmax, and every element a whole number from −127 to 127; element = code · absmax / 127.
/// It owns its memory, belongs to no dispose scope and never changes. Several threads may use it at once.
/// </summary>
/// <remarks>Dettmers et al., "LLM.int8(): 8-bit Matrix Multiplication for Transformers at Scale", arXiv 2208.07339, section 2.</remarks>
public sealed class Int8Tensor : IQuantizedWeight
{
    private const string Help = "Check that the file is complete, or save the model again with a current bitsandbytes.";

    private Int8Tensor(Tensor codes, Tensor absmax, ScalarType type, Int8Backend? backend = null)
    {
        (Codes, Absmax, DType, Shape, Device) = (codes.DetachFromDisposeScope(), absmax.DetachFromDisposeScope(), type, codes.shape.AsReadOnly(), codes.device);
        Backend = backend ?? Int8Backend.For(Device);
    }

    /// <summary>The shape: rows, columns.</summary>
    public IReadOnlyList<long> Shape { get; }

    /// <summary>The type of the matrix that was quantised, and by default of what <see cref="Dequantize"/> gives.</summary>
    public ScalarType DType { get; }

    /// <summary>Where it is.</summary>
    public Device Device { get; }

    /// <summary>The memory it takes, in bytes.</summary>
    public long ByteCount => Codes.NumberOfElements + (Absmax.NumberOfElements * sizeof(float));

    /// <summary>[rows, columns], Int8.</summary>
    internal Tensor Codes { get; }

    /// <summary>[rows], Float32.</summary>
    internal Tensor Absmax { get; }

    /// <summary>What computes with it.</summary>
    internal Int8Backend Backend { get; }

    /// <summary>Quantises a matrix, which is rounded to float16 first, as bitsandbytes does.</summary>
    /// <param name="weight">(rows, columns); Float32, Float16 or BFloat16, on any device, finite in float16. Is neither changed nor kept.</param>
    /// <returns>The quantised matrix on the weight's device, which the caller disposes.</returns>
    /// <exception cref="ArgumentException">The weight is of another type, not a matrix, empty, or has a NaN or a magnitude above 65504.</exception>
    public static Int8Tensor Quantize(Tensor weight) => Quantize(weight, null);

    internal static Int8Tensor Quantize(Tensor weight, Int8Backend? backend)
    {
        ArgumentNullException.ThrowIfNull(weight);
        if (!FloatTypes.IsKnown(weight.dtype) || weight.dim() != 2 || weight.NumberOfElements == 0)
        {
            throw new ArgumentException(
                $"The weight is {weight.dtype} [{string.Join(", ", weight.shape)}]; expected a matrix with elements, one of {FloatTypes.Names}. help: Convert it first.", nameof(weight));
        }
        using DisposeScope scope = NewDisposeScope();
        Tensor values = weight.detach().to_type(ScalarType.Float16).to_type(ScalarType.Float32);
        var (codes, absmax) = (backend ?? Int8Backend.For(weight.device)).Quantize(values);
        // A maximum does not see a NaN.
        if (!values.isfinite().all().ToBoolean())
            throw new ArgumentException("The weight has a NaN, or a magnitude above 65504, the largest of float16. help: Repair the weight first.", nameof(weight));
        return new Int8Tensor(codes, absmax, weight.dtype, backend);
    }

    /// <summary>Reads a matrix from a state dict that bitsandbytes or <see cref="ToStateDict"/> wrote.</summary>
    /// <param name="state">The state dict. Its other keys are ignored.</param>
    /// <param name="prefix">What stands before <c>weight</c>, for example <c>model.layers.0.mlp.up_proj.</c></param>
    /// <param name="dtype">The type of the matrix that was quantised, which such a state dict does not tell.</param>
    /// <returns>A matrix that shares memory with the given tensors, which must not be written to but may be disposed.</returns>
    /// <exception cref="QuantStateException">A key is missing, or a tensor has an unexpected type, size or layout.</exception>
    public static Int8Tensor FromStateDict(IReadOnlyDictionary<string, Tensor> state, string prefix = "", ScalarType dtype = ScalarType.Float32)
    {
        ArgumentNullException.ThrowIfNull(state);
        using DisposeScope scope = NewDisposeScope();
        Tensor codes = Take(state, prefix + Int8Keys.Weight);
        if (codes.dtype != ScalarType.Int8 || codes.dim() != 2)
            throw new QuantStateException(prefix + Int8Keys.Weight, $"expected a matrix of {ScalarType.Int8}, found {codes.dtype} [{string.Join(", ", codes.shape)}] on {codes.device}.", Help);
        Tensor absmax = Take(state, prefix + Int8Keys.Absmax);
        if (absmax.dtype != ScalarType.Float32 || !absmax.device.Is(codes.device) || absmax.shape is not [long rows] || rows != codes.shape[0])
            throw new QuantStateException(prefix + Int8Keys.Absmax, $"expected {ScalarType.Float32} [{codes.shape[0]}] on {codes.device}, found {absmax.dtype} [{string.Join(", ", absmax.shape)}] on {absmax.device}.", Help);
        if (state.TryGetValue(prefix + Int8Keys.Layout, out Tensor? layout) && layout.to_type(ScalarType.Int64).item<long>() != Int8Keys.RowMajor)
            throw new QuantStateException(prefix + Int8Keys.Layout, $"the layout is {layout.to_type(ScalarType.Int64).item<long>()}; expected {Int8Keys.RowMajor}, rows.", Help);
        return new Int8Tensor(codes.detach().contiguous(), absmax.detach().contiguous(), dtype);
    }

    /// <summary>Every element: code · absmax / 127 in float32, rounded once to the result's type.</summary>
    /// <param name="dtype">Any floating-point type; <see langword="null"/> for <see cref="DType"/>.</param>
    /// <returns>A new tensor of shape <see cref="Shape"/>, which belongs to the current dispose scope, if there is one.</returns>
    public Tensor Dequantize(ScalarType? dtype = null) => Backend.Decode(this, 0, Shape[0], dtype ?? DType);

    /// <summary>Quantises another matrix.</summary>
    /// <param name="weight">Of the same shape; any floating-point type, on any device. Is neither changed nor kept.</param>
    /// <returns>A new matrix on this one's <see cref="Device"/> with its <see cref="DType"/>, which the caller disposes.</returns>
    /// <exception cref="ArgumentException">The weight has another shape, or an element that is not finite in float16.</exception>
    public Int8Tensor Requantize(Tensor weight)
    {
        ArgumentNullException.ThrowIfNull(weight);
        if (!weight.shape.SequenceEqual(Shape))
            throw new ArgumentException($"The weight is [{string.Join(", ", weight.shape)}]; expected [{string.Join(", ", Shape)}] as before. help: Quantise a weight of another shape anew.", nameof(weight));
        using DisposeScope scope = NewDisposeScope();
        using Int8Tensor other = Quantize(weight.to(ScalarType.Float32, Device), Backend);
        return new Int8Tensor(other.Codes.alias(), other.Absmax.alias(), DType, Backend);
    }

    IQuantizedWeight IQuantizedWeight.Requantize(Tensor weight) => Requantize(weight);

    /// <summary>Copies it to a device, bit for bit.</summary>
    /// <param name="device">Any device; there it is computed with.</param>
    /// <returns>A new matrix, which the caller disposes.</returns>
    public Int8Tensor To(Device device)
    {
        ArgumentNullException.ThrowIfNull(device);
        using DisposeScope scope = NewDisposeScope();
        return new Int8Tensor(Codes.to(device, copy: true), Absmax.to(device, copy: true), DType);
    }

    IQuantizedWeight IQuantizedWeight.To(Device device) => To(device);

    /// <summary>The matrix as bitsandbytes saves it: <c>weight</c>, <c>SCB</c> (the rows' absmax) and <c>weight_format</c>.</summary>
    /// <param name="prefix">What to put before <c>weight</c>, for example <c>model.layers.0.mlp.up_proj.</c></param>
    /// <returns>New tensors, which belong to the current dispose scope, if there is one. The large ones share memory with this object: do not write to them.</returns>
    public Dictionary<string, Tensor> ToStateDict(string prefix = "") => new()
    {
        [prefix + Int8Keys.Weight] = Codes.alias(),
        [prefix + Int8Keys.Absmax] = Absmax.alias(),
        [prefix + Int8Keys.Layout] = tensor(Int8Keys.RowMajor, ScalarType.Byte),
    };

    /// <summary>Type, shape and memory in one line.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"int8 [{string.Join(", ", Shape)}] of {DType}, {8.0 * ByteCount / Codes.NumberOfElements:0.###} bits per element");

    /// <summary>Frees the memory.</summary>
    public void Dispose()
    {
        Codes.Dispose();
        Absmax.Dispose();
    }

    private static Tensor Take(IReadOnlyDictionary<string, Tensor> state, string key) =>
        state.TryGetValue(key, out Tensor? found) ? found : throw new QuantStateException(key, "the state dict has no such key.", "Only weights saved in 8-bit form have such a key; check the prefix.");
}

/// <summary>The keys under which bitsandbytes saves an 8-bit weight.</summary>
internal static class Int8Keys
{
    internal const string Weight = "weight", Absmax = "SCB", Layout = "weight_format";

    internal const byte RowMajor = 0;
}
