using System.Runtime.Intrinsics;

namespace Peft.Quantization.Kernels.Cpu;

/// <summary>The loops over registers, one text for all widths.</summary>
internal unsafe partial class VectorPath<TLanes, TVector> : CpuPath
    where TLanes : struct, ILanes<TVector>
    where TVector : struct
{
    protected override bool IsSupported => TLanes.IsSupported;

    public override string ToString() => $"{TLanes.Width * 8}-bit vectors";

    // A block of 32 elements does not fill a register of 64 bytes.
    internal override CpuPath For(int blockSize) => blockSize < TLanes.Width ? new VectorPath<Lanes256, Vector256<byte>>() : this;
}
