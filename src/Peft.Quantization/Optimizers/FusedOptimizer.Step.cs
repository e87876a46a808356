using Peft.Quantization;
using Peft.Quantization.Kernels.Cpu;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Peft.Optimizers;

public abstract partial class FusedOptimizer
{
    /// <summary>Whether torch's operators do what the kernels could: how tests reach on a CPU what runs on other devices.</summary>
    internal bool UseTorch { get; init; }

    private bool Skip()
    {
        bool skips = parameters().Any(parameter => parameter.grad is { } gradient && gradient.numel() > 0 && !IsFinite(gradient));
        SkippedSteps += skips ? 1 : 0;
        return skips;
    }

    private static bool IsFinite(Tensor gradient)
    {
        using var scope = NewDisposeScope();
        return float.IsFinite(linalg.vector_norm(gradient, double.PositiveInfinity).to(ScalarType.Float32).item<float>());
    }

    private void Step(UpdateGroup group)
    {
        List<(Parameter Parameter, Tensor Gradient, UpdateState State)> work = [];
        foreach (var parameter in group.Parameters)
        {
            if (parameter.grad is not { } gradient || gradient.numel() == 0)
                continue;
            if (gradient.is_sparse)
                throw new OptimizerStateException(
                    $"The gradient of a parameter of shape [{string.Join(", ", parameter.shape)}] is sparse.", "Make the embedding with sparse: false.");
            UpdateState state = StateOf(parameter);
            Prepare(state, gradient);
            work.Add((parameter, gradient, state));
        }
        using var pages = PageAhead.Start(work.SelectMany(w => Enumerable.Repeat(w.State.Memory, w.State.Options.MaxUpdateNorm > 0 ? 2 : 1)).OfType<PagedStates>());
        foreach (var (parameter, gradient, state) in work)
        {
            using var scope = NewDisposeScope();
            state.Step++;
            Step(parameter, gradient, state, pages);
        }
    }

    /// <summary>Takes what memory a step needs.</summary>
    private static void Prepare(UpdateState state, Tensor gradient)
    {
        using var scope = NewDisposeScope();
        if (state.Options.Projection is { } projection && GaLoreSubspace.Suits(projection, gradient))
        {
            if (state.Subspace is null || state.Step % projection.UpdateInterval == 0)
            {
                state.Subspace?.Dispose();
                state.Subspace = GaLoreSubspace.Of(projection, gradient);
            }
            state.Prepare(state.Subspace.CountOf(gradient));
        }
        else
        {
            state.Prepare(gradient.numel());
        }
    }

    private void Step(Parameter parameter, Tensor gradient, UpdateState state, PageAhead? pages)
    {
        UpdateOptions options = state.Options;
        UpdateStep step = new(options, state.Step, ScaleOf(gradient, options, state));
        if (state.Subspace is not { } subspace)
        {
            Update(parameter, gradient, state.Memory!, step, pages);
            return;
        }
        // The formula moves a point that is 0, so that what it becomes is the update; only the decay is the parameter's.
        Tensor projected = subspace.Project(gradient), update = zeros_like(projected);
        Update(update, projected, state.Memory!, step, pages);
        using Scalar decay = _rule.Decay(step);
        parameter.mul_(decay);
        subspace.Add(update, parameter, options.Projection!.Scale);
    }

    private static float ScaleOf(Tensor gradient, UpdateOptions options, UpdateState state)
    {
        if (options.PercentileClipping == 100)
            return 1;
        using Tensor length = linalg.vector_norm(gradient).to(ScalarType.Float32);
        return (state.History ??= new GradientHistory()).Clip(length.item<float>(), state.Step, options.PercentileClipping);
    }

    private void Update(Tensor parameter, Tensor gradient, StateMemory memory, UpdateStep step, PageAhead? pages)
    {
        if (!UseTorch && memory is IDeviceStates states && CudaUpdate.TryRun(_rule, parameter, gradient, states, step))
            return;
        if (memory is TensorStates tensors && (UseTorch || tensors.Device.type != DeviceType.CPU))
        {
            Tensor[] decoded = tensors.Decode();
            parameter.copy_(_rule.Update(Row(parameter), Row(gradient), decoded, step).view(parameter.shape));
            tensors.Encode(decoded);
            return;
        }
        bool inPlace = IsPlain(parameter);
        Tensor target = inPlace ? parameter : Row(parameter).cpu(), source = IsPlain(gradient) ? gradient : Row(gradient).cpu();
        double ratio = 1;
        if (step.Options.MaxUpdateNorm > 0)
        {
            (double Direction, double Parameter) squares = default;
            ForEachSegment(target, source, memory, pages, kernel =>
            {
                var (direction, length) = _rule.Measure(kernel, step);
                squares = (squares.Direction + direction, squares.Parameter + length);
            });
            ratio = _rule.Trust(step, squares);
        }
        ForEachSegment(target, source, memory, pages, kernel => _rule.Update(kernel, step, ratio));
        if (!inPlace)
            parameter.copy_(target.view(parameter.shape));
    }

    private static void ForEachSegment(Tensor parameter, Tensor gradient, StateMemory memory, PageAhead? pages, Action<UpdateKernel> action)
    {
        for (int i = 0; i < memory.Segments; i++)
        {
            StateSegment segment = memory.Open(i);
            try
            {
                action(new UpdateKernel(
                    Storage(parameter, segment.First), Storage(gradient, segment.First), segment.States, segment.Count, memory.Layout.BlockSize, get_num_threads()));
            }
            finally
            {
                memory.Close(i);
            }
            if (memory is PagedStates)
                pages?.Done();
        }
    }

    private static unsafe FloatStorage Storage(Tensor tensor, long first) => tensor.dtype switch
    {
        ScalarType.Float16 => new(FloatFormat.Float16, tensor.Pointer<Half>() + first),
        ScalarType.BFloat16 => new(FloatFormat.BFloat16, tensor.Pointer<Quantization.Kernels.Cpu.BFloat16>() + first),
        _ => new(FloatFormat.Float32, tensor.Pointer<float>() + first),
    };

    /// <summary>Whether the kernels can work on a tensor's own memory.</summary>
    private static bool IsPlain(Tensor tensor) => tensor.device.type == DeviceType.CPU && FloatTypes.IsKnown(tensor.dtype) && tensor.is_contiguous();

    private static Tensor Row(Tensor tensor) => tensor.to(ScalarType.Float32).contiguous().view(-1);
}
