using Peft.Adapters;
using Peft.Attachment;
using static TorchSharp.torch.nn;

namespace Peft;

public sealed partial class PeftModel
{
    /// <summary>Parameters for those that an adapter trains whole, with their values or still without: all of the modules to save, and what its method names besides.</summary>
    private TrainedParameters CreateTrained(PeftConfig config, IReadOnlySet<Module> adapted, string adapter, bool copied)
    {
        var parameters = new List<TrainedParameter>();
        var saved = ModulesToSave(config);
        var used = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (node, owner, name) in Uses(config.TiesWeights))
        {
            string? within = saved.FirstOrDefault(path => node.Path == path || node.Path.StartsWith(path + ".", StringComparison.Ordinal));
            string path = node.Path.Length == 0 ? name : $"{node.Path}.{name}";
            if ((within is not null ? path : config.KeyOfTrained(node.Path, name, adapted.Contains(node.Module))) is not { } key)
                continue;
            parameters.Add(new TrainedParameter(key, node.Path, owner, name));
            used.Add(within ?? "");
        }
        if (saved.FirstOrDefault(path => !used.Contains(path)) is { } empty)
            throw new AdapterStateException(adapter, $"'{empty}' has no parameters to train.", "Remove it from ModulesToSave.");
        return new TrainedParameters(config.TiesWeights ? Tie(parameters) : parameters, adapter, copied);
    }

    private static void CheckTrainedOnce(IEnumerable<LoadedAdapter> acting)
    {
        var trained = acting.SelectMany(a => a.Trained.Tensors.Select(t => (Adapter: a.Name, t.Key))).GroupBy(t => t.Key).FirstOrDefault(g => g.Count() > 1)?.ToList();
        if (trained is [var first, var second, ..])
            throw new AdapterStateException(second.Adapter, $"it trains '{second.Key}' whole, as '{first.Adapter}' does: the model has room for one of them.", "Make one of them active at a time.");
    }

    // PEFT lists every name that a task's head may have; one of them has to be there. Modules inside others of them are those others'.
    private List<string> ModulesToSave(PeftConfig config)
    {
        if (config.ModulesToSave is not { Count: > 0 } names)
            return [];
        var nodes = _tree.Where(n => n.Parent is not null).Select(n => n.Path).ToList();
        var saved = nodes.Where(path => names.Any(name => TargetMatcher.IsNamed(path, name))).ToList();
        return saved.Count > 0 ? saved.FindAll(path => !saved.Any(other => path.StartsWith(other + ".", StringComparison.Ordinal))) : throw new TargetModulesNotFoundException([.. names], nodes, nameof(config.ModulesToSave));
    }
}
