using System.Text.Json.Serialization;
using Peft.Attachment;

namespace Peft.Adapters;

/// <summary>(IA)³'s configuration: the fields of PEFT's <c>IA3Config</c>.</summary>
public sealed class Ia3Config : PeftConfig
{
    /// <inheritdoc/>
    [JsonPropertyName("peft_type")]
    public override string PeftType => "IA3";

    /// <summary>Which of the targeted layers have their inputs scaled rather than their outputs: the second layer of a feed-forward network.</summary>
    /// <value>Default: null, none.</value>
    [JsonPropertyName("feedforward_modules")]
    public ModuleTargets? FeedforwardModules { get; set; }

    /// <summary>Whether linear layers of classes of your own store their weight as (in, out).</summary>
    /// <value>Default: false.</value>
    [JsonPropertyName("fan_in_fan_out")]
    public bool FanInFanOut { get; set; }

    /// <summary>Whether the layer starts unchanged; otherwise the scales are random, for tests.</summary>
    /// <value>Default: true.</value>
    [JsonPropertyName("init_ia3_weights")]
    public bool InitWeights { get; set; } = true;

    /// <inheritdoc/>
    protected internal override bool StoresTransposed => FanInFanOut;

    /// <inheritdoc/>
    protected internal override IReadOnlyList<string> FieldsNotInFiles => ["layers_to_transform", "layers_pattern"];

    /// <inheritdoc/>
    protected override void Validate(ICollection<string> failures)
    {
        ArgumentNullException.ThrowIfNull(failures);
        base.Validate(failures);
        if (FeedforwardModules?.Predicate is not null)
            failures.Add("FeedforwardModules is a condition; name the layers, or give a regular expression.");
        else if (FeedforwardModules is not null && TargetModules is { Pattern: null, Predicate: null } && FeedforwardModules.Except(TargetModules).ToList() is { Count: > 0 } others)
            failures.Add($"FeedforwardModules has {string.Join(", ", others)}, which TargetModules has not.");
    }

    /// <summary>Whether a layer has its input scaled.</summary>
    internal bool ScalesInputOf(string path, BaseLayer layer) => FeedforwardModules is { } modules && TargetMatcher.MatchesPath(modules, new ModuleNode(path, null, layer.Module));
}
