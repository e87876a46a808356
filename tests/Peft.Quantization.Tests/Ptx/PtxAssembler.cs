using System.Buffers.Binary;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Peft.Quantization.Tests.Ptx;

/// <summary>Turns the text of instructions into actions. What it does not know is an error.</summary>
internal sealed partial class PtxAssembler(PtxSymbols symbols)
{
    // A mask of 16 for the part of a lane's number that stays, above 31 for the largest.
    private const string SegmentsOf16 = "4127";

    private delegate ulong Source(PtxThread thread);

    public Action<PtxThread> Assemble(string text)
    {
        Match match = Instruction().Match(text);
        if (!match.Success)
            throw new PtxException($"cannot read '{text}'");
        string opcode = match.Groups["opcode"].Value;
        string[] operands = [.. Operand().Matches(match.Groups["operands"].Value).Select(operand => operand.Value.Trim())];
        Action<PtxThread> action = Unguarded(opcode, operands) ?? throw new PtxException($"unknown opcode in '{text}'");
        if (!match.Groups["guard"].Success)
            return action;
        int guard = symbols.Register(match.Groups["guard"].Value);
        ulong expected = match.Groups["not"].Length == 0 ? 1ul : 0;
        return thread =>
        {
            if (thread.Registers[guard] == expected)
                action(thread);
        };
    }

    private Action<PtxThread>? Unguarded(string opcode, string[] operands)
    {
        switch (opcode)
        {
            case "bra" or "bra.uni":
                int target = symbols.Label(operands[0]);
                return thread => thread.Position = target;
            case "ret":
                return thread => thread.State = ThreadState.Ended;
            case "bar.sync" when operands is ["0"]:
                return thread => thread.State = ThreadState.AtBarrier;
            case "shfl.sync.bfly.b32" when operands is [_, _, _, "31", "-1"]:
                return Shuffle(operands, (own, mask) => own ^ (mask & 31));
            case "shfl.sync.idx.b32" when operands is [_, _, _, "31", "-1"]:
                return Shuffle(operands, (_, lane) => lane & 31);
            case "shfl.sync.idx.b32" when operands is [_, _, _, SegmentsOf16, "-1"]:
                return Shuffle(operands, (own, lane) => (own & 16) | (lane & 15));
        }
        string[] parts = opcode.Split('.');
        if (parts[0] is "ld")
            return Load(parts, operands);
        return parts[0] is "st" ? Store(parts, operands) : Compute(opcode, operands);
    }

    private Action<PtxThread>? Compute(string opcode, string[] operands)
    {
        if (PtxArithmetic.Find(opcode) is not { } operation || operands.Length is < 2 or > 4)
            return null;
        int result = symbols.Register(operands[0]);
        Source[] sources = [.. operands[1..].Select(Value)];
        Source zero = _ => 0;
        Source a = sources[0], b = sources.ElementAtOrDefault(1) ?? zero, c = sources.ElementAtOrDefault(2) ?? zero;
        return thread => thread.Registers[result] = operation(a(thread), b(thread), c(thread));
    }

    private Action<PtxThread> Shuffle(string[] operands, Func<int, int, int> source)
    {
        int result = symbols.Register(operands[0]);
        Source value = Value(operands[1]), operand = Value(operands[2]);
        return thread =>
        {
            thread.Shuffle = (value(thread), source(thread.Index % PtxWarp.Size, (int)operand(thread)), result);
            thread.State = ThreadState.AtShuffle;
        };
    }

    private Action<PtxThread>? Load(string[] parts, string[] operands)
    {
        if (Access.Of(parts) is not { } access)
            return null;
        int[] results = [.. Elements(operands[0]).Select(symbols.Register)];
        Source address = Address(operands[1]);
        int size = access.Type.Size;
        return thread =>
        {
            Span<byte> bytes = access.Read(thread, address(thread), size * results.Length);
            for (int i = 0; i < results.Length; i++)
                thread.Registers[results[i]] = access.Extend(ReadInteger(bytes.Slice(i * size, size)));
        };
    }

    private Action<PtxThread>? Store(string[] parts, string[] operands)
    {
        if (Access.Of(parts) is not { Space: "global" or "shared" } access)
            return null;
        Source address = Address(operands[0]);
        Source[] values = [.. Elements(operands[1]).Select(Value)];
        int size = access.Type.Size;
        return thread =>
        {
            Span<byte> bytes = access.Write(thread, address(thread), size * values.Length);
            Span<byte> value = stackalloc byte[sizeof(ulong)];
            for (int i = 0; i < values.Length; i++)
            {
                BinaryPrimitives.WriteUInt64LittleEndian(value, values[i](thread));
                value[..size].CopyTo(bytes[(i * size)..]);
            }
        };
    }

    private static ulong ReadInteger(ReadOnlySpan<byte> bytes)
    {
        ulong value = 0;
        for (int i = bytes.Length - 1; i >= 0; i--)
            value = (value << 8) | bytes[i];
        return value;
    }

    private static string[] Elements(string operand) => operand.Trim('{', '}').Split(',', StringSplitOptions.TrimEntries);

    private Source Address(string operand)
    {
        string[] sum = operand.Trim('[', ']').Split('+');
        Source start = Value(sum[0]);
        ulong offset = sum.Length == 1 ? 0 : (ulong)long.Parse(sum[1], CultureInfo.InvariantCulture);
        return thread => start(thread) + offset;
    }

    private Source Value(string operand)
    {
        switch (operand)
        {
            case "%tid.x":
                return thread => (uint)thread.Index;
            case "%ntid.x":
                return thread => (uint)thread.Block.Grid.Threads;
            case "%ctaid.x":
                return thread => (uint)thread.Block.Index;
            case "%nctaid.x":
                return thread => (uint)thread.Block.Grid.Blocks;
        }
        if (symbols.HasRegister(operand))
        {
            int register = symbols.Register(operand);
            return thread => thread.Registers[register];
        }
        ulong constant = Constant(operand);
        return _ => constant;
    }

    private ulong Constant(string operand)
    {
        if (symbols.TryAddress(operand, out int address))
            return (ulong)address;
        if (operand.StartsWith("0f", StringComparison.Ordinal))
            return uint.Parse(operand.AsSpan(2), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        return long.TryParse(operand, CultureInfo.InvariantCulture, out long number) ? (ulong)number : throw new PtxException($"cannot read the operand {operand}");
    }

    [GeneratedRegex(@"^(@(?<not>!?)(?<guard>%p\d+)\s+)?(?<opcode>[a-z][\w.]*)(\s+(?<operands>.*))?$")]
    private static partial Regex Instruction();

    [GeneratedRegex(@"\{[^}]*\}|\[[^\]]*\]|[^,\s]+")]
    private static partial Regex Operand();
}
