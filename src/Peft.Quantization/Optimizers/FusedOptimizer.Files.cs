using System.Globalization;
using Peft.Checkpoints;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Peft.Optimizers;

public abstract partial class FusedOptimizer
{
    private const string FormulaKey = "formula", GroupKey = "group.";

    /// <summary>
    /// Writes a checkpoint of all states and settings: a safetensors file that is complete or not there, with one parameter's state in memory at a time. Save it beside
    /// the parameters of the same step.
    /// </summary>
    /// <remarks>
    /// States are named <c>0.step</c>, <c>0.state1</c>, <c>0.absmax1</c>, …, by the position of their parameter. Where states are kept is not part of it: a paged
    /// optimizer reads what one in memory has written.
    /// </remarks>
    /// <param name="path">The file; its folder must exist.</param>
    /// <exception cref="IOException">The folder does not exist, or the disk is full.</exception>
    public void Save(string path)
    {
        UpdateState[] states = [.. States];
        var parts = states.SelectMany((state, index) => state.Parts().Select(part => (Name: $"{index}.{part.Spec.Name}", Part: part))).ToDictionary(p => p.Name, p => p.Part);
        var metadata = new OrderedDictionary<string, string> { ["format"] = "pt", [FormulaKey] = _rule.Name };
        foreach (var (index, group) in _parameter_groups.Index())
            metadata[GroupKey + index] = ((UpdateGroup)group).Options.ToText();
        using var writer = SafetensorsWriter.Create(path, parts.Select(p => p.Value.Spec with { Name = p.Key }), metadata);
        foreach (var info in writer.Tensors)
        {
            using var scope = NewDisposeScope();
            writer.Write(info.Name, parts[info.Name].Read());
        }
        writer.Commit();
    }

    /// <summary>Takes states and settings from a checkpoint. Everything in it is checked before anything changes.</summary>
    /// <param name="path">A file that <see cref="Save"/> has written.</param>
    /// <exception cref="OptimizerStateException">It is that of another formula, or of other parameters.</exception>
    /// <exception cref="CheckpointFormatException">The file is damaged.</exception>
    /// <exception cref="IOException">The file cannot be opened.</exception>
    public void Load(string path)
    {
        using var file = SafetensorsFile.Open(path);
        UpdateState[] states = [.. States];
        CheckFormula(file, states.Length);
        var names = Enumerable.Range(0, states.Length).Select(index => file.Tensors.Keys.Where(name => name.StartsWith($"{index}.", StringComparison.Ordinal)).ToArray()).ToArray();
        for (int i = 0; i < states.Length; i++)
        {
            states[i].Check(names[i].ToDictionary(Local, name => new SafetensorSpec(Local(name), file.Tensors[name].DType, file.Tensors[name].Shape)));
            using Tensor steps = file.Read($"{i}.{UpdateState.StepKey}");
            UpdateState.StepsOf(steps);
        }
        if (file.Tensors.Keys.Except(names.SelectMany(name => name)).FirstOrDefault() is { } unknown)
            throw new OptimizerStateException($"'{unknown}' in {file.Path} belongs to no parameter.", "Load what was saved by the same optimizer, with the same parameters in the same order.");
        UpdateOptions[] groups = [.. _parameter_groups.Select((group, index) => Read(file, GroupKey + index, (UpdateGroup)group))];
        foreach (var (group, options) in _parameter_groups.Zip(groups))
            ((UpdateGroup)group).Options.LoadStateDict(options);
        for (int i = 0; i < states.Length; i++)
        {
            using var scope = NewDisposeScope();
            states[i].Restore(names[i].ToDictionary(Local, file.Read));
        }
    }

    private static UpdateOptions Read(SafetensorsFile file, string key, UpdateGroup group)
    {
        try
        {
            return group.Options.With(options => options.TakeText(file.Metadata.GetValueOrDefault(key, "")));
        }
        catch (Exception e) when (e is FormatException or ArgumentOutOfRangeException)
        {
            throw new OptimizerStateException($"The settings '{key}' in {file.Path} cannot be taken: {e.Message}", "The file is damaged; use another checkpoint.");
        }
    }

    private void CheckFormula(SafetensorsFile file, int parameters)
    {
        string formula = file.Metadata.GetValueOrDefault(FormulaKey, "none");
        int groups = file.Metadata.Keys.Count(key => key.StartsWith(GroupKey, StringComparison.Ordinal));
        int saved = file.Tensors.Keys.Count(name => Local(name) == UpdateState.StepKey);
        if (formula != _rule.Name)
            throw new OptimizerStateException($"{file.Path} has states of the formula '{formula}'; expected '{_rule.Name}'.", "Load it into the optimizer that saved it.");
        if (groups != _parameter_groups.Count || saved != parameters)
            throw new OptimizerStateException(
                $"{file.Path} has {saved} parameters in {groups} groups; expected {parameters} in {_parameter_groups.Count}.",
                "Give the optimizer the same groups of the same parameters, in the same order.");
    }

    private static string Local(string name) => name[(name.IndexOf('.', StringComparison.Ordinal) + 1)..];
}
