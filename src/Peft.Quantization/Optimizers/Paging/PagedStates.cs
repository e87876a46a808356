using Peft.Quantization;
using Peft.Quantization.Kernels.Cpu;
using static TorchSharp.torch;

namespace Peft.Optimizers;

/// <summary>States in a memory-mapped file: of each segment first its elements, state by state, then their absmax values.</summary>
internal sealed unsafe class PagedStates : StateMemory
{
    private readonly PageFile _file;
    private readonly long _elements;

    internal PagedStates(StateLayout layout, StatePaging paging) : base(layout)
    {
        // A multiple of every block size, so that no block lies in two segments.
        long step = layout.BlockSize * 64L;
        long bytesPerElement = layout.States * (layout.BytesPerElement + (layout.IsQuantized ? 1 : 0));
        _elements = Math.Max(paging.SegmentBytes / bytesPerElement / step, 1) * step;
        Segments = (int)(((layout.Count - 1) / _elements) + 1);
        _file = new PageFile(paging, Segments, BytesOf(Math.Min(_elements, layout.Count)));
    }

    internal override int Segments { get; }

    internal override StateSegment Open(int segment)
    {
        byte* start = _file.Open(segment);
        long first = segment * _elements, count = CountOf(segment);
        return new(first, count,
            [.. Layout.Formats.Select((format, state) => new FloatStorage(format, ValuesOf(start, state, count), AbsmaxOf(start, state, count), Layout.BlockSize))]);
    }

    internal override void Close(int segment) => _file.Close(segment);

    /// <summary>Brings a segment into memory.</summary>
    internal void Populate(int segment) => _file.Populate(segment);

    internal override void Read(int state, Tensor values, Tensor absmax) => Copy(state, values, absmax, (memory, tensor) => memory.CopyTo(tensor));

    internal override void Write(int state, Tensor values, Tensor absmax)
    {
        using Tensor plainValues = values.cpu().contiguous(), plainAbsmax = absmax.cpu().contiguous();
        Copy(state, plainValues, plainAbsmax, (memory, tensor) => tensor.CopyTo(memory));
    }

    public override void Dispose() => _file.Dispose();

    private delegate void Copying(Span<byte> memory, Span<byte> tensor);

    private void Copy(int state, Tensor values, Tensor absmax, Copying copy)
    {
        byte* numbers = values.Pointer<byte>(), scales = Layout.IsQuantized ? absmax.Pointer<byte>() : null;
        for (int segment = 0; segment < Segments; segment++)
        {
            byte* start = _file.Open(segment);
            long first = segment * _elements, count = CountOf(segment);
            int bytes = checked((int)(count * Layout.BytesPerElement)), absmaxBytes = checked((int)(BlocksOf(count) * sizeof(float)));
            copy(new Span<byte>(ValuesOf(start, state, count), bytes), new Span<byte>(numbers + (first * Layout.BytesPerElement), bytes));
            copy(new Span<byte>(AbsmaxOf(start, state, count), absmaxBytes), new Span<byte>(scales + (first / Layout.BlockSize * sizeof(float)), absmaxBytes));
            _file.Close(segment);
        }
    }

    private long CountOf(int segment) => Math.Min(_elements, Layout.Count - (segment * _elements));

    private long BlocksOf(long count) => Layout.IsQuantized ? Blocks.Count(count, Layout.BlockSize) : 0;

    private long BytesOf(long count) => Layout.States * (AlignedBytes(count) + (BlocksOf(count) * sizeof(float)));

    private byte* ValuesOf(byte* start, int state, long count) => start + (state * AlignedBytes(count));

    private float* AbsmaxOf(byte* start, int state, long count) => (float*)(start + (Layout.States * AlignedBytes(count))) + (state * BlocksOf(count));

    // So that absmax values and the next state are aligned.
    private long AlignedBytes(long count) => ((count * Layout.BytesPerElement) + 63) & ~63L;
}
