using System.Globalization;

namespace Peft.Quantization.Tests.Ptx;

/// <summary>What an entry's names stand for. Constants have registers too, which are there from the start.</summary>
internal sealed class PtxSymbols
{
    // What nobody set is nothing useful.
    private const ulong Garbage = 0x5A5A_DEAD_5A5A_DEAD;

    private readonly Dictionary<string, int> _registers = [], _constants = [], _labels = [], _addresses = [];
    private readonly List<ulong> _values = [], _masks = [];

    public PtxSymbols()
    {
        foreach (string name in new[] { "%tid.x", "%ctaid.x", "%ntid.x", "%nctaid.x" })
            _constants.Add(name, AddRegister(0, 0));
    }

    /// <summary>What a thread's registers hold before its first instruction; its numbers come first: its own, its block's, the threads of a block, the blocks of the grid.</summary>
    public ulong[] Registers => [.. _values];

    public int SharedBytes { get; private set; }

    public void AddRegisters(PtxType type, string prefix, int count)
    {
        for (int i = 0; i < count; i++)
            _registers.Add(prefix + i, AddRegister(Garbage, type.Kind == 'p' ? 1 : type.Truncate(ulong.MaxValue)));
    }

    public void AddLabel(string name, int position) => _labels.Add(name, position);

    public void AddShared(string name, int alignment, int size)
    {
        SharedBytes = (SharedBytes + alignment - 1) / alignment * alignment;
        _addresses.Add(name, SharedBytes);
        SharedBytes += size;
    }

    /// <summary>An entry has one parameter, at address 0 of its space.</summary>
    public int AddParameter(string name, int size)
    {
        _addresses.Add(name, 0);
        return size;
    }

    public int Register(string name) => _registers.TryGetValue(name, out int index) ? index : throw new PtxException($"there is no register {name}");

    /// <summary>All bits that a register has.</summary>
    public ulong MaskOf(int register) => _masks[register];

    public int Label(string name) => _labels.TryGetValue(name, out int position) ? position : throw new PtxException($"there is no label {name}");

    /// <summary>The register from which an instruction takes an operand: a register, a number of the thread, an address or a constant.</summary>
    public int Operand(string text)
    {
        if (!_registers.TryGetValue(text, out int index) && !_constants.TryGetValue(text, out index))
            _constants.Add(text, index = AddRegister(Constant(text), 0));
        return index;
    }

    private int AddRegister(ulong value, ulong mask)
    {
        _values.Add(value);
        _masks.Add(mask);
        return _values.Count - 1;
    }

    private ulong Constant(string text)
    {
        if (_addresses.TryGetValue(text, out int address))
            return (ulong)address;
        if (text.StartsWith("0f", StringComparison.Ordinal))
            return uint.Parse(text.AsSpan(2), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        return long.TryParse(text, CultureInfo.InvariantCulture, out long number) ? (ulong)number : throw new PtxException($"cannot read the operand {text}");
    }
}
