using Peft.Attachment;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Peft.Adapters;

/// <summary>A batch of the data that an adapter starts from.</summary>
/// <param name="Run">Runs the model on it.</param>
/// <param name="Mask">Which positions count, shaped like the inputs without their features; null for all.</param>
internal sealed record CalibrationBatch(Action Run, Tensor? Mask);

/// <summary>A model, the layers of it that an adapter is for, and data to run it on.</summary>
internal sealed class CalibrationRun(Module model, IReadOnlyList<TargetLayer> layers, IEnumerable<CalibrationBatch> batches)
{
    internal IReadOnlyList<TargetLayer> Layers => layers;

    /// <summary>Enumerated once for every pass over the data.</summary>
    internal IEnumerable<CalibrationBatch> Batches => batches;

    /// <summary>Shows the inputs of the layers, (tokens, in) in single precision, while the model runs on batches in evaluation mode and without gradients.</summary>
    /// <param name="run">Runs the model on a batch, which shows the inputs of the layers that it reaches.</param>
    /// <param name="see">Gets each of them.</param>
    internal void WatchInputs(Action<Action<CalibrationBatch>> run, Action<TargetLayer, Tensor, Tensor> see)
    {
        Tensor? mask = null;
        var unseen = new HashSet<string>(layers.Select(l => l.Path));
        using var _ = no_grad();
        using var mode = new TrainingMode(model, training: false);
        var hooks = layers.Select(layer => ((Module<Tensor, Tensor>)layer.Layer.Module).register_forward_hook((_, x, y) =>
        {
            using var scope = NewDisposeScope();
            unseen.Remove(layer.Path);
            see(layer, Rows(x, mask), x);
            return null!;
        })).ToList();
        try
        {
            run(batch =>
            {
                using var scope = NewDisposeScope();
                mask = batch.Mask;
                batch.Run();
                CheckReached(unseen);
            });
        }
        finally
        {
            hooks.ForEach(h => h.remove());
        }
    }

    /// <summary>The gradients of the layers' weights as they are stored, averaged over the batches; the model runs in training mode.</summary>
    internal Dictionary<string, Tensor> MeanGradients()
    {
        if (layers.FirstOrDefault(l => l.Layer.IsQuantized) is { } quantized)
            throw new PeftConfigException("LORA", [$"the start needs the gradient of the weight of '{quantized.Path}', which is quantised."], "Start the adapter on the model before it is quantised, or choose another Init.");
        using var scope = NewDisposeScope();
        using var _ = enable_grad();
        using var mode = new TrainingMode(model, training: true);
        using var only = new TrainedAlone(model, layers.Select(l => l.Layer.Weight));
        int count = 0;
        foreach (var batch in batches)
        {
            using var step = NewDisposeScope();
            batch.Run();
            count++;
        }
        CheckReached(layers.Where(l => l.Layer.Weight.grad is null).Select(l => l.Path));
        return layers.ToDictionary(l => l.Path, l => l.Layer.Weight.grad!.detach().to(ScalarType.Float32).div(count).MoveToOuterDisposeScope());
    }

    private static void CheckReached(IEnumerable<string> missed)
    {
        if (missed.FirstOrDefault() is { } path)
            throw new PeftConfigException("LORA", [$"running the model did not reach '{path}', so nothing is known of its data."],
                "Give at least one batch, run the whole model on it (for LoRA-GA loss and backward too), and have layers invoked through call, not forward.");
    }

    private static Tensor Rows(Tensor x, Tensor? mask)
    {
        var rows = x.detach().flatten(0, -2).to(ScalarType.Float32);
        return mask is null ? rows : rows.index_select(0, mask.flatten().to(ScalarType.Bool).nonzero().flatten().to(rows.device));
    }

    /// <summary>Puts a model in training or evaluation mode, and every module back to its own at the end.</summary>
    private sealed class TrainingMode : IDisposable
    {
        private readonly List<(Module Module, bool Training)> _before;

        internal TrainingMode(Module model, bool training)
        {
            _before = [.. ModuleTree.Walk(model).Select(n => (n.Module, n.Module.training))];
            model.train(training);
        }

        public void Dispose() => _before.ForEach(m => m.Module.train(m.Training));
    }

    /// <summary>Has gradients computed for some weights and nothing else; at the end all is as before, and no gradient is left.</summary>
    private sealed class TrainedAlone : IDisposable
    {
        private readonly List<(Tensor Parameter, bool Required, Tensor? Gradient)> _before;
        private readonly List<Tensor> _weights;

        internal TrainedAlone(Module model, IEnumerable<Tensor> weights)
        {
            _weights = [.. weights];
            _before = [.. model.parameters().Concat(_weights).Select(p => (p, p.requires_grad, p.grad))];
            foreach (var (parameter, _, _) in _before)
                parameter.requires_grad = false;
            foreach (var weight in _weights)
            {
                weight.requires_grad = true;
                weight.grad = null;
            }
        }

        public void Dispose()
        {
            foreach (var weight in _weights)
                weight.grad = null;
            foreach (var (parameter, required, gradient) in _before)
            {
                parameter.requires_grad = required;
                if (gradient is not null)
                    parameter.grad = gradient;
            }
        }
    }
}
