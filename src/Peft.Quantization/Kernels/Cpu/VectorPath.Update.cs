namespace Peft.Quantization.Kernels.Cpu;

/// <summary>Steps of optimizers.</summary>
internal unsafe partial class VectorPath<TLanes, TVector>
{
    internal override void Update<TUpdate>(in UpdateRows rows, TUpdate update, float scale, float rate)
    {
        int rest = UpdateLoop<TUpdate, VectorFloats<TLanes, TVector>>.Update(rows, update, scale, rate);
        UpdateLoop<TUpdate, SingleFloat>.Update(rows.From(rows.Count - rest), update, scale, rate);
    }

    internal override (double Direction, double Parameter) Measure<TUpdate>(in UpdateRows rows, TUpdate update, float scale)
    {
        var (direction, parameter) = UpdateLoop<TUpdate, VectorFloats<TLanes, TVector>>.Measure(rows, update, scale);
        var rest = UpdateLoop<TUpdate, SingleFloat>.Measure(rows.From(rows.Count - (rows.Count % VectorFloats<TLanes, TVector>.Count)), update, scale);
        return (direction + rest.Direction, parameter + rest.Parameter);
    }
}
