namespace Peft.Checkpoints;

/// <summary>The error for a name that a checkpoint does not have.</summary>
internal static class UnknownTensor
{
    internal static KeyNotFoundException In(string place, string name, IReadOnlyCollection<string> names) => new(
        $"{place} has no tensor '{name}' among its {names.Count}. help: The nearest names are {string.Join(", ", NearestNames.Of(name, names, 3))}.");
}
