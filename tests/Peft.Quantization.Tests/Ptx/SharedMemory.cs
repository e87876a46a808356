namespace Peft.Quantization.Tests.Ptx;

/// <summary>What a block's threads share. Between two barriers no two threads may touch the same byte if one of them writes, and nobody reads what was never written.</summary>
internal sealed class SharedMemory(int size)
{
    private const int Several = -2;

    private readonly byte[] _bytes = new byte[size];
    private readonly bool[] _written = new bool[size];
    private readonly (int Epoch, int Thread)[] _writers = new (int, int)[size], _readers = new (int, int)[size];
    private int _epoch = 1;

    /// <summary>All threads met.</summary>
    public void Barrier() => _epoch++;

    public Span<byte> Read(ulong address, int count, int thread)
    {
        Span<byte> bytes = At(address, count);
        for (int i = (int)address; i < (int)address + count; i++)
        {
            if (!_written[i])
                throw new PtxException($"thread {thread} reads the shared byte {i}, which nobody wrote");
            CheckOther(_writers[i], thread, $"reads the shared byte {i} that another wrote");
            _readers[i] = (_epoch, _readers[i].Epoch == _epoch && _readers[i].Thread != thread ? Several : thread);
        }
        return bytes;
    }

    public Span<byte> Write(ulong address, int count, int thread)
    {
        Span<byte> bytes = At(address, count);
        for (int i = (int)address; i < (int)address + count; i++)
        {
            CheckOther(_writers[i], thread, $"writes the shared byte {i} that another wrote");
            CheckOther(_readers[i], thread, $"writes the shared byte {i} that another reads");
            _writers[i] = (_epoch, thread);
            _written[i] = true;
        }
        return bytes;
    }

    private Span<byte> At(ulong address, int count)
    {
        if (address % (ulong)count != 0)
            throw new PtxException($"a shared access of {count} bytes is misaligned by {address % (ulong)count}");
        if (address > (ulong)_bytes.Length || address + (ulong)count > (ulong)_bytes.Length)
            throw new PtxException($"a shared access of {count} bytes at {address} lies outside the {_bytes.Length} bytes that there are");
        return _bytes.AsSpan((int)address, count);
    }

    private void CheckOther((int Epoch, int Thread) former, int thread, string what)
    {
        if (former.Epoch == _epoch && former.Thread != thread)
            throw new PtxException($"a race: thread {thread} {what}, with no barrier between");
    }
}
