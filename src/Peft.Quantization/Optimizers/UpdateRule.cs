using Peft.Quantization.Kernels.Cpu;
using Peft.Quantization.Kernels.Cuda;
using static TorchSharp.torch;

namespace Peft.Optimizers;

/// <summary>An optimizer's formula, for callers that do not know its type.</summary>
internal abstract class UpdateRule
{
    /// <summary>Makes a rule.</summary>
    /// <param name="at">The constants of a step, counted from 1.</param>
    /// <param name="formats">For each state, the map of its codes where it has eight bits: unsigned where it cannot be negative.</param>
    internal static UpdateRule Of<TUpdate>(Func<UpdateOptions, long, TUpdate> at, params FloatFormat[] formats)
        where TUpdate : unmanaged, IUpdate => new Rule<TUpdate>(at, formats);

    /// <summary>The formula's name.</summary>
    internal abstract string Name { get; }

    /// <summary>For each state, the map of its codes where it has eight bits.</summary>
    internal abstract IReadOnlyList<FloatFormat> Formats { get; }

    /// <summary>Updates memory on the CPU.</summary>
    /// <param name="kernel">The memory.</param>
    /// <param name="step">The step.</param>
    /// <param name="ratio">What to multiply the rate with.</param>
    internal abstract void Update(UpdateKernel kernel, in UpdateStep step, double ratio);

    /// <summary>The squared lengths of the direction and of the parameter.</summary>
    internal abstract (double Direction, double Parameter) Measure(UpdateKernel kernel, in UpdateStep step);

    /// <summary>Updates float32 tensors by torch's operators, anywhere.</summary>
    /// <param name="parameter">The parameter.</param>
    /// <param name="gradient">Its gradient.</param>
    /// <param name="states">The states; replaced by new ones.</param>
    /// <param name="step">The step.</param>
    /// <returns>The new parameter.</returns>
    internal abstract Tensor Update(Tensor parameter, Tensor gradient, Tensor[] states, in UpdateStep step);

    /// <summary>Queues the kernel of the formula on a GPU.</summary>
    internal abstract void Launch(CudaDevice device, in DeviceUpdate memory, in UpdateStep step);

    /// <summary>What is left of the rate when the step may not be longer than <see cref="UpdateOptions.MaxUpdateNorm"/> times the parameter.</summary>
    internal abstract double Trust(in UpdateStep step, (double Direction, double Parameter) squares);

    /// <summary>How much of a parameter remains after weight decay.</summary>
    internal abstract double Decay(in UpdateStep step);

    private sealed class Rule<TUpdate>(Func<UpdateOptions, long, TUpdate> at, FloatFormat[] formats) : UpdateRule
        where TUpdate : unmanaged, IUpdate
    {
        internal override string Name { get; } = typeof(TUpdate).Name.Replace("Update", "", StringComparison.Ordinal);

        internal override IReadOnlyList<FloatFormat> Formats => formats;

        internal override void Update(UpdateKernel kernel, in UpdateStep step, double ratio)
        {
            TUpdate update = at(step.Options, step.Number);
            kernel.Update(update, step.Scale, (float)(update.Rate * ratio));
        }

        internal override (double Direction, double Parameter) Measure(UpdateKernel kernel, in UpdateStep step) => kernel.Measure(at(step.Options, step.Number), step.Scale);

        internal override Tensor Update(Tensor parameter, Tensor gradient, Tensor[] states, in UpdateStep step)
        {
            TUpdate update = at(step.Options, step.Number);
            TensorFloats State(Tensor[] states, int index) => index < states.Length ? new(states[index]) : default;
            TensorFloats value = new(parameter), first = State(states, 0), second = State(states, 1), third = State(states, 2);
            TensorFloats direction = update.Direction(value, new TensorFloats(gradient) * step.Scale, ref first, ref second, ref third);
            TensorFloats[] updated = [first, second, third];
            for (int i = 0; i < states.Length; i++)
                states[i] = updated[i].Tensor;
            double ratio = step.Options.MaxUpdateNorm > 0 ? Trust(step, ((direction * direction).Total(), (value * value).Total())) : 1;
            return ((value * update.Decay) - (direction * (float)(update.Rate * ratio))).Tensor;
        }

        internal override void Launch(CudaDevice device, in DeviceUpdate memory, in UpdateStep step) => device.Launch(
            $"{(memory.Layout.IsQuantized ? "update8" : "update32")}_{Name.ToLowerInvariant()}", CudaKernels.UpdateThreads(memory.Layout.Count), memory.Arguments(at(step.Options, step.Number), step.Scale));

        internal override double Trust(in UpdateStep step, (double Direction, double Parameter) squares)
        {
            // What is zero, as LoRA's second factor at first, would stay so.
            if (squares.Parameter == 0)
                return 1;
            // Relative to the learning rate, which is not part of the trust.
            double longest = step.Options.MaxUpdateNorm * Math.Sqrt(squares.Parameter) * step.Options.Rate;
            double length = Math.Sqrt(squares.Direction) * at(step.Options, step.Number).Rate;
            return length > longest ? longest / length : 1;
        }

        internal override double Decay(in UpdateStep step) => at(step.Options, step.Number).Decay;
    }
}
