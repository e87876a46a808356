using System.Runtime.Intrinsics;

namespace Peft.Quantization.Kernels.Cpu;

/// <summary>Two codes a byte, the first in the high half.</summary>
internal static class Nibbles
{
    /// <summary>Packs 32 codes, one a byte.</summary>
    internal static Vector128<byte> Merge(Vector128<byte> first, Vector128<byte> second) => Vector128.Narrow(Merge(first.AsUInt16()), Merge(second.AsUInt16()));

    private static Vector128<ushort> Merge(Vector128<ushort> pairs) => ((pairs << 4) | (pairs >> 8)) & Vector128.Create((ushort)0xFF);
}
