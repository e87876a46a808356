using Peft.Optimizers;
using Peft.Quantization.Kernels.Cuda;
using Peft.Quantization.Tests.Ptx;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Peft.Quantization.Tests.Optimizers;

/// <summary>The way of a step to the kernel, which the interpreter runs in the CPU's memory.</summary>
[TestFixture]
[NonParallelizable]
public sealed class CudaUpdateTests
{
    [Test]
    public void Run_AFewSteps_EqualsTheCpuToTheBit([Values(8, 32)] int bits, [Values(ScalarType.Float32, ScalarType.BFloat16)] ScalarType type)
    {
        using var scope = NewDisposeScope();
        using var generator = new Generator(1);
        CudaDevice device = FakeDriver.StartDevice(CudaKernels.UpdatesPtx);
        Tensor values = rand(5, 103, generator: generator).to(type), gradient = rand(5, 103, generator: generator).to(type), stepped = values.clone();
        var options = new UpdateOptions { LearningRate = 0.01, Beta1 = 0.9, Beta2 = 0.99, Epsilon = 1e-8, WeightDecay = 0.02, Bits = bits, MinElementsFor8Bit = 0 };
        using var states = new TensorStates(StateLayout.For(values.numel(), AdamUpdate.Rule, options), CPU);
        var parameter = new Parameter(values.clone());
        using var optimizer = new FusedAdamW([parameter], lr: 0.01, beta1: 0.9, beta2: 0.99, eps: 1e-8, weightDecay: 0.02, configure: o => (o.Bits, o.MinElementsFor8Bit) = (bits, 0));
        for (int step = 1; step <= 3; step++)
        {
            parameter.grad = gradient.clone();
            optimizer.step();
            CudaUpdate.Run(device, AdamUpdate.Rule, stepped, gradient, states, new UpdateStep(options, step, 1));
        }
        Assert.That(stepped.equal(parameter).all().item<bool>());
    }
}
