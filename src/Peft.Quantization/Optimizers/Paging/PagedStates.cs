namespace Peft.Optimizers;

/// <summary>States in a memory-mapped file.</summary>
internal sealed unsafe class PagedStates : MappedStates
{
    private readonly PageFile _file;

    internal PagedStates(StateLayout layout, StatePaging paging, string folder) : this(layout, paging, folder, ElementsOf(layout, paging))
    {
    }

    private PagedStates(StateLayout layout, StatePaging paging, string folder, long elements) : base(layout, elements) =>
        _file = new PageFile(paging, folder, Segments, BytesOf(layout, Math.Min(elements, layout.Count)));

    internal override void Close(int segment) => _file.Close(segment);

    internal override void LetGo(int segment) => _file.LetGo(segment);

    /// <summary>Whether a segment is in memory.</summary>
    internal bool IsPopulated(int segment) => _file.IsPopulated(segment);

    /// <summary>Brings a segment into memory.</summary>
    internal void Populate(int segment) => _file.Populate(segment);

    public override void Dispose() => _file.Dispose();

    protected override byte* Map(int segment) => _file.Open(segment);

    // A multiple of every block size, so that no block lies in two segments.
    private static long ElementsOf(StateLayout layout, StatePaging paging)
    {
        long step = layout.BlockSize * 64L;
        return Math.Max(paging.SegmentBytes / BytesOf(layout, step), 1) * step;
    }
}
