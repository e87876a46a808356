using System.Text.Json;

namespace Peft;

/// <summary>A configuration that cannot be used; lists everything that is wrong with it.</summary>
public sealed class PeftConfigException : PeftException
{
    /// <summary>What to do about a file that is not what it should be.</summary>
    internal const string DamagedFile = "Mend the file there, or fetch it again.";

    /// <summary>Creates the exception.</summary>
    /// <param name="subject">The method or file whose configuration it is.</param>
    /// <param name="failures">One sentence for each thing that is wrong.</param>
    /// <param name="help">What to do next.</param>
    public PeftConfigException(string subject, IReadOnlyList<string> failures, string help = "Correct these fields; their documentation says what is allowed.")
        : base($"The {subject} configuration cannot be used: {string.Join(" ", failures)}", help) => Failures = failures;

    /// <summary>One sentence for each thing that is wrong.</summary>
    public IReadOnlyList<string> Failures { get; }

    /// <summary>For a file that is not JSON, or has a value of another type than the field's.</summary>
    internal static PeftConfigException Unreadable(string path, JsonException error) =>
        new(path, [$"{(error.Path is { } field ? $"the value of {field} is of another type" : "it is not valid JSON")}: {error.Message}"], DamagedFile);
}
