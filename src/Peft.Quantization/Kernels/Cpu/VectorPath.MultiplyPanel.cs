namespace Peft.Quantization.Kernels.Cpu;

/// <summary>
/// The heart of a product of matrices with many vectors, whose elements stand side by side: the sums of six outputs with two registers of vectors stay in registers, and nothing is ever added up across a register.
/// </summary>
internal unsafe partial class VectorPath<TLanes, TVector>
{
    internal override int PanelWidth => 2 * TLanes.Width / sizeof(float);

    internal override void MultiplyPanel(float* weights, nint outputStep, nint step, float* panel, int count, float* sums)
    {
        int width = TLanes.Width / sizeof(float);
        float* w0 = weights, w1 = w0 + outputStep, w2 = w1 + outputStep, w3 = w2 + outputStep, w4 = w3 + outputStep, w5 = w4 + outputStep;
        TVector a0 = TLanes.Load(sums), b0 = TLanes.Load(sums + width), a1 = TLanes.Load(sums + (2 * width)), b1 = TLanes.Load(sums + (3 * width));
        TVector a2 = TLanes.Load(sums + (4 * width)), b2 = TLanes.Load(sums + (5 * width)), a3 = TLanes.Load(sums + (6 * width)), b3 = TLanes.Load(sums + (7 * width));
        TVector a4 = TLanes.Load(sums + (8 * width)), b4 = TLanes.Load(sums + (9 * width)), a5 = TLanes.Load(sums + (10 * width)), b5 = TLanes.Load(sums + (11 * width));
        float* end = panel + (count * 2 * width);
        for (nint i = 0; panel < end; i += step, panel += 2 * width)
        {
            TVector a = TLanes.Load(panel), b = TLanes.Load(panel + width);
            TVector weight = TLanes.Repeat(w0[i]);
            a0 = TLanes.MultiplyAdd(weight, a, a0);
            b0 = TLanes.MultiplyAdd(weight, b, b0);
            weight = TLanes.Repeat(w1[i]);
            a1 = TLanes.MultiplyAdd(weight, a, a1);
            b1 = TLanes.MultiplyAdd(weight, b, b1);
            weight = TLanes.Repeat(w2[i]);
            a2 = TLanes.MultiplyAdd(weight, a, a2);
            b2 = TLanes.MultiplyAdd(weight, b, b2);
            weight = TLanes.Repeat(w3[i]);
            a3 = TLanes.MultiplyAdd(weight, a, a3);
            b3 = TLanes.MultiplyAdd(weight, b, b3);
            weight = TLanes.Repeat(w4[i]);
            a4 = TLanes.MultiplyAdd(weight, a, a4);
            b4 = TLanes.MultiplyAdd(weight, b, b4);
            weight = TLanes.Repeat(w5[i]);
            a5 = TLanes.MultiplyAdd(weight, a, a5);
            b5 = TLanes.MultiplyAdd(weight, b, b5);
        }
        TLanes.Store(a0, sums);
        TLanes.Store(b0, sums + width);
        TLanes.Store(a1, sums + (2 * width));
        TLanes.Store(b1, sums + (3 * width));
        TLanes.Store(a2, sums + (4 * width));
        TLanes.Store(b2, sums + (5 * width));
        TLanes.Store(a3, sums + (6 * width));
        TLanes.Store(b3, sums + (7 * width));
        TLanes.Store(a4, sums + (8 * width));
        TLanes.Store(b4, sums + (9 * width));
        TLanes.Store(a5, sums + (10 * width));
        TLanes.Store(b5, sums + (11 * width));
    }
}
