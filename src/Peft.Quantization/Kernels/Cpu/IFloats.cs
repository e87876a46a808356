using System.Numerics;

namespace Peft.Quantization.Kernels.Cpu;

/// <summary>
/// What a formula computes with: a register, one number, or a tensor of float32. A formula is written once for all of them; each operator rounds once, to the nearest, in the
/// order in which it is written, so that registers of every width and single numbers give the same bits.
/// </summary>
/// <typeparam name="TSelf">The implementing type.</typeparam>
internal interface IFloats<TSelf> :
    IAdditionOperators<TSelf, TSelf, TSelf>, ISubtractionOperators<TSelf, TSelf, TSelf>, IMultiplyOperators<TSelf, TSelf, TSelf>, IDivisionOperators<TSelf, TSelf, TSelf>
    where TSelf : struct, IFloats<TSelf>
{
    static abstract TSelf operator +(TSelf values, float number);

    static abstract TSelf operator *(TSelf values, float number);

    static abstract TSelf operator /(TSelf values, float number);

    static abstract TSelf Sqrt(TSelf values);

    /// <summary>1, 0 or -1.</summary>
    static abstract TSelf Sign(TSelf values);
}
