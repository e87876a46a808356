namespace Peft.Attachment;

/// <summary>A configuration names modules, or parameters, that the model does not have, or leaves none of those that it names.</summary>
public sealed class TargetModulesNotFoundException : PeftException
{
    private const int MaxSuggestions = 5;

    /// <param name="requested">The names or the pattern that matched nothing; none for a condition.</param>
    /// <param name="available">The paths that there are.</param>
    /// <param name="field">The field of the configuration that has the names.</param>
    /// <param name="unregistered">Layers that nobody registered.</param>
    internal TargetModulesNotFoundException(IReadOnlyList<string> requested, IReadOnlyList<string> available, string field = nameof(PeftConfig.TargetModules), IReadOnlyList<string>? unregistered = null)
        : base(Describe(requested, available, field), Advise(requested, available, field, unregistered ?? [])) => (Requested, Suggestions) = (requested, Nearest(requested, available));

    private TargetModulesNotFoundException(IReadOnlyList<string> requested, string problem, string help)
        : base(problem, help) => (Requested, Suggestions) = (requested, []);

    /// <summary>The names or the pattern that matched nothing; none for a condition.</summary>
    public IReadOnlyList<string> Requested { get; }

    /// <summary>The nearest names that the model has.</summary>
    public IReadOnlyList<string> Suggestions { get; }

    /// <summary>There are such modules, but other fields leave them out.</summary>
    internal static TargetModulesNotFoundException LeftOut(IReadOnlyList<string> requested, IReadOnlyList<string> matched) => new(
        requested,
        $"Target modules {Names(requested)} match {matched.Count} modules, the first of which is '{matched[0]}', but ExcludeModules, ModulesToSave or LayersToTransform leave all of them out.",
        "Look at these fields: layers are counted from 0, and LayersPattern names what stands before the number.");

    private static string Describe(IReadOnlyList<string> requested, IReadOnlyList<string> available, string field)
    {
        var counted = Nearest(requested, available).Select(n => $"{n} ({available.Count(a => LastName(a) == n)} x)");
        var (what, among) = field == nameof(PeftConfig.TargetModules) ? ("Target modules", "modules that can be adapted") : ($"In {field}", "that can be meant");
        return $"{what} {Names(requested)} match none of the {available.Count} {among}." + (available.Count == 0 ? "" : $" Nearest: {string.Join(", ", counted)}.");
    }

    private static string Advise(IReadOnlyList<string> requested, IReadOnlyList<string> available, string field, IReadOnlyList<string> unregistered)
    {
        string advice = available.Count == 0
            ? "The model needs layers with a weight below it, registered as modules (fields, ModuleList, Sequential)."
            : field == nameof(PeftConfig.TargetModules) ? $"Pass TargetModules = [\"{Nearest(requested, available)[0]}\"], or TargetModules = ModuleTargets.AllLinear; the first of the modules is '{available[0]}'."
            : $"Name '{Nearest(requested, available)[0]}' there; the first of them is '{available[0]}'.";
        return unregistered.Count == 0 ? advice
            : $"{advice} {unregistered[0]} is not registered, so neither parameters() nor this sees it: assign the field before RegisterComponents runs, or call register_module.";
    }

    private static string Names(IReadOnlyList<string> requested) => requested.Count == 0 ? "chosen by the condition" : string.Join(", ", requested.Select(r => $"'{r}'"));

    private static List<string> Nearest(IReadOnlyList<string> requested, IReadOnlyList<string> available) =>
        NearestNames.Of(requested.Count == 0 ? "" : LastName(requested[0]), available.Select(LastName).Distinct(), MaxSuggestions);

    private static string LastName(string path) => path[(path.LastIndexOf('.') + 1)..];
}
