using Peft.Optimizers;
using Peft.Quantization;
using Peft.Quantization.Kernels.Cpu;
using Peft.Quantization.Kernels.Cuda;

namespace Peft.Experiments.Cuda;

/// <summary>AdamW's step on a parameter in bfloat16, with states in float32 and of eight bits.</summary>
internal sealed class UpdateCases(Gpu gpu, Timer timer, Options options)
{
    private const long Count = 14336 * 4096;

    public void Run()
    {
        Measure("update32_adam", stateBytes: 8, arrays => new DeviceState(arrays.Floats(Count)), arrays => new DeviceState(arrays.Floats(Count)));
        Measure("update8_adam", stateBytes: 2, arrays => Codes(arrays, Codebook.Dynamic), arrays => Codes(arrays, Codebook.DynamicUnsigned));
    }

    private static DeviceState Codes(Arrays arrays, Codebook map) => new(arrays.Bytes(Count), arrays.Floats(Count / 256), arrays.Of(map.Values), arrays.Of(map.Midpoints));

    private void Measure(string kernel, int stateBytes, Func<Arrays, DeviceState> first, Func<Arrays, DeviceState> second)
    {
        if (!kernel.Contains(options.Filter))
            return;
        using var arrays = new Arrays(gpu);
        var update = new AdamUpdate(new UpdateOptions { LearningRate = 1e-4, Beta1 = 0.9, Beta2 = 0.999, Epsilon = 1e-8, WeightDecay = 0.01 }, step: 10);
        UpdateArguments<AdamUpdate>[] sets = [new(arrays.Values(2 * Count), arrays.Values(2 * Count), first(arrays), second(arrays), default, Count, 8, FloatFormat.BFloat16, 1, update.Rate, update)];
        timer.Measure($"{kernel} {Count / (1 << 20)} Mi parameters in bfloat16", Count * (4 + stateBytes), Count * (2 + stateBytes), new Launcher(gpu, options.MostBlocks).Of(kernel, CudaKernels.UpdateThreads(Count), sets));
    }
}
