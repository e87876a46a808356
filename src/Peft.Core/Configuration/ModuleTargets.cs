using System.Collections;
using System.ComponentModel;
using System.Runtime.CompilerServices;
using Peft.Attachment;

namespace Peft;

/// <summary>
/// Which modules of a model an adapter is attached to, as PEFT's <c>target_modules</c> says it: a list of names (a module matches
/// when its path is the name or ends with <c>.name</c>), one regular expression that must match the whole path, or every linear layer.
/// Two more ways are this library's; files have them as a regular expression and as a list of names.
/// </summary>
/// <remarks>
/// Write <c>["q_proj", "v_proj"]</c>, <c>ModuleTargets.Regex(@".*\.mlp\..*")</c>, <c>ModuleTargets.Glob("layers.*.mlp.**")</c>,
/// <c>ModuleTargets.AllLinear</c> or <c>ModuleTargets.Where(node => node.Path.Contains("mlp"))</c>.
/// </remarks>
[TypeConverter(typeof(ModuleTargetsConverter))]
[CollectionBuilder(typeof(ModuleTargets), nameof(Names))]
public sealed class ModuleTargets : IEnumerable<string>, IEquatable<ModuleTargets>
{
    /// <summary>The word that PEFT writes for <see cref="AllLinear"/>.</summary>
    public const string AllLinearName = "all-linear";

    private readonly string[] _names;

    private ModuleTargets(string[] names, string? pattern, Func<ModuleNode, bool>? predicate = null) => (_names, Pattern, Predicate) = (names, pattern, predicate);

    /// <summary>Every linear layer except the output head of a language model.</summary>
    public static ModuleTargets AllLinear { get; } = new([], AllLinearName);

    /// <summary>The regular expression, the word <c>all-linear</c>, or null for a list of names.</summary>
    public string? Pattern { get; }

    /// <summary>Whether this is <see cref="AllLinear"/>.</summary>
    public bool IsAllLinear => Pattern == AllLinearName;

    /// <summary>The condition of <see cref="Where"/>.</summary>
    internal Func<ModuleNode, bool>? Predicate { get; }

    /// <summary>The names; empty for a regular expression and for a condition.</summary>
    public IReadOnlyList<string> ModuleNames => _names;

    /// <summary>Targets the modules whose path is one of the names or ends with a dot and one of the names.</summary>
    /// <param name="names">Module names such as <c>q_proj</c>, or longer ends of paths such as <c>self_attn.q_proj</c>.</param>
    public static ModuleTargets Names(ReadOnlySpan<string> names) => new(names.ToArray(), null);

    /// <summary>Targets the modules whose whole path matches a regular expression.</summary>
    /// <param name="pattern">A regular expression in the syntax that .NET and Python share.</param>
    public static ModuleTargets Regex(string pattern)
    {
        ArgumentException.ThrowIfNullOrEmpty(pattern);
        return pattern == AllLinearName ? AllLinear : new([], pattern);
    }

    /// <summary>Targets the modules whose path, or its end after a dot, matches a pattern in which <c>*</c> stands for any part of a name and <c>**</c> for any part of a path.</summary>
    /// <param name="pattern">For example <c>layers.*.self_attn.?_proj</c>; <c>?</c> stands for one character of a name.</param>
    public static ModuleTargets Glob(string pattern)
    {
        ArgumentException.ThrowIfNullOrEmpty(pattern);
        string escaped = System.Text.RegularExpressions.Regex.Escape(pattern).Replace(@"\*\*", ".*", StringComparison.Ordinal).Replace(@"\*", "[^.]*", StringComparison.Ordinal).Replace(@"\?", "[^.]", StringComparison.Ordinal);
        return new ModuleTargets([], @"(?:.*\.)?" + escaped);
    }

    /// <summary>Targets the modules for which a condition holds. When an adapter is attached, its configuration gets the list of their paths instead.</summary>
    /// <param name="predicate">A condition on a place in the model.</param>
    public static ModuleTargets Where(Func<ModuleNode, bool> predicate)
    {
        ArgumentNullException.ThrowIfNull(predicate);
        return new ModuleTargets([], null, predicate);
    }

    /// <inheritdoc/>
    public bool Equals(ModuleTargets? other) =>
        other is not null && Pattern == other.Pattern && Predicate == other.Predicate && _names.Order(StringComparer.Ordinal).SequenceEqual(other._names.Order(StringComparer.Ordinal));

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as ModuleTargets);

    /// <inheritdoc/>
    public override int GetHashCode() => Pattern?.GetHashCode() ?? _names.Aggregate(0, (hash, name) => hash ^ name.GetHashCode());

    /// <inheritdoc/>
    public IEnumerator<string> GetEnumerator() => ((IEnumerable<string>)_names).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <inheritdoc/>
    public override string ToString() => Predicate is not null ? "a condition" : Pattern ?? $"[{string.Join(", ", _names.Select(n => $"\"{n}\""))}]";
}
