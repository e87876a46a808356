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
    private readonly KernelDevice _device = KernelDevice.Of(device);

    [Test]
    public void Update_FloatStates_EqualsCpu([Values(1, 7, 64, 1000)] int count, [Values(0, 1)] int skipped) => CheckRules(_device, count, blockSize: 0, skipped);

    [Test]
    public void Update_EightBitStates_EqualsCpu([Values(1, 257, 2100)] int count, [Values(64, 256, 2048)] int blockSize) => CheckRules(_device, count, blockSize, skipped: 0);

    [Test]
    public void Update_EightBitStatesNotAligned_EqualsCpu() => CheckRules(_device, 1000, 256, skipped: 1);

    private static void CheckRules(KernelDevice device, int count, int blockSize, int skipped)
    {
        foreach (string rule in UpdateCase.Rules)
        {
            foreach (FloatFormat format in UpdateCase.Formats)
                Check(device, rule, new UpdateCase(format, count, blockSize, skipped, new PtxGrid(1 + (count % 3), 64)));
        }
    }

    /// <summary>Takes a few steps on both.</summary>
    internal static void Check(KernelDevice device, string rule, UpdateCase c)
    {
        switch (rule)
        {
            case "adam":
                Check(device, rule, step => new AdamUpdate(c.Options, step), c, Codebook.Dynamic, Codebook.DynamicUnsigned);
                break;
            case "lion":
                Check(device, rule, step => new LionUpdate(c.Options, step), c, Codebook.Dynamic);
                break;
            case "momentum":
                Check(device, rule, step => new MomentumUpdate(c.Options, step), c, Codebook.Dynamic);
                break;
            case "rmsprop":
                Check(device, rule, step => new RMSpropUpdate(c.Options, step), c, Codebook.Dynamic);
                break;
            case "adagrad":
                Check(device, rule, step => new AdagradUpdate(c.Options, step), c, Codebook.Dynamic);
                break;
            default:
                Check(device, rule, step => new AdEMAMixUpdate(c.Options, step), c, Codebook.Dynamic, Codebook.Dynamic, Codebook.DynamicUnsigned);
                break;
        }
    }

    private static void Check<TUpdate>(KernelDevice device, string rule, Func<long, TUpdate> at, UpdateCase c, params Codebook[] maps)
        where TUpdate : unmanaged, IUpdate
    {
        float[] values = c.Values(c.Skipped + c.Count);
        float[][] gradients = [.. Enumerable.Range(1, c.Before + c.Steps).Select(step => c.Gradients(c.Skipped + c.Count, step))];
        switch (c.Format)
        {
            case FloatFormat.Float16:
                Check(device, rule, at, [.. values.Select(value => (Half)value)], [.. gradients.Select(step => step.Select(value => (Half)value).ToArray())], c, maps);
                break;
            case FloatFormat.BFloat16:
                Check(device, rule, at, [.. values.Select(value => (BFloat16)value)], [.. gradients.Select(step => step.Select(value => (BFloat16)value).ToArray())], c, maps);
                break;
            default:
                Check(device, rule, at, values, gradients, c, maps);
                break;
        }
    }

    private static void Check<TUpdate, T>(KernelDevice device, string rule, Func<long, TUpdate> at, T[] values, T[][] gradients, UpdateCase c, params Codebook[] maps)
        where TUpdate : unmanaged, IUpdate
        where T : unmanaged
    {
        int blocks = c.BlockSize == 0 ? 0 : (int)Blocks.Count(c.Count, c.BlockSize), stateBytes = c.BlockSize == 0 ? sizeof(float) : 1;
        byte[][] states = [.. maps.Select(_ => new byte[(c.Skipped + c.Count) * stateBytes])];
        float[][] absmax = [.. maps.Select(_ => new float[blocks])];
        for (int step = 1; step <= c.Before; step++)
            OnCpu(at(step), values, gradients[step - 1], states, absmax, c, maps);
        using var parameter = device.Upload<T>(values);
        DeviceArray<byte>[] stateArrays = [.. states.Select(state => device.Upload<byte>(state))];
        DeviceArray<float>[] absmaxArrays = [.. absmax.Select(scales => device.Upload<float>(scales))], mapArrays = [.. maps.Select(map => device.Upload(map.Values))];
        DeviceArray<float>[] midpointArrays = [.. maps.Select(map => device.Upload(map.Midpoints))];
        DeviceState State(int i) => i >= maps.Length ? default
            : new(stateArrays[i].Address + (ulong)(c.Skipped * stateBytes), absmaxArrays[i].Address, mapArrays[i].Address, midpointArrays[i].Address);
        ulong skippedBytes = (ulong)(c.Skipped * sizeof(T));
        for (int step = c.Before + 1; step <= c.Before + c.Steps; step++)
        {
            TUpdate update = at(step);
            using var gradient = device.Upload<T>(gradients[step - 1]);
            OnCpu(update, values, gradients[step - 1], states, absmax, c, maps);
            device.Run($"{(c.BlockSize == 0 ? "update32" : "update8")}_{rule}", c.Grid, new UpdateArguments<TUpdate>(
                parameter.Address + skippedBytes, gradient.Address + skippedBytes, State(0), State(1), State(2), c.Count, BitOperations.Log2((uint)Math.Max(c.BlockSize, 1)), c.Format, UpdateCase.Scale, update.Rate, update));
        }
        Assert.That(MemoryMarshal.AsBytes<T>(parameter.Read()).SequenceEqual(MemoryMarshal.AsBytes<T>(values)), $"parameter: {rule}, {c}");
        for (int i = 0; i < maps.Length; i++)
        {
            Assert.That(stateArrays[i].Read().AsSpan().SequenceEqual(states[i]), $"state {i + 1}: {rule}, {c}");
            Assert.That(absmaxArrays[i].Read().AsSpan().SequenceEqual(absmax[i]), $"absmax {i + 1}: {rule}, {c}");
        }
        foreach (IDisposable array in stateArrays.Concat<IDisposable>(absmaxArrays).Concat(mapArrays).Concat(midpointArrays))
            array.Dispose();
    }

    private static void OnCpu<TUpdate, T>(TUpdate update, T[] values, T[] gradients, byte[][] states, float[][] absmax, UpdateCase c, Codebook[] maps)
        where TUpdate : unmanaged, IUpdate
        where T : unmanaged
    {
        List<GCHandle> handles = [];
        void* Pin(Array array, int offset)
        {
            handles.Add(GCHandle.Alloc(array, GCHandleType.Pinned));
            return (byte*)handles[^1].AddrOfPinnedObject() + offset;
        }

        FloatStorage State(int i) => c.BlockSize == 0 ? new(FloatFormat.Float32, Pin(states[i], c.Skipped * sizeof(float)))
            : new(maps[i] == Codebook.Dynamic ? FloatFormat.Dynamic : FloatFormat.DynamicUnsigned, Pin(states[i], c.Skipped), (float*)Pin(absmax[i], 0), c.BlockSize);
        var kernel = new UpdateKernel(
            new FloatStorage(c.Format, Pin(values, c.Skipped * sizeof(T))), new FloatStorage(c.Format, Pin(gradients, c.Skipped * sizeof(T))),
            [.. Enumerable.Range(0, maps.Length).Select(State)], c.Count, Math.Max(c.BlockSize, 1), path: CpuPath.Reference);
        kernel.Update(update, UpdateCase.Scale, update.Rate);
        handles.ForEach(handle => handle.Free());
    }
}
