using System.Globalization;
using TorchSharp.Modules;

namespace Peft;

public sealed partial class PeftModel
{
    /// <summary>The parameters to give to an optimizer: those of the active adapters, in a fixed order.</summary>
    public IReadOnlyList<Parameter> TrainableParameters() => [.. AdapterParameters().Select(p => p.Parameter).Where(p => p.requires_grad)];

    /// <summary>How many parameters are trained, and of how many.</summary>
    public TrainableCount CountParameters()
    {
        long own = _tree.SelectMany(n => n.Module.named_parameters(recurse: false)).Sum(p => p.parameter.numel());
        return new TrainableCount(TrainableParameters().Sum(p => p.numel()), own + AdapterParameters().Sum(p => p.Parameter.numel()));
    }

    private IEnumerable<(string Adapter, Parameter Parameter)> AdapterParameters() =>
        _sites.Values.SelectMany(s => s.Stack.Adapters.SelectMany(a => a.Value.Tensors.Values.Select(p => (a.Key, p)))).Concat(SavedModuleParameters());
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
