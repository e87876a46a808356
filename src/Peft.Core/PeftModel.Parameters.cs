using System.Globalization;
using Peft.Adapters;
using Peft.Interop;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Peft;

public sealed partial class PeftModel
{
    /// <summary>The parameters to give to an optimizer: those of the active adapters, in a fixed order.</summary>
    public IReadOnlyList<Parameter> TrainableParameters() => [.. _adapters.Set.All.SelectMany(a => a.Parameters).Where(p => p.requires_grad)];

    /// <summary>How many parameters are trained, and of how many.</summary>
    public TrainableCount CountParameters()
    {
        LookAtModel();
        long own = _tree.SelectMany(n => n.Module.named_parameters(recurse: false)).Sum(p => p.parameter.numel())
            + _tree.Select(n => n.Module).OfType<IQuantizedLayer>().Sum(q => q.QuantizedWeight.Shape.Aggregate(1L, (product, size) => product * size));
        return new TrainableCount(TrainableParameters().Sum(p => p.numel()), own + _adapters.Set.All.SelectMany(a => a.Parameters).Sum(p => p.numel()));
    }

    /// <summary>The parts of the active adapters, and of those that are trained with them, at all layers.</summary>
    internal IEnumerable<Adapter> ActiveParts => TakingPart.SelectMany(a => a.Layers.Values);

    /// <summary>What the active adapters' methods add to the loss: KaSA's and MonteCLoRA's regularisation, AdaLoRA's orthogonality, AdapterFusion's values.</summary>
    /// <returns>A scalar, differentiable in the adapters' parameters; zero where no method adds anything.</returns>
    public Tensor Regularization()
    {
        using var scope = NewDisposeScope();
        Tensor? total = null;
        foreach (var adapter in TakingPart)
        {
            if (AdapterMethod.Find(adapter.Config.PeftType).Regularization([.. adapter.Layers.Values], adapter.Config) is { } more)
                total = total?.add(more, Scalars.One) ?? more;
        }
        return (total ?? zeros([])).MoveToOuterDisposeScope();
    }

    /// <summary>The parts of an adapter, at all layers.</summary>
    internal IEnumerable<Adapter> PartsOf(string name) => Find(name).Layers.Values;

    /// <summary>What is attached to the model: where, how, which of it acts or is merged, and how large it is. Prints as two tables.</summary>
    public PeftReport Describe()
    {
        lock (_changing)
            return new PeftReport([.. _adapters.Set.All.Select(Describe)], Sites, _disabled == 0);
    }

    private AdapterInfo Describe(LoadedAdapter adapter)
    {
        var parameters = adapter.Parameters.ToList();
        long bytes = adapter.Layers.Values.SelectMany(l => l.Tensors.Values).Concat(adapter.OfModel?.Tensors.Values ?? []).Concat(adapter.Trained.Copies).Sum(t => t.numel() * t.element_size());
        return new AdapterInfo(adapter.Name, adapter.Config.PeftType, _adapters.Set.Active.Contains(adapter), _merged.Contains(adapter), adapter.Trainable, adapter.Layers.Count, parameters.Sum(p => p.numel()), bytes);
    }
}

/// <summary>How many parameters of a model are trained.</summary>
/// <param name="Trainable">Parameters that are trained.</param>
/// <param name="All">All parameters, adapters included.</param>
public sealed record TrainableCount(long Trainable, long All)
{
    /// <summary>Hundred times <see cref="Trainable"/> over <see cref="All"/>.</summary>
    public double Percent => All == 0 ? 0 : 100.0 * Trainable / All;

    /// <summary>The line that PEFT prints.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"trainable params: {Trainable:N0} || all params: {All:N0} || trainable%: {Percent:F4}");
}
