namespace Peft;

/// <summary>The base of every error this library raises about what it was given: a message that says what is wrong and where, and what to do about it.</summary>
public abstract class PeftException : Exception
{
    /// <summary>Creates the error; its message is <paramref name="problem"/> followed by <c>help:</c> and <paramref name="help"/>.</summary>
    /// <param name="problem">What is wrong: what, where, expected and found; whole sentences.</param>
    /// <param name="help">What to do next; a whole sentence.</param>
    /// <param name="innerException">The error that led to this one, if any.</param>
    protected PeftException(string problem, string help, Exception? innerException = null)
        : base($"{problem} help: {help}", innerException)
    {
        Help = help;
    }

    /// <summary>What to do about it: the part of the message after <c>help:</c>.</summary>
    public string Help { get; }
}
