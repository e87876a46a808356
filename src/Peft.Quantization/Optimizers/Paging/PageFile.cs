using System.IO.MemoryMappedFiles;
using Microsoft.Win32.SafeHandles;

namespace Peft.Optimizers;

/// <summary>
/// A file without a name, mapped by segments. Segments that may stay in memory keep their mapping for some seconds; the others are mapped anew each time: the first write to a
/// page of an old mapping, once the system has written that page to the disk, costs a fault, while a new mapping is filled at once.
/// </summary>
internal sealed unsafe class PageFile : IDisposable
{
    // What mappings begin at a multiple of, on any system; and where a system maps many pages at once if it can, instead of one after the other.
    private const long Granularity = 1 << 16, HugePage = StatePaging.HugePage;

    private readonly StatePaging _paging;
    private readonly MemoryMappedFile _file;
    private readonly Segment[] _segments;
    private readonly long _stride;

    internal PageFile(StatePaging paging, string folder, int segments, long segmentBytes)
    {
        _paging = paging;
        long unit = segments > 1 && segmentBytes > HugePage / 2 ? HugePage : Granularity;
        _stride = (segmentBytes + unit - 1) / unit * unit;
        _segments = [.. Enumerable.Range(0, segments).Select(_ => new Segment(paging.TryKeepSegment(_stride)))];
        _file = Create(folder, segments * _stride);
    }

    /// <summary>Where a segment is, until <see cref="Close"/>.</summary>
    internal byte* Open(int index)
    {
        Segment segment = _segments[index];
        lock (segment)
        {
            segment.IsOpen = true;
            return Map(index);
        }
    }

    /// <summary>Whether a segment is in memory, and can be written to without delay.</summary>
    internal bool IsPopulated(int index) => _segments[index].Age < _paging.MostMappedMilliseconds;

    /// <summary>Brings a segment into memory, ready to be written to.</summary>
    internal void Populate(int index)
    {
        Segment segment = _segments[index];
        lock (segment)
        {
            if (segment.IsOpen || IsPopulated(index))
                return;
            segment.Unmap();
            Pages.Populate(Map(index), _stride);
            segment.PopulatedAt = Environment.TickCount64;
        }
    }

    /// <summary>Ends the work on a segment, which stays until <see cref="LetGo"/>.</summary>
    internal void Close(int index)
    {
        Segment segment = _segments[index];
        lock (segment)
            segment.IsOpen = false;
    }

    /// <summary>Gives a segment's memory back, unless it may stay or is worked on.</summary>
    internal void LetGo(int index)
    {
        Segment segment = _segments[index];
        lock (segment)
        {
            if (!segment.IsKept && !segment.IsOpen)
                segment.Unmap();
        }
    }

    public void Dispose()
    {
        foreach (Segment segment in _segments)
        {
            segment.Unmap();
            if (segment.IsKept)
                _paging.Release(_stride);
        }
        _file.Dispose();
    }

    private byte* Map(int index)
    {
        Segment segment = _segments[index];
        if (segment.View is null)
        {
            segment.View = _file.CreateViewAccessor(index * _stride, _stride).SafeMemoryMappedViewHandle;
            // Pages stay as large as they were made; from a disk smaller ones are read faster.
            if (segment.IsNew)
                Pages.PreferHuge((byte*)segment.View.DangerousGetHandle(), _stride);
            segment.IsNew = false;
        }
        return (byte*)segment.View.DangerousGetHandle();
    }

    private static MemoryMappedFile Create(string folder, long bytes)
    {
        string path = Path.Combine(folder, Path.GetRandomFileName() + ".states");
        // All room is taken now: a write to a mapping for which the disk has none would end the process.
        FileStream stream = new(path, new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.ReadWrite,
            PreallocationSize = bytes,
            Options = OperatingSystem.IsWindows() ? FileOptions.DeleteOnClose : FileOptions.None,
        });
        if (!OperatingSystem.IsWindows())
            File.Delete(path);
        return MemoryMappedFile.CreateFromFile(stream, null, bytes, MemoryMappedFileAccess.ReadWrite, HandleInheritability.None, leaveOpen: false);
    }

    private sealed class Segment(bool isKept)
    {
        internal bool IsKept => isKept;

        /// <summary>Whether it has never been mapped, so that there is nothing of it on the disk.</summary>
        internal bool IsNew { get; set; } = true;

        internal bool IsOpen { get; set; }

        internal long? PopulatedAt { get; set; }

        /// <summary>Since when it has been in memory, in milliseconds.</summary>
        internal long Age => PopulatedAt is { } time ? Environment.TickCount64 - time : long.MaxValue;

        internal SafeMemoryMappedViewHandle? View { get; set; }

        // The handle, since disposing of the accessor would wait for the disk.
        internal void Unmap()
        {
            View?.Dispose();
            (View, PopulatedAt) = (null, null);
        }
    }
}
