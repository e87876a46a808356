using System.Numerics;
using System.Runtime.InteropServices;
using Peft.Optimizers;
using Peft.Quantization.Kernels.Cpu;
using Peft.Quantization.Kernels.Cuda;
using Peft.Quantization.Tests.Ptx;

namespace Peft.Quantization.Tests.Cuda;

/// <summary>Steps of optimizers: the kernels that ship against the CPU's, to the bit.</summary>
[TestFixtureSource(typeof(KernelDevice), nameof(KernelDevice.All))]
public sealed unsafe class UpdateTests(string device)
{
    private const int Steps = 3;

    private static readonly UpdateOptions s_options = new() { LearningRate = 0.01, Beta1 = 0.9, Beta2 = 0.99, Beta3 = 0.999, Alpha = 5, Epsilon = 1e-6, WeightDecay = 0.03 };

    private readonly KernelDevice _device = KernelDevice.Of(device);

    [Test]
    public void Update_FloatStates_EqualsCpu([Values(1, 7, 64, 1000)] int count, [Values(0, 1)] int skipped) => CheckRules(_device, count, blockSize: 0, skipped);

    [Test]
    public void Update_EightBitStates_EqualsCpu([Values(1, 257, 2100)] int count, [Values(64, 256, 2048)] int blockSize) => CheckRules(_device, count, blockSize, skipped: 0);

    [Test]
    public void Update_EightBitStatesNotAligned_EqualsCpu() => CheckRules(_device, 1000, 256, skipped: 1);

    private static void CheckRules(KernelDevice device, int count, int blockSize, int skipped)
    {
        Check(device, "adam", step => new AdamUpdate(s_options, step), count, blockSize, skipped, Codebook.Dynamic, Codebook.DynamicUnsigned);
        Check(device, "lion", step => new LionUpdate(s_options, step), count, blockSize, skipped, Codebook.Dynamic);
        Check(device, "momentum", step => new MomentumUpdate(s_options, step), count, blockSize, skipped, Codebook.Dynamic);
        Check(device, "rmsprop", step => new RMSpropUpdate(s_options, step), count, blockSize, skipped, Codebook.Dynamic);
        Check(device, "adagrad", step => new AdagradUpdate(s_options, step), count, blockSize, skipped, Codebook.Dynamic);
        Check(device, "ademamix", step => new AdEMAMixUpdate(s_options, step), count, blockSize, skipped, Codebook.Dynamic, Codebook.Dynamic, Codebook.DynamicUnsigned);
    }

    private static void Check<TUpdate>(KernelDevice device, string rule, Func<long, TUpdate> at, int count, int blockSize, int skipped, params Codebook[] maps)
        where TUpdate : unmanaged, IUpdate
    {
        float[] values = KernelData.Uniform(skipped + count, seed: 1);
        Check(device, rule, at, values, FloatFormat.Float32, count, blockSize, skipped, maps);
        Check(device, rule, at, [.. values.Select(value => (Half)value)], FloatFormat.Float16, count, blockSize, skipped, maps);
        Check(device, rule, at, [.. values.Select(value => (BFloat16)value)], FloatFormat.BFloat16, count, blockSize, skipped, maps);
    }

    /// <summary>Takes a few steps on both.</summary>
    internal static void Check<TUpdate, T>(KernelDevice device, string rule, Func<long, TUpdate> at, T[] values, FloatFormat format, int count, int blockSize, int skipped, params Codebook[] maps)
        where TUpdate : unmanaged, IUpdate
        where T : unmanaged
    {
        PtxGrid grid = new(1 + (count % 3), 64);
        int blocks = blockSize == 0 ? 0 : (int)Blocks.Count(count, blockSize), bytes = (skipped + count) * (blockSize == 0 ? sizeof(float) : 1);
        T[] gradients = [.. values.Reverse()];
        byte[][] states = [.. maps.Select(_ => new byte[bytes])];
        float[][] absmax = [.. maps.Select(_ => new float[blocks])];
        using var parameter = device.Upload<T>(values);
        using var gradient = device.Upload<T>(gradients);
        DeviceArray<byte>[] stateArrays = [.. states.Select(state => device.Upload<byte>(state))];
        DeviceArray<float>[] absmaxArrays = [.. absmax.Select(scales => device.Upload<float>(scales))], mapArrays = [.. maps.Select(map => device.Upload(map.Values))];
        DeviceArray<float>[] midpointArrays = [.. maps.Select(map => device.Upload(map.Midpoints))];
        DeviceState State(int i) => i >= maps.Length ? default
            : new(stateArrays[i].Address + (ulong)(skipped * (blockSize == 0 ? sizeof(float) : 1)), absmaxArrays[i].Address, mapArrays[i].Address, midpointArrays[i].Address);
        ulong skippedBytes = (ulong)(skipped * sizeof(T));
        for (int step = 1; step <= Steps; step++)
        {
            TUpdate update = at(step);
            OnCpu(update, values, gradients, states, absmax, format, count, blockSize, skipped, maps);
            device.Run($"{(blockSize == 0 ? "update32" : "update8")}_{rule}", grid, new UpdateArguments<TUpdate>(
                parameter.Address + skippedBytes, gradient.Address + skippedBytes, State(0), State(1), State(2), count, BitOperations.Log2((uint)Math.Max(blockSize, 1)), format, 0.5f, update.Rate, update));
        }
        string what = $"{rule}, {format}, {count} elements, blocks of {blockSize}, {grid}";
        Assert.That(MemoryMarshal.AsBytes<T>(parameter.Read()).SequenceEqual(MemoryMarshal.AsBytes<T>(values)), $"parameter: {what}");
        for (int i = 0; i < maps.Length; i++)
        {
            Assert.That(stateArrays[i].Read().AsSpan().SequenceEqual(states[i]), $"state {i + 1}: {what}");
            Assert.That(absmaxArrays[i].Read().AsSpan().SequenceEqual(absmax[i]), $"absmax {i + 1}: {what}");
        }
        foreach (IDisposable array in stateArrays.Concat<IDisposable>(absmaxArrays).Concat(mapArrays).Concat(midpointArrays))
            array.Dispose();
    }

    private static void OnCpu<TUpdate, T>(
        TUpdate update, T[] values, T[] gradients, byte[][] states, float[][] absmax, FloatFormat format, int count, int blockSize, int skipped, Codebook[] maps)
        where TUpdate : unmanaged, IUpdate
        where T : unmanaged
    {
        List<GCHandle> handles = [];
        void* Pin(Array array, int offset)
        {
            handles.Add(GCHandle.Alloc(array, GCHandleType.Pinned));
            return (byte*)handles[^1].AddrOfPinnedObject() + offset;
        }

        FloatStorage State(int i) => blockSize == 0 ? new(FloatFormat.Float32, Pin(states[i], skipped * sizeof(float)))
            : new(maps[i] == Codebook.Dynamic ? FloatFormat.Dynamic : FloatFormat.DynamicUnsigned, Pin(states[i], skipped), (float*)Pin(absmax[i], 0), blockSize);
        var kernel = new UpdateKernel(
            new FloatStorage(format, Pin(values, skipped * sizeof(T))), new FloatStorage(format, Pin(gradients, skipped * sizeof(T))),
            [.. Enumerable.Range(0, maps.Length).Select(State)], count, Math.Max(blockSize, 1), path: CpuPath.Reference);
        kernel.Update(update, 0.5f, update.Rate);
        handles.ForEach(handle => handle.Free());
    }
}
