using Peft.Quantization.Kernels.Cpu;
using static TorchSharp.torch;

namespace Peft.Optimizers;

/// <summary>Where the states of a parameter are. They begin as zeros.</summary>
/// <param name="layout">Their form.</param>
internal abstract class StateMemory(StateLayout layout) : IDisposable
{
    internal StateLayout Layout => layout;

    /// <summary>The parts in which the states are worked on, in their order.</summary>
    internal abstract int Segments { get; }

    /// <summary>The states of a part; they stay where they are until <see cref="Close"/>.</summary>
    internal abstract StateSegment Open(int segment);

    /// <summary>Ends the work on a part.</summary>
    internal abstract void Close(int segment);

    /// <summary>Copies a state out of memory.</summary>
    /// <param name="state">Which one.</param>
    /// <param name="values">Float32 numbers or codes.</param>
    /// <param name="absmax">The absmax values; empty where there are none.</param>
    internal abstract void Read(int state, Tensor values, Tensor absmax);

    /// <summary>The reverse of <see cref="Read"/>.</summary>
    internal abstract void Write(int state, Tensor values, Tensor absmax);

    public abstract void Dispose();

    /// <summary>The states by bitsandbytes' names: <c>state1</c>, <c>absmax1</c>, ….</summary>
    internal IEnumerable<StatePart> Parts()
    {
        for (int i = 0; i < layout.States; i++)
        {
            int state = i;
            yield return new($"state{state + 1}", layout.IsQuantized ? ScalarType.Byte : ScalarType.Float32, [layout.Count], () => Copy(state).Values);
            if (layout.IsQuantized)
                yield return new($"absmax{state + 1}", ScalarType.Float32, [layout.Blocks], () => Copy(state).Absmax);
        }
    }

    internal Tensor NewValues() => zeros(layout.Count, layout.IsQuantized ? ScalarType.Byte : ScalarType.Float32);

    internal Tensor NewAbsmax() => zeros(layout.Blocks);

    private (Tensor Values, Tensor Absmax) Copy(int state)
    {
        Tensor values = NewValues(), absmax = NewAbsmax();
        Read(state, values, absmax);
        return (values, absmax);
    }
}

/// <summary>A part of a parameter's states.</summary>
/// <param name="First">The first element.</param>
/// <param name="Count">The number of elements.</param>
/// <param name="States">The states of these elements.</param>
internal readonly record struct StateSegment(long First, long Count, FloatStorage[] States);
