namespace Peft.Quantization.Tests.Ptx;

/// <summary>
/// A device's memory: regions of this process, or copies of them. Whatever touches a byte outside all of them, or at an address that is no multiple of its size, fails, and so does a launch two threads
/// of which write the same byte.
/// </summary>
internal sealed unsafe class GlobalMemory
{
    private readonly SortedList<ulong, (ulong Bytes, byte[]? Copy)> _regions = [];
    private readonly Dictionary<ulong, (int Block, int Thread)> _writers = [];

    /// <summary>Makes memory, which must not move while a kernel runs, part of the device's.</summary>
    public void Add(void* start, long bytes)
    {
        if (bytes > 0)
            _regions.Add((ulong)start, ((ulong)bytes, null));
    }

    public void Remove(void* start) => _regions.Remove((ulong)start);

    /// <summary>The same at the same addresses, in memory of its own.</summary>
    public GlobalMemory Copy()
    {
        var copy = new GlobalMemory();
        foreach (var (start, (bytes, _)) in _regions)
            copy._regions.Add(start, (bytes, At(start, 1, bytes).ToArray()));
        return copy;
    }

    /// <summary>Whether another memory of the same regions holds the same.</summary>
    public bool HoldsThatOf(GlobalMemory other) => _regions.All(region => At(region.Key, 1, region.Value.Bytes).SequenceEqual(other.At(region.Key, 1, region.Value.Bytes)));

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

    public Span<byte> At(ulong address, int size) => At(address, size, (ulong)size);

    private Span<byte> At(ulong address, int alignment, ulong size)
    {
        if (address % (ulong)alignment != 0)
            throw new PtxException($"a global access of {size} bytes is misaligned by {address % (ulong)alignment}");
        int low = 0, high = _regions.Count;
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (_regions.GetKeyAtIndex(middle) <= address)
                low = middle + 1;
            else
                high = middle;
        }
        ulong start = low == 0 ? 0 : _regions.GetKeyAtIndex(low - 1);
        var (bytes, copy) = low == 0 ? default : _regions.GetValueAtIndex(low - 1);
        if (address - start > bytes || size > bytes - (address - start))
            throw new PtxException($"a global access of {size} bytes lies outside all allocations");
        return copy is null ? new Span<byte>((void*)address, (int)size) : copy.AsSpan((int)(address - start), (int)size);
    }
}
