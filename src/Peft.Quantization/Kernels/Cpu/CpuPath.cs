using System.Runtime.Intrinsics;

namespace Peft.Quantization.Kernels.Cpu;

/// <summary>
/// The inner loops of the kernels for one kind of processor, over memory that stays where it is. What encodes or decodes is exact to the bit on every path;
/// products differ in the order of their sums.
/// </summary>
internal abstract unsafe class CpuPath
{
    /// <summary>How many outputs <see cref="MultiplyPanel"/> computes.</summary>
    internal const int PanelOutputs = 6;

    /// <summary>Plain loops: the specification, and what runs where there are no vectors.</summary>
    internal static CpuPath Reference { get; } = new ReferencePath();

    /// <summary>The paths that this processor can take, the widest first.</summary>
    internal static IReadOnlyList<CpuPath> Supported { get; } =
    [
        .. new CpuPath[]
        {
            new PermutePath(),
            new VectorPath<Lanes256, Vector256<byte>>(),
            new VectorPath<Lanes128, Vector128<byte>>(),
            Reference,
        }.Where(path => path.IsSupported),
    ];

    /// <summary>The path that all kernels take unless told otherwise.</summary>
    internal static CpuPath Best { get; } = Supported[0];

    protected abstract bool IsSupported { get; }

    /// <summary>This path, or a narrower one if it is too wide for such blocks; that of all calls for a weight.</summary>
    internal abstract CpuPath For(int blockSize);

    /// <summary>element = codebook[code] · absmax, rounded once to T: float, Half or BFloat16.</summary>
    /// <param name="blocks">What to decode.</param>
    /// <param name="values">Receives all elements.</param>
    /// <param name="nonTemporal">Whether to store past the caches, if <paramref name="values"/> is aligned to a cache line.</param>
    internal void Decode<T>(in FourBitBlocks blocks, T* values, bool nonTemporal)
        where T : unmanaged
    {
        if (typeof(T) == typeof(float))
            DecodeFloat(blocks, (float*)values, nonTemporal);
        else if (typeof(T) == typeof(Half))
            DecodeHalf(blocks, (Half*)values, nonTemporal);
        else
            DecodeBFloat16(blocks, (BFloat16*)values, nonTemporal);
    }

    /// <summary>Finds absmax and codes of whole blocks.</summary>
    internal abstract void Encode(float* values, in FourBitBlocks blocks);

    /// <summary>The elements of a vector in the order in which <see cref="Dot"/> takes them.</summary>
    /// <param name="vector">A multiple of 64 elements.</param>
    internal abstract float[] Arrange(ReadOnlySpan<float> vector);

    /// <summary>The products of rows with a vector.</summary>
    /// <param name="blocks">The blocks of the rows, one row after another.</param>
    /// <param name="vector">What <see cref="Arrange"/> gave, as long as a row.</param>
    /// <param name="products">Receives one value a row.</param>
    internal abstract void Dot(in FourBitBlocks blocks, ReadOnlySpan<float> vector, Span<float> products);

    /// <summary>Whether <see cref="DotInt16"/> is faster than <see cref="Dot"/>, which is more exact.</summary>
    internal virtual bool PrefersInt16 => true;

    /// <summary>As <see cref="Arrange"/>, as integers for <see cref="DotInt16"/>.</summary>
    internal abstract Int16Vector ArrangeInt16(ReadOnlySpan<float> vector);

    /// <summary>As <see cref="Dot"/>, with the products of elements taken and added up in integers within groups of <see cref="Int16Vector.Group"/>.</summary>
    /// <param name="blocks">The blocks of the rows, one row after another; no smaller than a group.</param>
    /// <param name="vector">What <see cref="ArrangeInt16"/> gave, as long as a row.</param>
    /// <param name="products">Receives one value a row.</param>
    internal abstract void DotInt16(in FourBitBlocks blocks, Int16Vector vector, Span<float> products);

    /// <summary>Adds row · vector to the sums of each pair, for three rows and four vectors.</summary>
    /// <param name="rows">Three rows, one after the other.</param>
    /// <param name="vectors">Four vectors.</param>
    /// <param name="count">The number of elements; a multiple of 16.</param>
    /// <param name="sums">Twelve running sums of <see cref="SumWidth"/> floats each: those of the first row with the four vectors, of the second, of the third.</param>
    internal abstract void MultiplyAdd(float* rows, in VectorGroup<float> vectors, int count, float* sums);

    /// <summary>Adds weight · vector to the sums of each pair, for <see cref="PanelOutputs"/> outputs and the <see cref="PanelWidth"/> vectors of a panel.</summary>
    /// <param name="weights">The weight of the first output and the first element.</param>
    /// <param name="outputStep">How far the weights of neighbouring outputs are apart.</param>
    /// <param name="step">How far the weights of neighbouring elements are apart.</param>
    /// <param name="panel">[count, PanelWidth]: the first element of every vector, the second of every vector, and so on.</param>
    /// <param name="count">The number of elements.</param>
    /// <param name="sums">[PanelOutputs, PanelWidth] running sums.</param>
    internal abstract void MultiplyPanel(float* weights, nint outputStep, nint step, float* panel, int count, float* sums);

    /// <summary>How many vectors a panel has.</summary>
    internal abstract int PanelWidth { get; }

    /// <summary>The products of three rows of codes with four vectors of widened codes.</summary>
    /// <param name="rows">The rows; of the four the first three.</param>
    /// <param name="vectors">The vectors.</param>
    /// <param name="count">The number of elements.</param>
    /// <param name="products">Receives twelve sums: those of the first row with the four vectors, of the second, of the third.</param>
    internal abstract void DotInt8(in VectorGroup<sbyte> rows, in VectorGroup<short> vectors, int count, int* products);

    /// <summary>How many floats add up to one sum.</summary>
    internal abstract int SumWidth { get; }

    /// <summary>A step of an optimizer, to the bit the same on every path.</summary>
    /// <param name="rows">What to update.</param>
    /// <param name="update">The step.</param>
    /// <param name="scale">What to multiply gradients with.</param>
    /// <param name="rate">The length of the step.</param>
    internal abstract void Update<TUpdate>(in UpdateRows rows, TUpdate update, float scale, float rate)
        where TUpdate : struct, IUpdate;

    /// <summary>The squared lengths of a step's direction and of the parameter, without changing anything.</summary>
    internal abstract (double Direction, double Parameter) Measure<TUpdate>(in UpdateRows rows, TUpdate update, float scale)
        where TUpdate : struct, IUpdate;

    /// <summary>Adds the products of the elements from <paramref name="first"/> on.</summary>
    protected static void AddInt8(in VectorGroup<sbyte> rows, in VectorGroup<short> vectors, int first, int count, int* products)
    {
        for (int row = 0; row < 3; row++)
        {
            sbyte* codes = row == 0 ? rows.First : row == 1 ? rows.Second : rows.Third;
            for (int i = first; i < count; i++)
            {
                products[4 * row] += codes[i] * vectors.First[i];
                products[(4 * row) + 1] += codes[i] * vectors.Second[i];
                products[(4 * row) + 2] += codes[i] * vectors.Third[i];
                products[(4 * row) + 3] += codes[i] * vectors.Fourth[i];
            }
        }
    }

    // Three methods, because a call of a generic virtual one takes longer than decoding a block.
    protected abstract void DecodeFloat(in FourBitBlocks blocks, float* values, bool nonTemporal);

    protected abstract void DecodeHalf(in FourBitBlocks blocks, Half* values, bool nonTemporal);

    protected abstract void DecodeBFloat16(in FourBitBlocks blocks, BFloat16* values, bool nonTemporal);
}
