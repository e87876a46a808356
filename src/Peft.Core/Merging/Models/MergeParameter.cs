using System.Text.RegularExpressions;

namespace Peft.Merging;

/// <summary>A number that may differ from tensor to tensor, as mergekit's parameters with filters do.</summary>
public sealed class MergeParameter
{
    // A pattern may come from a file that is hostile: one that backtracks for ever is stopped.
    private static readonly TimeSpan s_timeout = TimeSpan.FromSeconds(1);

    private readonly (Regex Pattern, double Value)[] _filters;
    private readonly double _otherwise;

    /// <summary>One number for all tensors.</summary>
    /// <param name="value">The number; finite.</param>
    public MergeParameter(double value)
        : this([], value)
    {
    }

    /// <summary>A number for the tensors whose names match a pattern, and another for the rest.</summary>
    /// <param name="filters">Regular expressions, searched anywhere in a tensor's name, and their numbers; the first that matches counts.</param>
    /// <param name="otherwise">The number where none matches; finite.</param>
    /// <exception cref="PeftConfigException">A pattern is not a regular expression, or a number is not finite.</exception>
    public MergeParameter(IEnumerable<(string Pattern, double Value)> filters, double otherwise)
    {
        ArgumentNullException.ThrowIfNull(filters);
        _filters = [.. filters.Select(f => (Parse(f.Pattern), f.Value))];
        _otherwise = otherwise;
        if (Values.Any(v => !double.IsFinite(v)))
            throw new PeftConfigException("merge parameter", [$"A value is not finite: {this}."]);
    }

    /// <summary>Every number that it may give.</summary>
    internal IEnumerable<double> Values => _filters.Select(f => f.Value).Append(_otherwise);

    /// <summary>One number for all tensors.</summary>
    /// <param name="value">The number; finite.</param>
    public static implicit operator MergeParameter(double value) => new(value);

    /// <summary>The number for a tensor.</summary>
    /// <param name="tensor">The tensor's name.</param>
    /// <exception cref="PeftConfigException">A pattern takes for ever.</exception>
    public double For(string tensor)
    {
        foreach (var (pattern, value) in _filters)
        {
            if (IsMatch(pattern, tensor))
                return value;
        }
        return _otherwise;
    }

    /// <summary>For example <c>self_attn: 0.3, mlp: 0.7, otherwise 0.5</c>.</summary>
    public override string ToString() => string.Concat(_filters.Select(f => $"{f.Pattern}: {f.Value}, ")) + (_filters.Length > 0 ? "otherwise " : "") + _otherwise;

    private static Regex Parse(string pattern)
    {
        try
        {
            return new Regex(pattern, RegexOptions.CultureInvariant, s_timeout);
        }
        catch (RegexParseException e)
        {
            throw new PeftConfigException("merge parameter", [$"'{pattern}' is not a regular expression: {e.Message}"]);
        }
    }

    private static bool IsMatch(Regex pattern, string tensor)
    {
        try
        {
            return pattern.IsMatch(tensor);
        }
        catch (RegexMatchTimeoutException)
        {
            throw new PeftConfigException("merge parameter", [$"The regular expression '{pattern}' takes for ever on '{tensor}'."], "Write it without nested repetition.");
        }
    }
}
