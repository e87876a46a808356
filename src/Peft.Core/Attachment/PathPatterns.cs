using System.Text.RegularExpressions;

namespace Peft.Attachment;

/// <summary>Regular expressions over module paths, as configurations give them.</summary>
public static class PathPatterns
{
    // A pattern comes from a file that may be hostile: one that backtracks for ever is stopped.
    private static readonly TimeSpan s_timeout = TimeSpan.FromSeconds(1);

    /// <summary>The value of the first pattern that matches a path or its end after a dot, as PEFT's <c>rank_pattern</c> does.</summary>
    /// <typeparam name="T">The values' type.</typeparam>
    /// <param name="patterns">Regular expressions and their values.</param>
    /// <param name="path">A module's path.</param>
    /// <param name="otherwise">The value where none matches.</param>
    /// <exception cref="PeftConfigException">A pattern is not a regular expression, or takes for ever.</exception>
    public static T Find<T>(IEnumerable<KeyValuePair<string, T>> patterns, string path, T otherwise)
    {
        ArgumentNullException.ThrowIfNull(patterns);
        foreach (var (pattern, value) in patterns)
        {
            if (MatchesEnd(pattern, path))
                return value;
        }
        return otherwise;
    }

    /// <summary>Whether a regular expression matches a path or its end after a dot.</summary>
    internal static bool MatchesEnd(string pattern, string path) => Match(pattern, $@"^(?:.*\.)?(?:{pattern})$", path).Success;

    /// <summary>Why a pattern is not a regular expression; null if it is one.</summary>
    internal static string? ProblemOf(string pattern)
    {
        try
        {
            _ = new Regex(pattern, RegexOptions.CultureInvariant);
            return null;
        }
        catch (RegexParseException e)
        {
            return $"'{pattern}' is not a regular expression: {e.Error} at character {e.Offset}.";
        }
    }

    /// <summary>Whether a regular expression matches the whole of a path.</summary>
    internal static bool MatchesWhole(string pattern, string path) => Match(pattern, $"^(?:{pattern})$", path).Success;

    /// <summary>Where a regular expression that is made of a given one matches a path.</summary>
    internal static Match Match(string pattern, string whole, string path)
    {
        try
        {
            return Regex.Match(path, whole, RegexOptions.CultureInvariant, s_timeout);
        }
        catch (RegexParseException)
        {
            throw new PeftConfigException("target", [ProblemOf(pattern)!], "Correct it; ModuleTargets.Glob takes patterns with * instead.");
        }
        catch (RegexMatchTimeoutException)
        {
            throw new PeftConfigException("target", [$"the regular expression '{pattern}' takes for ever on '{path}'."], "Write it without nested repetition.");
        }
    }
}
