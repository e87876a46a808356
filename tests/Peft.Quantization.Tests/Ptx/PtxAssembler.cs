using System.Buffers.Binary;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Peft.Quantization.Tests.Ptx;

/// <summary>Turns the text of instructions into actions. What it does not know is an error.</summary>
internal sealed partial class PtxAssembler(PtxSymbols symbols)
{
    // A mask of 16 for the part of a lane's number that stays, above 31 for the largest.
    private const string SegmentsOf16 = "4127";

    public PtxStep Assemble(string text)
    {
        Match match = Instruction().Match(text);
        if (!match.Success)
            throw new PtxException($"cannot read '{text}'");
        string opcode = match.Groups["opcode"].Value;
        string[] operands = [.. Operand().Matches(match.Groups["operands"].Value).Select(operand => operand.Value.Trim())];
        Action<PtxThread> action = Unguarded(opcode, operands) ?? throw new PtxException($"unknown opcode in '{text}'");
        int results = IsBranch(opcode) || opcode is "ret" or "bar.sync" || opcode.StartsWith("st.", StringComparison.Ordinal) ? 0 : 1;
        var step = new PtxStep(text, action)
        {
            Sources = IsBranch(opcode) ? [] : [.. operands[results..].SelectMany(Elements).Select(element => Address(element).Start)],
            Results = [.. operands[..results].SelectMany(Elements).Select(symbols.Register).Select(register => (register, symbols.MaskOf(register)))],
            Target = IsBranch(opcode) ? symbols.Label(operands[0]) : null,
            Shared = Access.Of(opcode.Split('.')) is { Space: "shared" } access ? SharedBytes(access, operands) : null,
        };
        if (!match.Groups["guard"].Success)
            return step;
        int guard = symbols.Register(match.Groups["guard"].Value);
        ulong expected = match.Groups["not"].Length == 0 ? 1ul : 0;
        return step with
        {
            Guard = guard,
            Run = thread =>
            {
                if (thread.Registers[guard] == expected)
                    action(thread);
            },
        };
    }

    private (int Start, ulong Offset, int Bytes) SharedBytes(Access access, string[] operands)
    {
        int address = operands[0][0] == '[' ? 0 : 1;
        var (start, offset) = Address(operands[address]);
        return (start, offset, access.Type.Size * Elements(operands[1 - address]).Length);
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

    private static bool IsBranch(string opcode) => opcode is "bra" or "bra.uni";

    private Action<PtxThread>? Compute(string opcode, string[] operands)
    {
        if (PtxArithmetic.Find(opcode) is not { } operation || operands.Length is < 2 or > 4)
            return null;
        int result = symbols.Register(operands[0]);
        int a = symbols.Operand(operands[1]), b = symbols.Operand(operands.ElementAtOrDefault(2) ?? "0"), c = symbols.Operand(operands.ElementAtOrDefault(3) ?? "0");
        return thread =>
        {
            ulong[] registers = thread.Registers;
            registers[result] = operation(registers[a], registers[b], registers[c]);
        };
    }

    private Action<PtxThread> Shuffle(string[] operands, Func<int, int, int> source)
    {
        int result = symbols.Register(operands[0]), value = symbols.Operand(operands[1]), operand = symbols.Operand(operands[2]);
        return thread =>
        {
            thread.Shuffle = (thread.Registers[value], source(thread.Index % PtxWarp.Size, (int)thread.Registers[operand]), result);
            thread.State = ThreadState.AtShuffle;
        };
    }

    private Action<PtxThread>? Load(string[] parts, string[] operands)
    {
        if (Access.Of(parts) is not { } access)
            return null;
        int[] results = [.. Elements(operands[0]).Select(symbols.Register)];
        var (start, offset) = Address(operands[1]);
        int size = access.Type.Size;
        return thread =>
        {
            Span<byte> bytes = access.Read(thread, thread.Registers[start] + offset, size * results.Length);
            for (int i = 0; i < results.Length; i++)
                thread.Registers[results[i]] = access.Extend(ReadInteger(bytes.Slice(i * size, size)));
        };
    }

    private Action<PtxThread>? Store(string[] parts, string[] operands)
    {
        if (Access.Of(parts) is not { Space: "global" or "shared" } access)
            return null;
        var (start, offset) = Address(operands[0]);
        int[] values = [.. Elements(operands[1]).Select(symbols.Operand)];
        int size = access.Type.Size;
        return thread =>
        {
            Span<byte> bytes = access.Write(thread, thread.Registers[start] + offset, size * values.Length);
            Span<byte> value = stackalloc byte[sizeof(ulong)];
            for (int i = 0; i < values.Length; i++)
            {
                BinaryPrimitives.WriteUInt64LittleEndian(value, thread.Registers[values[i]]);
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

    private (int Start, ulong Offset) Address(string operand)
    {
        string[] sum = operand.Trim('[', ']').Split('+');
        return (symbols.Operand(sum[0]), sum.Length == 1 ? 0 : (ulong)long.Parse(sum[1], CultureInfo.InvariantCulture));
    }

    [GeneratedRegex(@"^(@(?<not>!?)(?<guard>%p\d+)\s+)?(?<opcode>[a-z][\w.]*)(\s+(?<operands>.*))?$")]
    private static partial Regex Instruction();

    [GeneratedRegex(@"\{[^}]*\}|\[[^\]]*\]|[^,\s]+")]
    private static partial Regex Operand();
}
