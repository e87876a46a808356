namespace Peft.Quantization.Kernels.Cpu;

/// <summary>The same twelve sums for integers: rows are widened to 16 bits as they are loaded, and two neighbouring products are added to a 32-bit sum at once.</summary>
internal unsafe partial class VectorPath<TLanes, TVector>
{
    internal override void DotInt8(in VectorGroup<sbyte> rows, in VectorGroup<short> vectors, int count, int* products)
    {
        int step = TLanes.Width / sizeof(short), whole = count - (count % step);
        sbyte* first = rows.First, second = rows.Second, third = rows.Third;
        short* a = vectors.First, b = vectors.Second, c = vectors.Third, d = vectors.Fourth;
        TVector a0 = default, b0 = default, c0 = default, d0 = default;
        TVector a1 = default, b1 = default, c1 = default, d1 = default;
        TVector a2 = default, b2 = default, c2 = default, d2 = default;
        for (nint i = 0; i < whole; i += step)
        {
            TVector row0 = TLanes.LoadWidened(first + i), row1 = TLanes.LoadWidened(second + i), row2 = TLanes.LoadWidened(third + i);
            TVector x = TLanes.Load(a + i);
            a0 = TLanes.MultiplyAddInt16(row0, x, a0);
            a1 = TLanes.MultiplyAddInt16(row1, x, a1);
            a2 = TLanes.MultiplyAddInt16(row2, x, a2);
            x = TLanes.Load(b + i);
            b0 = TLanes.MultiplyAddInt16(row0, x, b0);
            b1 = TLanes.MultiplyAddInt16(row1, x, b1);
            b2 = TLanes.MultiplyAddInt16(row2, x, b2);
            x = TLanes.Load(c + i);
            c0 = TLanes.MultiplyAddInt16(row0, x, c0);
            c1 = TLanes.MultiplyAddInt16(row1, x, c1);
            c2 = TLanes.MultiplyAddInt16(row2, x, c2);
            x = TLanes.Load(d + i);
            d0 = TLanes.MultiplyAddInt16(row0, x, d0);
            d1 = TLanes.MultiplyAddInt16(row1, x, d1);
            d2 = TLanes.MultiplyAddInt16(row2, x, d2);
        }
        products[0] = TLanes.SumInt32(a0);
        products[1] = TLanes.SumInt32(b0);
        products[2] = TLanes.SumInt32(c0);
        products[3] = TLanes.SumInt32(d0);
        products[4] = TLanes.SumInt32(a1);
        products[5] = TLanes.SumInt32(b1);
        products[6] = TLanes.SumInt32(c1);
        products[7] = TLanes.SumInt32(d1);
        products[8] = TLanes.SumInt32(a2);
        products[9] = TLanes.SumInt32(b2);
        products[10] = TLanes.SumInt32(c2);
        products[11] = TLanes.SumInt32(d2);
        AddInt8(rows, vectors, whole, count, products);
    }
}
