using System.Runtime.Intrinsics;

namespace Peft.Quantization.Kernels.Cpu;

/// <summary>Three rows of a four-bit weight, decoded piece by piece and multiplied with all vectors.</summary>
internal readonly unsafe ref struct FourBitTile
{
    /// <summary>How many rows there are.</summary>
    internal const int Rows = 3;

    // Vectors that share a step of the product; how much of a row is decoded at once: three such rows and four vectors are 28 KiB, less than a first-level cache.
    private const int Vectors = 4, Columns = 1024;

    private const int CacheLine = 64 / sizeof(float);

    private readonly FourBitWeight _weight;
    private readonly CpuPath _path;
    private readonly float* _vectors, _decoded, _sums;
    private readonly int _columns, _batch, _width;

    /// <param name="weight">The weight.</param>
    /// <param name="path">What decodes and multiplies.</param>
    /// <param name="vectors">[batch, columns].</param>
    /// <param name="columns">The number of elements in a row.</param>
    /// <param name="batch">The number of vectors.</param>
    /// <param name="buffer">Room for <see cref="BufferSize"/> values.</param>
    internal FourBitTile(FourBitWeight weight, CpuPath path, float* vectors, int columns, int batch, float* buffer)
    {
        _weight = weight;
        _path = path;
        _vectors = vectors;
        _columns = columns;
        _batch = batch;
        _width = Width(weight.BlockSize);
        // Loads that cross cache lines take twice as long.
        _decoded = (float*)(((nuint)buffer + 63) & ~(nuint)63);
        _sums = _decoded + (Rows * _width);
    }

    internal static int BufferSize(int blockSize, int batch, CpuPath path) => CacheLine + (Rows * Width(blockSize)) + SumsLength(batch, path);

    /// <summary>Computes what belongs to the first rows from <paramref name="firstRow"/> on.</summary>
    /// <param name="firstRow">The first row.</param>
    /// <param name="count">The number of rows, at most <see cref="Rows"/>.</param>
    /// <param name="products">[batch, rows].</param>
    /// <param name="rows">The number of rows of the weight.</param>
    internal void Multiply(int firstRow, int count, float* products, int rows)
    {
        new Span<float>(_sums, SumsLength(_batch, _path)).Clear();
        for (int column = 0; column < _columns; column += _width)
            AddColumns(firstRow, count, column, Math.Min(_width, _columns - column));
        for (int vector = 0; vector < _batch; vector++)
        {
            for (int row = 0; row < count; row++)
                products[((long)vector * rows) + firstRow + row] = Sum(SumsOf(vector) + (((row * Vectors) + (vector % Vectors)) * _path.SumWidth));
        }
    }

    private static int Width(int blockSize) => Math.Max(Columns, blockSize);

    private static int SumsLength(int batch, CpuPath path) => (batch + Vectors - 1) / Vectors * Vectors * Rows * path.SumWidth;

    private void AddColumns(int firstRow, int count, int column, int width)
    {
        int blocks = width / _weight.BlockSize;
        float* scales = stackalloc float[blocks];
        for (int row = 0; row < count; row++)
        {
            long first = (((long)(firstRow + row) * _columns) + column) / _weight.BlockSize;
            FourBitBlocks source = _weight.Blocks(first, blocks, scales);
            source.Prefetch((long)Rows * _columns);
            _path.Decode(source, _decoded + (row * width), nonTemporal: false);
        }
        for (int vector = 0; vector < _batch; vector += Vectors)
            _path.MultiplyAdd(_decoded, new VectorGroup<float>(_vectors + column, vector, _batch, _columns), width, SumsOf(vector));
    }

    private float* SumsOf(int vector) => _sums + (vector / Vectors * Vectors * Rows * _path.SumWidth);

    private float Sum(float* parts)
    {
        if (_path.SumWidth < Vector128<float>.Count)
            return *parts;
        Vector128<float> sum = default;
        for (int i = 0; i < _path.SumWidth; i += Vector128<float>.Count)
            sum += Vector128.Load(parts + i);
        return Vector128.Sum(sum);
    }
}
