using Peft.Quantization;
using Peft.Quantization.Kernels.Cpu;
using static TorchSharp.torch;

namespace Peft.Optimizers;

/// <summary>States at addresses, in segments: of each first its elements, state by state, then their absmax values.</summary>
/// <param name="layout">Their form.</param>
/// <param name="elements">How many elements a segment has.</param>
internal abstract unsafe class MappedStates(StateLayout layout, long elements) : StateMemory(layout)
{
    internal override int Segments { get; } = (int)(((layout.Count - 1) / elements) + 1);

    internal override StateSegment Open(int segment)
    {
        byte* start = Map(segment);
        long count = CountOf(segment);
        return new(segment * elements, count,
            [.. Layout.Formats.Select((format, state) => new FloatStorage(format, ValuesOf(start, state, count), AbsmaxOf(start, state, count), Layout.BlockSize))]);
    }

    /// <summary>Gives the memory of a closed segment back, where it is not the only place of what is in it.</summary>
    internal virtual void LetGo(int segment)
    {
    }

    internal override void Read(int state, Tensor values, Tensor absmax) =>
        Copy(state, values, absmax, (memory, tensor, bytes) => Buffer.MemoryCopy(memory, tensor, bytes, bytes));

    internal override void Write(int state, Tensor values, Tensor absmax)
    {
        using Tensor plainValues = values.cpu().contiguous(), plainAbsmax = absmax.cpu().contiguous();
        Copy(state, plainValues, plainAbsmax, (memory, tensor, bytes) => Buffer.MemoryCopy(tensor, memory, bytes, bytes));
    }

    /// <summary>Where a segment begins, for the CPU, until <see cref="StateMemory.Close"/>.</summary>
    protected abstract byte* Map(int segment);

    /// <summary>What a segment of so many elements takes.</summary>
    protected static long BytesOf(StateLayout layout, long count) => layout.States * (AlignedBytes(layout, count) + (BlocksOf(layout, count) * sizeof(float)));

    /// <summary>The elements of a state in a segment of so many.</summary>
    protected byte* ValuesOf(byte* start, int state, long count) => start + (state * AlignedBytes(Layout, count));

    /// <summary>Their absmax values.</summary>
    protected float* AbsmaxOf(byte* start, int state, long count) => (float*)(start + (Layout.States * AlignedBytes(Layout, count))) + (state * BlocksOf(Layout, count));

    private delegate void Copying(byte* memory, byte* tensor, long bytes);

    private void Copy(int state, Tensor values, Tensor absmax, Copying copy)
    {
        byte* numbers = values.Pointer<byte>(), scales = Layout.IsQuantized ? absmax.Pointer<byte>() : null;
        for (int segment = 0; segment < Segments; segment++)
        {
            byte* start = Map(segment);
            long first = segment * elements, count = CountOf(segment);
            copy(ValuesOf(start, state, count), numbers + (first * Layout.BytesPerElement), count * Layout.BytesPerElement);
            copy((byte*)AbsmaxOf(start, state, count), scales + (first / Layout.BlockSize * sizeof(float)), BlocksOf(Layout, count) * sizeof(float));
            Close(segment);
            LetGo(segment);
        }
    }

    private long CountOf(int segment) => Math.Min(elements, Layout.Count - (segment * elements));

    private static long BlocksOf(StateLayout layout, long count) => layout.IsQuantized ? Blocks.Count(count, layout.BlockSize) : 0;

    // So that absmax values and the next state are aligned.
    private static long AlignedBytes(StateLayout layout, long count) => ((count * layout.BytesPerElement) + 63) & ~63L;
}
