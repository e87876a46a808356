using System.Buffers;

namespace Peft.Quantization.Kernels.Cpu;

/// <summary>
/// x · Wᵀ or g · W with a four-bit weight W and many rows of x or g, here called vectors. They are brought into panels first, in which the same elements of neighbouring vectors stand side by side; then W is
/// decoded piece by piece into a cache of the thread that multiplies it. Threads share the outputs, and none waits for another before the end.
/// </summary>
internal sealed unsafe class FourBitPanels
{
    /// <summary>The most vectors of one call. Their sums stay in the second-level cache, and decoding costs little beside so many products.</summary>
    internal const int MaxBatch = 512;

    // A piece has about so many elements of every output, as those of a panel are half of a first-level cache, and so many outputs: rows of W, or columns.
    private const int Elements = 128, Rows = 96, Columns = 256;

    private const int CacheLine = 64 / sizeof(float);

    // That of registers of 512 bits. With narrower ones a matrix library that gets W decoded is no slower.
    private const int WorthwhileWidth = 32;

    private readonly FourBitWeight _weight;
    private readonly CpuPath _path;
    private readonly bool _transposed;
    private readonly int _columns, _elements, _outputs, _batch, _panels, _step;
    private readonly float* _vectors, _products, _packed;

    private FourBitPanels(FourBitWeight weight, CpuPath path, bool transposed, (int Rows, int Columns) shape, int batch, float* vectors, float* products, float* buffer)
    {
        _weight = weight;
        _path = path;
        _transposed = transposed;
        _columns = shape.Columns;
        (_outputs, _elements) = transposed ? shape : (shape.Columns, shape.Rows);
        _batch = batch;
        _panels = Panels(batch, path);
        _step = transposed ? Math.Max(Elements, weight.BlockSize) : Elements;
        _vectors = vectors;
        _products = products;
        _packed = Align(buffer);
    }

    /// <summary>Whether every row consists of whole blocks, which this needs, and vectors are wide enough for it to be worthwhile.</summary>
    internal static bool CanMultiply(long columns, int blockSize) => columns % blockSize == 0 && CpuPath.Best.PanelWidth >= WorthwhileWidth;

    /// <summary>How much memory a product needs, in floats.</summary>
    /// <param name="batch">The number of vectors.</param>
    /// <param name="elements">The length of a vector.</param>
    /// <param name="path">What is to run; <see langword="null"/> for the fastest.</param>
    internal static long BufferSize(int batch, long elements, CpuPath? path = null)
    {
        path ??= CpuPath.Best;
        return (Panels(batch, path) * path.PanelWidth * elements) + CacheLine;
    }

    /// <summary>Multiplies each vector with the weight or its transpose.</summary>
    /// <param name="weight">[rows, columns] in whole blocks.</param>
    /// <param name="shape">Its shape.</param>
    /// <param name="transposed">Whether by the transpose: vectors are then as long as rows, otherwise as columns.</param>
    /// <param name="vectors">[batch, elements]; at most <see cref="MaxBatch"/>.</param>
    /// <param name="products">Receives [batch, outputs].</param>
    /// <param name="buffer">Room for <see cref="BufferSize"/> floats.</param>
    /// <param name="threads">The largest number of threads to use.</param>
    /// <param name="path">What runs on each; <see langword="null"/> for the fastest.</param>
    internal static void Multiply(
        FourBitWeight weight, (int Rows, int Columns) shape, bool transposed, ReadOnlySpan<float> vectors, Span<float> products, Span<float> buffer, int threads = 1, CpuPath? path = null)
    {
        path = (path ?? CpuPath.Best).For(weight.BlockSize);
        fixed (float* source = vectors, target = products, memory = buffer)
        {
            int batch = vectors.Length / (transposed ? shape.Columns : shape.Rows);
            var product = new FourBitPanels(weight, path, transposed, shape, batch, source, target, memory);
            ParallelBlocks.Run(product._elements, product._step, threads, product.Pack);
            ParallelBlocks.Run(product._outputs, product.OutputsAtOnce(threads), threads, product.Multiply);
        }
    }

    private static int Panels(int batch, CpuPath path) => (batch + path.PanelWidth - 1) / path.PanelWidth;

    private static float* Align(float* memory) => (float*)(((nuint)memory + 63) & ~(nuint)63);

    private static int RoundUp(int value, int step) => (value + step - 1) / step * step;

    // Pieces of equal size, as many for each thread.
    private int OutputsAtOnce(int threads)
    {
        int largest = _transposed ? Rows : Math.Max(Columns, _weight.BlockSize);
        int pieces = RoundUp((_outputs + largest - 1) / largest, threads);
        return RoundUp((_outputs + pieces - 1) / pieces, _transposed ? CpuPath.PanelOutputs : _weight.BlockSize);
    }

    // What the vectors' elements of a piece are in every panel, one panel after another.
    private float* Panel(int element, int count, int panel) => _packed + ((((long)element * _panels) + ((long)panel * count)) * _path.PanelWidth);

    private void Pack(int first, int count)
    {
        int width = _path.PanelWidth;
        for (int vector = 0; vector < _panels * width; vector++)
        {
            float* to = Panel(first, count, vector / width) + (vector % width);
            float* from = _vectors + ((long)vector * _elements) + first;
            for (int i = 0; i < count; i++)
                to[i * width] = vector < _batch ? from[i] : 0;
        }
    }

    private void Multiply(int first, int count)
    {
        int rounded = RoundUp(count, CpuPath.PanelOutputs), stride = _transposed ? _step : count + CacheLine;
        int sumsLength = _panels * rounded * _path.PanelWidth;
        float[] buffer = ArrayPool<float>.Shared.Rent(sumsLength + ((_transposed ? rounded : _step) * stride) + CacheLine);
        fixed (float* memory = buffer)
        {
            float* sums = Align(memory), tile = sums + sumsLength;
            new Span<float>(sums, sumsLength).Clear();
            for (int element = 0; element < _elements; element += _step)
            {
                int elements = Math.Min(_step, _elements - element);
                Decode(first, count, element, elements, tile, stride);
                AddProducts(tile, stride, element, elements, sums, rounded);
            }
            Store(sums, rounded, first, count);
        }
        ArrayPool<float>.Shared.Return(buffer);
    }

    private void Decode(int output, int outputs, int element, int elements, float* tile, int stride)
    {
        (int row, int rows, int column, int columns) = _transposed ? (output, outputs, element, elements) : (element, elements, output, outputs);
        long next = _transposed ? elements : (long)elements * _columns;
        int blocks = columns / _weight.BlockSize;
        float* scales = stackalloc float[blocks];
        for (int i = 0; i < rows; i++)
        {
            FourBitBlocks source = _weight.Blocks((((long)(row + i) * _columns) + column) / _weight.BlockSize, blocks, scales);
            source.Prefetch(next);
            _path.Decode(source, tile + ((long)i * stride), nonTemporal: false);
        }
    }

    private void AddProducts(float* tile, int stride, int element, int elements, float* sums, int outputs)
    {
        (nint outputStep, nint elementStep) = _transposed ? (stride, 1) : (1, stride);
        for (int panel = 0; panel < _panels; panel++)
        {
            float* vectors = Panel(element, elements, panel);
            for (int output = 0; output < outputs; output += CpuPath.PanelOutputs, sums += CpuPath.PanelOutputs * _path.PanelWidth)
                _path.MultiplyPanel(tile + (output * outputStep), outputStep, elementStep, vectors, elements, sums);
        }
    }

    private void Store(float* sums, int outputs, int first, int count)
    {
        int width = _path.PanelWidth;
        for (int vector = 0; vector < _batch; vector++)
        {
            float* from = sums + ((long)(vector / width) * outputs * width) + (vector % width), to = _products + ((long)vector * _outputs) + first;
            for (int i = 0; i < count; i++)
                to[i] = from[i * width];
        }
    }
}
