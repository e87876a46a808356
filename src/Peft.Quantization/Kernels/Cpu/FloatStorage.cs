namespace Peft.Quantization.Kernels.Cpu;

/// <summary>A row of numbers in memory that does not move, read and written by blocks as float32.</summary>
/// <param name="format">How numbers are kept.</param>
/// <param name="data">The first one, or its code.</param>
/// <param name="absmax">An absmax for each block of <paramref name="blockSize"/> codes.</param>
/// <param name="blockSize">How many codes share an absmax.</param>
internal readonly unsafe struct FloatStorage(FloatFormat format, void* data, float* absmax = null, int blockSize = 1)
{
    private readonly void* _data = data;
    private readonly float* _absmax = absmax;

    internal bool IsQuantized => format >= FloatFormat.Dynamic;

    /// <summary>Has numbers brought to the first-level cache, as they are kept.</summary>
    internal void Prefetch(long first, long count) => CacheLine.Prefetch((byte*)_data + (first * BytesPerNumber), count * BytesPerNumber);

    /// <summary>Where the numbers of whole blocks, or of the last ones, are as float32: in place, or decoded into the buffer.</summary>
    internal float* Open(long first, int count, float* buffer)
    {
        switch (format)
        {
            case FloatFormat.Float32:
                return (float*)_data + first;
            case FloatFormat.Float16:
                SixteenBits.Widen((Half*)_data + first, count, buffer);
                break;
            case FloatFormat.BFloat16:
                SixteenBits.Widen((BFloat16*)_data + first, count, buffer);
                break;
            default:
                EightBitBlocks.Decode((byte*)_data + first, count, blockSize, Codebook, _absmax + (first / blockSize), buffer);
                break;
        }
        return buffer;
    }

    /// <summary>Keeps what <see cref="Open"/> gave and was changed since.</summary>
    internal void Close(long first, int count, float* values)
    {
        switch (format)
        {
            case FloatFormat.Float32:
                break;
            case FloatFormat.Float16:
                SixteenBits.Narrow(values, count, (Half*)_data + first);
                break;
            case FloatFormat.BFloat16:
                SixteenBits.Narrow(values, count, (BFloat16*)_data + first);
                break;
            default:
                EightBitBlocks.Encode(values, count, blockSize, Codebook, (byte*)_data + first, _absmax + (first / blockSize));
                break;
        }
    }

    private int BytesPerNumber => format switch { FloatFormat.Float32 => sizeof(float), FloatFormat.Float16 or FloatFormat.BFloat16 => sizeof(Half), _ => 1 };

    private Codebook Codebook => format == FloatFormat.Dynamic ? Codebook.Dynamic : Codebook.DynamicUnsigned;
}
