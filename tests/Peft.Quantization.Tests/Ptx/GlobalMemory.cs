namespace Peft.Quantization.Tests.Ptx;

/// <summary>
/// A device's memory: regions of this process. Whatever touches a byte outside all of them, or at an address that is no multiple of its size, fails, and so does a launch two threads of which write
/// the same byte.
/// </summary>
internal sealed unsafe class GlobalMemory
{
    private readonly SortedList<ulong, ulong> _regions = [];
    private readonly Dictionary<ulong, (int Block, int Thread)> _writers = [];

    /// <summary>Makes memory, which must not move while a kernel runs, part of the device's.</summary>
    public void Add(void* start, long bytes)
    {
        if (bytes > 0)
            _regions.Add((ulong)start, (ulong)bytes);
    }

    public void Remove(void* start) => _regions.Remove((ulong)start);

    /// <summary>A kernel starts: what others wrote is there for all.</summary>
    public void Launch() => _writers.Clear();

    /// <summary>What a thread writes.</summary>
    public Span<byte> Write(ulong address, int size, PtxThread thread)
    {
        Span<byte> bytes = At(address, size);
        var writer = (thread.Block.Index, thread.Index);
        for (int i = 0; i < size; i++)
        {
            if (!_writers.TryAdd(address + (ulong)i, writer) && _writers[address + (ulong)i] != writer)
                throw new PtxException($"a race: thread {thread.Index} of block {thread.Block.Index} writes a global byte that another wrote");
        }
        return bytes;
    }

    public Span<byte> At(ulong address, int size)
    {
        if (address % (ulong)size != 0)
            throw new PtxException($"a global access of {size} bytes is misaligned by {address % (ulong)size}");
        int low = 0, high = _regions.Count;
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (_regions.GetKeyAtIndex(middle) <= address)
                low = middle + 1;
            else
                high = middle;
        }
        if (low == 0 || address - _regions.GetKeyAtIndex(low - 1) + (ulong)size > _regions.GetValueAtIndex(low - 1))
            throw new PtxException($"a global access of {size} bytes lies outside all allocations");
        return new Span<byte>((void*)address, size);
    }
}
