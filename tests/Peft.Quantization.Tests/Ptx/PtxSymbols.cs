namespace Peft.Quantization.Tests.Ptx;

/// <summary>What an entry's names stand for.</summary>
internal sealed class PtxSymbols
{
    private readonly Dictionary<string, int> _registers = [], _labels = [], _addresses = [];

    public int RegisterCount => _registers.Count;

    public int SharedBytes { get; private set; }

    public void AddRegisters(string prefix, int count)
    {
        for (int i = 0; i < count; i++)
            _registers.Add(prefix + i, _registers.Count);
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

    public int Label(string name) => _labels.TryGetValue(name, out int position) ? position : throw new PtxException($"there is no label {name}");

    public bool HasRegister(string name) => _registers.ContainsKey(name);

    public bool TryAddress(string name, out int address) => _addresses.TryGetValue(name, out address);
}
