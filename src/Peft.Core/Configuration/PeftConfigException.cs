namespace Peft;

/// <summary>A configuration that cannot be used; lists everything that is wrong with it.</summary>
public sealed class PeftConfigException : PeftException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="subject">The method or file whose configuration it is.</param>
    /// <param name="failures">One sentence for each thing that is wrong.</param>
    /// <param name="help">What to do next.</param>
    public PeftConfigException(string subject, IReadOnlyList<string> failures, string help = "Correct these fields; their documentation says what is allowed.")
        : base($"The {subject} configuration cannot be used: {string.Join(" ", failures)}", help) => Failures = failures;

    /// <summary>One sentence for each thing that is wrong.</summary>
    public IReadOnlyList<string> Failures { get; }
}
