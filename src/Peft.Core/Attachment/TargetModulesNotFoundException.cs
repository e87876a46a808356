namespace Peft.Attachment;

/// <summary>A configuration names modules that the model does not have.</summary>
public sealed class TargetModulesNotFoundException : PeftException
{
    private const int MaxSuggestions = 5;

    internal TargetModulesNotFoundException(IReadOnlyList<string> requested, IReadOnlyList<string> available, IReadOnlyList<string>? unregistered = null)
        : base(Describe(requested, available), Advise(requested, available, unregistered ?? [])) => (Requested, Suggestions) = (requested, Nearest(requested, available));

    /// <summary>The names or the pattern that matched nothing; none for a condition.</summary>
    public IReadOnlyList<string> Requested { get; }

    /// <summary>The nearest names that the model has.</summary>
    public IReadOnlyList<string> Suggestions { get; }

    private static string Describe(IReadOnlyList<string> requested, IReadOnlyList<string> available)
    {
        string names = requested.Count == 0 ? "chosen by the condition" : string.Join(", ", requested.Select(r => $"'{r}'"));
        var counted = Nearest(requested, available).Select(n => $"{n} ({available.Count(a => LastName(a) == n)} x)");
        return $"Target modules {names} match none of the {available.Count} modules that can be adapted." + (available.Count == 0 ? "" : $" Nearest: {string.Join(", ", counted)}.");
    }

    private static string Advise(IReadOnlyList<string> requested, IReadOnlyList<string> available, IReadOnlyList<string> unregistered)
    {
        string advice = available.Count == 0
            ? "The model needs layers with a weight below it, registered as modules (fields, ModuleList, Sequential)."
            : $"Pass TargetModules = [\"{Nearest(requested, available)[0]}\"], or TargetModules = ModuleTargets.AllLinear; the first of the modules is '{available[0]}'.";
        return unregistered.Count == 0 ? advice
            : $"{advice} {unregistered[0]} is not registered, so neither parameters() nor this sees it: assign the field before RegisterComponents runs, or call register_module.";
    }

    private static List<string> Nearest(IReadOnlyList<string> requested, IReadOnlyList<string> available) =>
        NearestNames.Of(requested.Count == 0 ? "" : LastName(requested[0]), available.Select(LastName).Distinct(), MaxSuggestions);

    private static string LastName(string path) => path[(path.LastIndexOf('.') + 1)..];
}
