using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Peft.Optimizers;
using Peft.Quantization.Kernels.Cpu;

namespace Peft.Quantization.Tests;

/// <summary>A parameter, its gradient and its states, filled with the same numbers each time.</summary>
internal sealed unsafe class UpdateMemory
{
    private const int BlockSize = 256;

    internal static readonly UpdateOptions Options = new()
    {
        LearningRate = 1e-2,
        Beta1 = 0.9,
        Beta2 = 0.99,
        Beta3 = 0.999,
        Alpha = 5,
        Epsilon = 1e-6,
        WeightDecay = 0.1,
    };

    private readonly int _size;
    private readonly byte[] _parameter, _gradient;
    private readonly byte[][] _states;
    private readonly float[][] _absmax;
    private readonly FloatFormat _format;
    private readonly FloatFormat[] _formats;

    internal UpdateMemory(UpdateRule rule, string format, bool quantized, int size)
    {
        (_size, _format) = (size, Enum.Parse<FloatFormat>(format));
        _formats = [.. rule.Formats.Select(state => quantized ? state : FloatFormat.Float32)];
        (_parameter, _gradient) = (Encode(KernelData.Uniform(size)), Encode(KernelData.Uniform(2 * size)[size..]));
        _states = [.. _formats.Select(_ => Pinned<byte>(size * (quantized ? 1 : sizeof(float))))];
        _absmax = [.. _formats.Select(_ => Pinned<float>((int)Blocks.Count(size, BlockSize)))];
    }

    internal UpdateKernel Kernel(CpuPath path, int threads) =>
        new(new(_format, Start(_parameter)), new(_format, Start(_gradient)),
            [.. _formats.Select((format, i) => new FloatStorage(format, Start(_states[i]), (float*)Start(_absmax[i]), BlockSize))], _size, BlockSize, threads, path);

    internal (double Direction, double Parameter) Measure(UpdateRule rule, CpuPath path) => rule.Measure(Kernel(path, 2), new UpdateStep(Options, 1, 1));

    internal string Hash() => Convert.ToHexString(SHA256.HashData(
        [.. _parameter, .. _states.SelectMany(state => state), .. _absmax.SelectMany(absmax => MemoryMarshal.AsBytes(absmax.AsSpan()).ToArray())]));

    private byte[] Encode(float[] values)
    {
        byte[] bytes = Pinned<byte>(values.Length * (_format == FloatFormat.Float32 ? 4 : 2));
        FloatStorage storage = new(_format, Start(bytes));
        float[] buffer = Pinned<float>(values.Length);
        float* open = storage.Open(0, values.Length, (float*)Start(buffer));
        values.CopyTo(new Span<float>(open, values.Length));
        storage.Close(0, values.Length, open);
        return bytes;
    }

    private static T[] Pinned<T>(int length) => GC.AllocateArray<T>(length, pinned: true);

    private static void* Start<T>(T[] array) => (void*)Marshal.UnsafeAddrOfPinnedArrayElement(array, 0);
}
