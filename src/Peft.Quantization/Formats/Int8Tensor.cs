using System.Globalization;
using Peft.Adapters;
using Peft.Interop;
using TorchSharp;
using static TorchSharp.torch;

namespace Peft.Quantization;

/// <summary>
/// A matrix in LLM.int8's form: every row has its largest magnitude, absmax, and every element a whole number from −127 to 127; element = code · absmax / 127.
/// With zero points every row has an offset besides, halfway between its smallest and its largest element, which is what code 0 stands for: element = code · absmax / 127 + offset, where absmax is that of what the offset
/// leaves. It owns its memory, belongs to no dispose scope and never changes. Several threads may use it at once.
/// </summary>
/// <remarks>Dettmers et al., "LLM.int8(): 8-bit Matrix Multiplication for Transformers at Scale", arXiv 2208.07339, section 2.</remarks>
public sealed class Int8Tensor : IQuantizedWeight
{
    // How many elements are quantised at once; in float16 and float32 besides what is given.
    private const long QuantizedPiece = 1 << 20;

    private const string Help = "Check that the file is complete, or save the model again with a current bitsandbytes.";

    private Int8Tensor(Tensor codes, Tensor absmax, Tensor? offset, ScalarType type, Int8Backend? backend = null)
    {
        (Codes, Absmax, Offset, DType, Shape, Device) = (codes.DetachFromDisposeScope(), absmax.DetachFromDisposeScope(), offset?.DetachFromDisposeScope(), type, codes.shape.AsReadOnly(), codes.device);
        Backend = backend ?? Int8Backend.For(Device);
    }

    /// <summary>The shape: rows, columns.</summary>
    public IReadOnlyList<long> Shape { get; }

    /// <summary>The type of the matrix that was quantised, and by default of what <see cref="Dequantize"/> gives.</summary>
    public ScalarType DType { get; }

    /// <summary>Where it is.</summary>
    public Device Device { get; }

    /// <summary>The memory it takes, in bytes.</summary>
    public long ByteCount => Codes.NumberOfElements + (Absmax.NumberOfElements * sizeof(float) * (HasZeroPoints ? 2 : 1));

    /// <summary>Whether rows have offsets, for weights that are not symmetric about zero. bitsandbytes has no such form.</summary>
    public bool HasZeroPoints => Offset is not null;

    /// <summary>[rows, columns], Int8.</summary>
    internal Tensor Codes { get; }

    /// <summary>[rows], Float32.</summary>
    internal Tensor Absmax { get; }

    /// <summary>[rows], Float32; null without zero points.</summary>
    internal Tensor? Offset { get; }

    /// <summary>What computes with it; it knows nothing of offsets.</summary>
    internal Int8Backend Backend { get; }

    /// <summary>Quantises a matrix. Without zero points it is rounded to float16 first, as bitsandbytes does.</summary>
    /// <param name="weight">(rows, columns); Float32, Float16 or BFloat16, on any device, finite in float16. Is neither changed nor kept.</param>
    /// <param name="zeroPoints">Whether every row gets an offset: see <see cref="HasZeroPoints"/>.</param>
    /// <returns>The quantised matrix on the weight's device, which the caller disposes.</returns>
    /// <exception cref="ArgumentException">The weight is of another type, not a matrix, empty, or has a NaN or a magnitude above 65504.</exception>
    public static Int8Tensor Quantize(Tensor weight, bool zeroPoints = false) => Quantize(weight, zeroPoints, null);

    internal static Int8Tensor Quantize(Tensor weight, bool zeroPoints, Int8Backend? backend)
    {
        ArgumentNullException.ThrowIfNull(weight);
        if (!FloatTypes.IsKnown(weight.dtype) || weight.dim() != 2 || weight.NumberOfElements == 0)
        {
            throw new ArgumentException(
                $"The weight is {weight.dtype} [{string.Join(", ", weight.shape)}]; expected a matrix with elements, one of {FloatTypes.Names}. help: Convert it first.", nameof(weight));
        }
        using DisposeScope scope = NewDisposeScope();
        backend ??= Int8Backend.For(weight.device);
        long rows = weight.shape[0], step = Math.Max(QuantizedPiece / weight.shape[1], 1);
        Tensor values = weight.detach(), codes = empty(weight.shape, ScalarType.Int8, weight.device), absmax = empty(rows, ScalarType.Float32, weight.device);
        Tensor? offset = zeroPoints ? empty(rows, ScalarType.Float32, weight.device) : null;
        for (long first = 0; first < rows; first += step)
        {
            using DisposeScope piece = NewDisposeScope();
            long count = Math.Min(step, rows - first);
            QuantizeRows(values.narrow(0, first, count), codes.narrow(0, first, count), absmax.narrow(0, first, count), offset?.narrow(0, first, count), backend);
        }
        return new Int8Tensor(codes, absmax, offset, weight.dtype, backend);
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
        if (codes.dtype != ScalarType.Int8 || codes.dim() != 2 || codes.NumberOfElements == 0)
            throw new QuantStateException(prefix + Int8Keys.Weight, $"expected a matrix of {ScalarType.Int8} with elements, found {codes.dtype} [{string.Join(", ", codes.shape)}] on {codes.device}.", Help);
        Tensor absmax = TakeRows(state, prefix + Int8Keys.Absmax, codes);
        Tensor? offset = state.ContainsKey(prefix + Int8Keys.Offset) ? TakeRows(state, prefix + Int8Keys.Offset, codes) : null;
        if (state.TryGetValue(prefix + Int8Keys.Layout, out Tensor? layout) && !(layout.NumberOfElements == 1 && layout.to_type(ScalarType.Int64).item<long>() == Int8Keys.RowMajor))
            throw new QuantStateException(prefix + Int8Keys.Layout, $"the layout is {string.Join(", ", layout.to_type(ScalarType.Int64).reshape(-1).data<long>())}; expected {Int8Keys.RowMajor}, rows.", Help);
        return new Int8Tensor(codes.detach().contiguous(), absmax, offset, dtype);
    }

    /// <summary>Every element: code · absmax / 127, plus the row's offset if there is one, in float32, rounded once to the result's type.</summary>
    /// <param name="dtype">Any floating-point type; <see langword="null"/> for <see cref="DType"/>.</param>
    /// <returns>A new tensor of shape <see cref="Shape"/>, which belongs to the current dispose scope, if there is one.</returns>
    public Tensor Dequantize(ScalarType? dtype = null) => Decode(0, Shape[0], dtype ?? DType);

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
        using Int8Tensor other = Quantize(weight.to(ScalarType.Float32, Device), HasZeroPoints, Backend);
        return new Int8Tensor(other.Codes.alias(), other.Absmax.alias(), other.Offset?.alias(), DType, Backend);
    }

    IQuantizedWeight IQuantizedWeight.Requantize(Tensor weight) => Requantize(weight);

    /// <summary>Copies it to a device, bit for bit.</summary>
    /// <param name="device">Any device; there it is computed with.</param>
    /// <returns>A new matrix, which the caller disposes.</returns>
    public Int8Tensor To(Device device)
    {
        ArgumentNullException.ThrowIfNull(device);
        using DisposeScope scope = NewDisposeScope();
        return new Int8Tensor(Codes.to(device, copy: true), Absmax.to(device, copy: true), Offset?.to(device, copy: true), DType);
    }

    IQuantizedWeight IQuantizedWeight.To(Device device) => To(device);

    /// <summary>The matrix as bitsandbytes saves it: <c>weight</c>, <c>SCB</c> (the rows' absmax) and <c>weight_format</c>; with zero points <c>SCB_offset</c> besides, which bitsandbytes does not know.</summary>
    /// <param name="prefix">What to put before <c>weight</c>, for example <c>model.layers.0.mlp.up_proj.</c></param>
    /// <returns>New tensors, which belong to the current dispose scope, if there is one. The large ones share memory with this object: do not write to them.</returns>
    public Dictionary<string, Tensor> ToStateDict(string prefix = "")
    {
        var state = new Dictionary<string, Tensor>
        {
            [prefix + Int8Keys.Weight] = Codes.alias(),
            [prefix + Int8Keys.Absmax] = Absmax.alias(),
            [prefix + Int8Keys.Layout] = tensor(Int8Keys.RowMajor, ScalarType.Byte),
        };
        if (Offset is not null)
            state.Add(prefix + Int8Keys.Offset, Offset.alias());
        return state;
    }

    /// <summary>Type, shape and memory in one line.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"int8 [{string.Join(", ", Shape)}] of {DType}{(HasZeroPoints ? ", zero points" : "")}, {8.0 * ByteCount / Codes.NumberOfElements:0.###} bits per element");

    /// <summary>Frees the memory.</summary>
    public void Dispose()
    {
        Codes.Dispose();
        Absmax.Dispose();
        Offset?.Dispose();
    }

    /// <summary>Decodes rows.</summary>
    /// <returns>[count, columns], of the type.</returns>
    internal Tensor Decode(long first, long count, ScalarType type)
    {
        if (Offset is null)
            return Backend.Decode(this, first, count, type);
        using DisposeScope scope = NewDisposeScope();
        Tensor values = Backend.Decode(this, first, count, ScalarType.Float32);
        return values.add_(Offset.narrow(0, first, count).unsqueeze(1), Scalars.One).to_type(type).MoveToOuterDisposeScope();
    }

    private static void QuantizeRows(Tensor weight, Tensor codes, Tensor absmax, Tensor? offset, Int8Backend backend)
    {
        Tensor rounded = weight.to_type(ScalarType.Float16);
        // A maximum would not see a NaN.
        CheckFinite(rounded);
        Tensor values = (offset is null ? rounded : weight).to_type(ScalarType.Float32);
        if (offset is not null)
        {
            offset.copy_(values.amax(1).add(values.amin(1), Scalars.One).mul(Scalars.Half));
            values = values.sub(offset.unsqueeze(1));
        }
        var (found, largest) = backend.Quantize(values);
        codes.copy_(found);
        absmax.copy_(largest);
    }

    private static void CheckFinite(Tensor rounded)
    {
        using DisposeScope scope = NewDisposeScope();
        if (!rounded.isfinite().all().ToBoolean())
            throw new ArgumentException("The weight has a NaN, or a magnitude above 65504, the largest of float16. help: Repair the weight first.", "weight");
    }

    private static Tensor TakeRows(IReadOnlyDictionary<string, Tensor> state, string key, Tensor codes)
    {
        Tensor found = Take(state, key);
        return found.dtype == ScalarType.Float32 && found.device.Is(codes.device) && found.shape is [long rows] && rows == codes.shape[0] ? found.detach().contiguous()
            : throw new QuantStateException(key, $"expected {ScalarType.Float32} [{codes.shape[0]}] on {codes.device}, found {found.dtype} [{string.Join(", ", found.shape)}] on {found.device}.", Help);
    }

    private static Tensor Take(IReadOnlyDictionary<string, Tensor> state, string key) =>
        state.TryGetValue(key, out Tensor? found) ? found : throw new QuantStateException(key, "the state dict has no such key.", "Only weights saved in 8-bit form have such a key; check the prefix.");
}

/// <summary>The keys under which bitsandbytes saves an 8-bit weight, and that of the offsets, which it does not have.</summary>
internal static class Int8Keys
{
    internal const string Weight = "weight", Absmax = "SCB", Layout = "weight_format", Offset = "SCB_offset";

    internal const byte RowMajor = 0;
}
