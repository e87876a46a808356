namespace Peft.Quantization.Kernels.Cpu;

/// <summary>
/// The heart of a product of matrices: the sums of three rows with four vectors stay in registers, twelve of the sixteen that AVX2 has. No addition waits for the one before it,
/// and each element that is loaded takes part in three or four.
/// </summary>
internal unsafe partial class VectorPath<TLanes, TVector>
{
    internal override int SumWidth => TLanes.Width / sizeof(float);

    internal override void MultiplyAdd(float* rows, in VectorGroup<float> vectors, int count, float* sums)
    {
        int width = SumWidth;
        float* second = rows + count, third = second + count;
        float* a = vectors.First, b = vectors.Second, c = vectors.Third, d = vectors.Fourth;
        TVector a0 = TLanes.Load(sums), b0 = TLanes.Load(sums + width), c0 = TLanes.Load(sums + (2 * width)), d0 = TLanes.Load(sums + (3 * width));
        TVector a1 = TLanes.Load(sums + (4 * width)), b1 = TLanes.Load(sums + (5 * width)), c1 = TLanes.Load(sums + (6 * width)), d1 = TLanes.Load(sums + (7 * width));
        TVector a2 = TLanes.Load(sums + (8 * width)), b2 = TLanes.Load(sums + (9 * width)), c2 = TLanes.Load(sums + (10 * width)), d2 = TLanes.Load(sums + (11 * width));
        for (nint i = 0; i < count; i += width)
        {
            TVector row0 = TLanes.Load(rows + i), row1 = TLanes.Load(second + i), row2 = TLanes.Load(third + i);
            TVector x = TLanes.Load(a + i);
            a0 = TLanes.MultiplyAdd(row0, x, a0);
            a1 = TLanes.MultiplyAdd(row1, x, a1);
            a2 = TLanes.MultiplyAdd(row2, x, a2);
            x = TLanes.Load(b + i);
            b0 = TLanes.MultiplyAdd(row0, x, b0);
            b1 = TLanes.MultiplyAdd(row1, x, b1);
            b2 = TLanes.MultiplyAdd(row2, x, b2);
            x = TLanes.Load(c + i);
            c0 = TLanes.MultiplyAdd(row0, x, c0);
            c1 = TLanes.MultiplyAdd(row1, x, c1);
            c2 = TLanes.MultiplyAdd(row2, x, c2);
            x = TLanes.Load(d + i);
            d0 = TLanes.MultiplyAdd(row0, x, d0);
            d1 = TLanes.MultiplyAdd(row1, x, d1);
            d2 = TLanes.MultiplyAdd(row2, x, d2);
        }
        TLanes.Store(a0, sums);
        TLanes.Store(b0, sums + width);
        TLanes.Store(c0, sums + (2 * width));
        TLanes.Store(d0, sums + (3 * width));
        TLanes.Store(a1, sums + (4 * width));
        TLanes.Store(b1, sums + (5 * width));
        TLanes.Store(c1, sums + (6 * width));
        TLanes.Store(d1, sums + (7 * width));
        TLanes.Store(a2, sums + (8 * width));
        TLanes.Store(b2, sums + (9 * width));
        TLanes.Store(c2, sums + (10 * width));
        TLanes.Store(d2, sums + (11 * width));
    }
}
