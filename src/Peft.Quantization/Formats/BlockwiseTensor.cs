using System.Globalization;
using Peft.Adapters;
using Peft.Quantization.Kernels.Cpu;
using TorchSharp;
using static TorchSharp.torch;

namespace Peft.Quantization;

/// <summary>
/// A tensor in bitsandbytes' 8-bit block-wise form, that of <c>quantize_blockwise</c>: every block of consecutive elements (row by row) has the largest magnitude in it, absmax, and every element a code of eight bits;
/// element = map[code] · absmax. The dynamic map gives large magnitudes more of its values than small ones, over seven decades. It owns its memory, belongs to no dispose scope and never changes.
/// Several threads may use it at once.
/// </summary>
/// <remarks>Dettmers et al., "8-bit Optimizers via Block-wise Quantization", arXiv 2110.02861, section 2.</remarks>
public sealed class BlockwiseTensor : IQuantizedWeight
{
    private const string Help = "Check that the file is complete, and that the prefix is that of an 8-bit block-wise tensor.";

    // How many elements are computed with at once: whole blocks of every size.
    private const int Piece = 1 << 20;

    private static readonly int[] s_blockSizes = [64, 128, 256, 512, 1024, 2048, 4096];

    private readonly Tensor _codes;
    private readonly Tensor _absmax;
    private readonly Codebook _map;
    private bool _disposed;

    private BlockwiseTensor(Tensor codes, Tensor absmax, Codebook map, int blockSize, ScalarType type)
    {
        (_codes, _absmax, _map) = (codes.DetachFromDisposeScope(), absmax.DetachFromDisposeScope(), map);
        (Shape, DType, Device, BlockSize, NumberOfElements) = (codes.shape.AsReadOnly(), type, codes.device, blockSize, codes.NumberOfElements);
    }

    /// <summary>The shape of the tensor that was quantised.</summary>
    public IReadOnlyList<long> Shape { get; }

    /// <summary>The type of the tensor that was quantised, and by default of what <see cref="Dequantize"/> gives.</summary>
    public ScalarType DType { get; }

    /// <summary>Where it is.</summary>
    public Device Device { get; }

    /// <summary>The number of elements that share an absmax.</summary>
    public int BlockSize { get; }

    /// <summary>Whether the map has negative values. The other one is for numbers that have none, and twice as dense.</summary>
    public bool IsSigned => _map.Name == Codebook.Dynamic.Name;

    /// <summary>The number of elements of <see cref="Shape"/>.</summary>
    public long NumberOfElements { get; }

    /// <summary>The memory it takes, in bytes: codes and absmax values. The maps are shared by all tensors and not counted.</summary>
    public long ByteCount => NumberOfElements + (_absmax.NumberOfElements * sizeof(float));

    /// <summary>The memory it takes per element, in bits. For a large tensor 8 + 32 / block size.</summary>
    public double BitsPerElement => 8.0 * ByteCount / NumberOfElements;

    /// <summary>Quantises a tensor. Every element becomes the nearest value of the map times its block's absmax; halfway the lower one.</summary>
    /// <param name="values">Any shape; Float32, Float16 or BFloat16, on any device (codes are found on the CPU), finite. Is neither changed nor kept.</param>
    /// <param name="blockSize">The number of elements that share an absmax: 64, 128, … 4096.</param>
    /// <param name="isSigned">Whether the map has negative values: see <see cref="IsSigned"/>.</param>
    /// <returns>The quantised tensor on the device of <paramref name="values"/>, which the caller disposes.</returns>
    /// <exception cref="ArgumentException">The tensor is of another type, empty, has a NaN or an infinity, or a negative element for a map without a sign; or there is no such block size.</exception>
    public static BlockwiseTensor Quantize(Tensor values, int blockSize = 4096, bool isSigned = true)
    {
        ArgumentNullException.ThrowIfNull(values);
        if (!s_blockSizes.Contains(blockSize))
            throw new ArgumentOutOfRangeException(nameof(blockSize), blockSize, $"There is no such block size. help: Give one of {string.Join(", ", s_blockSizes)}.");
        BlockInput.Check(values);
        using DisposeScope scope = NewDisposeScope();
        Codebook map = isSigned ? Codebook.Dynamic : Codebook.DynamicUnsigned;
        Tensor source = values.detach().reshape(-1), codes = empty(source.shape, ScalarType.Byte), absmax = empty(Blocks.Count(values.NumberOfElements, blockSize), ScalarType.Float32);
        for (long first = 0; first < values.NumberOfElements; first += Piece)
        {
            using DisposeScope piece = NewDisposeScope();
            long count = Math.Min(Piece, values.NumberOfElements - first);
            Tensor floats = source.narrow(0, first, count).to(ScalarType.Float32, CPU);
            if (!isSigned && floats.min().item<float>() < 0)
                throw new ArgumentException($"There is a negative number among the {count} elements from {first} on. help: Quantise with isSigned: true.", nameof(values));
            Tensor scales = absmax.narrow(0, first / blockSize, Blocks.Count(count, blockSize));
            EightBitKernels.Quantize(floats.Floats(), map, blockSize, codes.narrow(0, first, count).bytes, scales.Floats(), get_num_threads());
        }
        BlockInput.CheckFinite(absmax.Floats(), blockSize);
        return new BlockwiseTensor(codes.view(values.shape).to(values.device), absmax.to(values.device), map, blockSize, values.dtype);
    }

    /// <summary>Reads a tensor from a state dict that <see cref="ToStateDict"/> wrote, or that has the parts of bitsandbytes' <c>QuantState</c> by their names.</summary>
    /// <param name="state">The state dict. Its other keys are ignored.</param>
    /// <param name="prefix">What stands before <c>weight</c>.</param>
    /// <param name="dtype">The type of the tensor that was quantised, which a state dict does not tell.</param>
    /// <returns>
    /// A tensor that shares memory with the given ones, which must not be written to but may be disposed. Its block size follows from the number of absmax values; with a single one any size decodes the same, and it is the
    /// smallest that there is room in.
    /// </returns>
    /// <exception cref="QuantStateException">A key is missing, a tensor has an unexpected type or size, or the map is not a dynamic one.</exception>
    public static BlockwiseTensor FromStateDict(IReadOnlyDictionary<string, Tensor> state, string prefix = "", ScalarType dtype = ScalarType.Float32)
    {
        ArgumentNullException.ThrowIfNull(state);
        if (!FloatTypes.IsKnown(dtype))
            throw new ArgumentException($"The tensor was to be of {dtype}; expected one of {FloatTypes.Names}. help: Convert what it is dequantised to.", nameof(dtype));
        using DisposeScope scope = NewDisposeScope();
        var keys = new QuantStateKeys(prefix);
        Tensor codes = Take(keys.Weight), absmax = Take(keys.Absmax), values = Take(keys.Map);
        if (codes.dtype != ScalarType.Byte || codes.NumberOfElements == 0)
            throw Unexpected(keys.Weight, codes, $"{ScalarType.Byte} with elements");
        if (values.dtype != ScalarType.Float32 || values.dim() != 1)
            throw Unexpected(keys.Map, values, $"{ScalarType.Float32} [256]");
        float[] numbers = values.detach().cpu().contiguous().Floats().ToArray();
        Codebook map = Codebook.Dynamic.WithValues(numbers) ?? Codebook.DynamicUnsigned.WithValues(numbers)
            ?? throw new QuantStateException(keys.Map, "the values are not those of a dynamic map, with a sign or without one.", Help);
        int blockSize = Array.Find(s_blockSizes, size => absmax.shape is [var blocks] && blocks == Blocks.Count(codes.NumberOfElements, size));
        return blockSize > 0 && absmax.dtype == ScalarType.Float32 && absmax.device.Is(codes.device)
            ? new BlockwiseTensor(codes.detach().contiguous(), absmax.detach().contiguous(), map, blockSize, dtype)
            : throw Unexpected(keys.Absmax, absmax, $"{ScalarType.Float32} on {codes.device}, a number for every 64, 128, … or 4096 of the {codes.NumberOfElements} elements");

        Tensor Take(string key) => state.TryGetValue(key, out Tensor? found) ? found : throw new QuantStateException(key, "the state dict has no such key.", Help);

        static QuantStateException Unexpected(string key, Tensor found, string expected) =>
            new(key, $"expected {expected}, found {found.dtype} [{string.Join(", ", found.shape)}] on {found.device}.", Help);
    }

    /// <summary>Decodes every element: map[code] · absmax in float32, rounded once to the result's type.</summary>
    /// <param name="dtype">Float32, Float16 or BFloat16; <see langword="null"/> for <see cref="DType"/>.</param>
    /// <returns>A new tensor of shape <see cref="Shape"/> on <see cref="Device"/>, which belongs to the current dispose scope, if there is one.</returns>
    /// <exception cref="ArgumentException"><paramref name="dtype"/> is none of these.</exception>
    /// <exception cref="ObjectDisposedException">The tensor was disposed.</exception>
    public Tensor Dequantize(ScalarType? dtype = null)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        ScalarType type = dtype ?? DType;
        if (!FloatTypes.IsKnown(type))
            throw new ArgumentException($"An 8-bit tensor was to be dequantised to {type}; expected one of {FloatTypes.Names}. help: Convert the result afterwards.", nameof(dtype));
        using DisposeScope scope = NewDisposeScope();
        Tensor values = empty(NumberOfElements, type, Device), codes = _codes.view(-1);
        for (long first = 0; first < NumberOfElements; first += Piece)
        {
            using DisposeScope piece = NewDisposeScope();
            long count = Math.Min(Piece, NumberOfElements - first);
            values.narrow(0, first, count).copy_(Decode(codes.narrow(0, first, count), _absmax.narrow(0, first / BlockSize, Blocks.Count(count, BlockSize))));
        }
        return values.view([.. Shape]).MoveToOuterDisposeScope();
    }

    /// <summary>Quantises another tensor with the same map and block size.</summary>
    /// <param name="weight">Of the same shape; any floating-point type, on any device. Is neither changed nor kept.</param>
    /// <returns>A new tensor on this one's <see cref="Device"/> with its <see cref="DType"/>, which the caller disposes.</returns>
    /// <exception cref="ArgumentException">The tensor has another shape, or an element that cannot be quantised.</exception>
    /// <exception cref="ObjectDisposedException">The tensor was disposed.</exception>
    public BlockwiseTensor Requantize(Tensor weight)
    {
        ArgumentNullException.ThrowIfNull(weight);
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (!weight.shape.SequenceEqual(Shape))
            throw new ArgumentException($"The tensor is [{string.Join(", ", weight.shape)}]; expected [{string.Join(", ", Shape)}] as before. help: Quantise one of another shape anew.", nameof(weight));
        using DisposeScope scope = NewDisposeScope();
        using BlockwiseTensor other = Quantize(weight.to(ScalarType.Float32, Device), BlockSize, IsSigned);
        return new BlockwiseTensor(other._codes.alias(), other._absmax.alias(), _map, BlockSize, DType);
    }

    IQuantizedWeight IQuantizedWeight.Requantize(Tensor weight) => Requantize(weight);

    /// <summary>Copies it to a device, bit for bit.</summary>
    /// <param name="device">Any device; there it is dequantised.</param>
    /// <returns>A new tensor, which the caller disposes.</returns>
    /// <exception cref="ObjectDisposedException">The tensor was disposed.</exception>
    public BlockwiseTensor To(Device device)
    {
        ArgumentNullException.ThrowIfNull(device);
        ObjectDisposedException.ThrowIf(_disposed, this);
        using DisposeScope scope = NewDisposeScope();
        return new BlockwiseTensor(_codes.to(device, copy: true), _absmax.to(device, copy: true), _map, BlockSize, DType);
    }

    IQuantizedWeight IQuantizedWeight.To(Device device) => To(device);

    /// <summary>Its parts by the names that bitsandbytes' <c>QuantState</c> has for them: <c>weight</c> (the codes), <c>weight.absmax</c> and <c>weight.quant_map</c>. bitsandbytes itself has no files of such tensors.</summary>
    /// <param name="prefix">What to put before <c>weight</c>.</param>
    /// <returns>New tensors, which belong to the current dispose scope, if there is one. The large ones share memory with this object: do not write to them.</returns>
    /// <exception cref="ObjectDisposedException">The tensor was disposed.</exception>
    public Dictionary<string, Tensor> ToStateDict(string prefix = "")
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        var keys = new QuantStateKeys(prefix);
        return new() { [keys.Weight] = _codes.alias(), [keys.Absmax] = _absmax.alias(), [keys.Map] = tensor(_map.Values.ToArray(), device: Device) };
    }

    /// <summary>Type, shape and memory in one line.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{_map.Name} [{string.Join(", ", Shape)}] of {DType}, blocks of {BlockSize}, {BitsPerElement:0.###} bits per element");

    /// <summary>Frees the memory.</summary>
    public void Dispose()
    {
        _disposed = true;
        _codes.Dispose();
        _absmax.Dispose();
    }

    /// <summary>Decodes some blocks with torch's operators, on any device.</summary>
    /// <returns>[codes], Float32.</returns>
    internal Tensor DecodeByOperators(Tensor codes, Tensor absmax) =>
        _map.On(Device).Values.index_select(0, codes.to_type(ScalarType.Int32)).mul(absmax.repeat_interleave(BlockSize).narrow(0, 0, codes.shape[0]));

    private Tensor Decode(Tensor codes, Tensor absmax)
    {
        if (Device.type != DeviceType.CPU)
            return DecodeByOperators(codes, absmax);
        Tensor values = empty(codes.shape, ScalarType.Float32);
        EightBitKernels.Dequantize(codes.bytes, absmax.Floats(), _map, BlockSize, values.Floats(), get_num_threads());
        return values;
    }
}
