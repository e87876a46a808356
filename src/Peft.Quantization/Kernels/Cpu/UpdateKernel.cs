using System.Runtime.CompilerServices;

namespace Peft.Quantization.Kernels.Cpu;

/// <summary>
/// A step of an optimizer over a whole parameter or a part of it, in one pass and without memory of its own: each block is decoded into the first-level cache where it is not
/// float32 anyway, updated, and encoded again. Blocks are shared among threads; the results do not depend on how many there are.
/// </summary>
internal sealed unsafe class UpdateKernel
{
    // In elements: what one thread takes at a time; what it works on at once, which with its states fits into a first-level cache; the largest block that states can have.
    private const int Chunk = 1 << 15, Piece = 512, LargestBlock = 2048;

    // The distance of the buffers, in elements: no multiple of a page, since a load that is one behind a store waits for it.
    private const int Distance = LargestBlock + 80;

    private readonly FloatStorage _parameter, _gradient;
    private readonly FloatStorage[] _states;
    private readonly long _count;
    private readonly int _block, _threads;
    private readonly CpuPath _path;

    /// <param name="parameter">What to update.</param>
    /// <param name="gradient">Its gradient.</param>
    /// <param name="states">One to three states.</param>
    /// <param name="count">The number of elements.</param>
    /// <param name="blockSize">The block size of the states, at most 2048.</param>
    /// <param name="threads">The largest number of threads to use.</param>
    /// <param name="path">What runs on each; <see langword="null"/> for the fastest.</param>
    internal UpdateKernel(FloatStorage parameter, FloatStorage gradient, FloatStorage[] states, long count, int blockSize, int threads = 1, CpuPath? path = null)
    {
        _parameter = parameter;
        _gradient = gradient;
        _states = states;
        _count = count;
        _block = Math.Max(Piece / blockSize, 1) * blockSize;
        _threads = threads;
        _path = path ?? CpuPath.Best;
    }

    private int BlockCount => (int)Blocks.Count(_count, _block);

    /// <summary>Updates the parameter and its states.</summary>
    /// <param name="update">The step.</param>
    /// <param name="scale">What to multiply gradients with.</param>
    /// <param name="rate">The length of the step.</param>
    internal void Update<TUpdate>(TUpdate update, float scale, float rate)
        where TUpdate : struct, IUpdate =>
        ForEachBlock((first, rows) =>
        {
            _path.Update(rows, update, scale, rate);
            _parameter.Close(first, rows.Count, rows.Parameter);
            CloseState(0, first, rows.Count, rows.First, _parameter);
            if (TUpdate.States > 1)
                CloseState(1, first, rows.Count, rows.Second, _gradient);
            if (TUpdate.States > 2)
                CloseState(2, first, rows.Count, rows.Third, _gradient);
        });

    /// <summary>The squared lengths of the step's direction and of the parameter, without changing anything.</summary>
    internal (double Direction, double Parameter) Measure<TUpdate>(TUpdate update, float scale)
        where TUpdate : struct, IUpdate
    {
        var lengths = new (double Direction, double Parameter)[BlockCount];
        ForEachBlock((first, rows) => lengths[first / _block] = _path.Measure(rows, update, scale));
        return (lengths.Sum(length => length.Direction), lengths.Sum(length => length.Parameter));
    }

    private void ForEachBlock(Action<long, UpdateRows> work) => ParallelBlocks.Run(BlockCount, Chunk / _block, _threads, (first, count) => Work(first, count, work));

    [SkipLocalsInit]
    private void Work(int firstBlock, int blocks, Action<long, UpdateRows> work)
    {
        byte* stack = stackalloc byte[(5 * Distance * sizeof(float)) + CacheLine.Bytes];
        float* buffers = (float*)CacheLine.Align(stack);
        for (long first = (long)firstBlock * _block, end = Math.Min(_count, first + ((long)blocks * _block)); first < end; first += _block)
        {
            int count = (int)Math.Min(_block, end - first);
            work(first, new UpdateRows(
                _parameter.Open(first, count, buffers), _gradient.Open(first, count, buffers + Distance),
                OpenState(0, first, count, buffers), OpenState(1, first, count, buffers), OpenState(2, first, count, buffers), count));
        }
    }

    private float* OpenState(int index, long first, int count, float* buffers) =>
        index < _states.Length ? _states[index].Open(first, count, buffers + ((2 + index) * Distance)) : null;

    // While codes are found memory would be idle. It brings what the next block needs, a part for each state: all at once would hold the processor up.
    private void CloseState(int index, long first, int count, float* values, FloatStorage ahead)
    {
        if (_states[index].IsQuantized)
            ahead.Prefetch(first + count, Math.Min(_block, _count - first - count));
        _states[index].Close(first, count, values);
    }
}
