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
                Codebook decoded = Codebook;
                for (int i = 0; i < count; i += blockSize)
                    EightBitBlock.Decode((byte*)_data + first + i, Math.Min(blockSize, count - i), decoded, _absmax[(first + i) / blockSize], buffer + i);
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
                Codebook encoded = Codebook;
                for (int i = 0; i < count; i += blockSize)
                    _absmax[(first + i) / blockSize] = EightBitBlock.Encode(values + i, Math.Min(blockSize, count - i), encoded, count - i < blockSize, (byte*)_data + first + i);
                break;
        }
    }

    private Codebook Codebook => format == FloatFormat.Dynamic ? Codebook.Dynamic : Codebook.DynamicUnsigned;
}
