namespace Peft.Quantization.Tests.Ptx;

/// <summary>What a load or a store touches: <c>ld.global.v4.u16</c> four elements of two bytes of global memory.</summary>
internal sealed record Access(string Space, PtxType Type)
{
    public static Access? Of(string[] opcode) => opcode switch
    {
        [_, ("global" or "shared" or "param") and var space, var type] => new(space, PtxType.Parse(type)),
        [_, ("global" or "shared" or "param") and var space, "v2" or "v4", var type] => new(space, PtxType.Parse(type)),
        _ => null,
    };

    public Span<byte> Read(PtxThread thread, ulong address, int size)
    {
        Count(thread);
        return Space switch
        {
            "global" => thread.Block.Memory.At(address, size),
            "shared" => thread.Block.Shared.Read(address, size, thread.Index),
            _ => Parameter(thread.Block.Arguments, address, size),
        };
    }

    public Span<byte> Write(PtxThread thread, ulong address, int size)
    {
        Count(thread);
        return Space == "global" ? thread.Block.Memory.Write(address, size, thread) : thread.Block.Shared.Write(address, size, thread.Index);
    }

    private void Count(PtxThread thread) => thread.Accesses += Space == "global" ? 1 : 0;

    private static Span<byte> Parameter(byte[] arguments, ulong address, int size)
    {
        if (address % (ulong)size != 0 || address > (ulong)(arguments.Length - size))
            throw new PtxException($"an access to {size} bytes at {address} of {arguments.Length} bytes of parameters");
        return arguments.AsSpan((int)address, size);
    }

    // A signed value fills a register wider than itself with its sign.
    public ulong Extend(ulong value) => Type.Extend(value);
}
