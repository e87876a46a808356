namespace Peft.Adapters;

/// <summary>An operation that an adapter, in the state it is in, does not allow.</summary>
public sealed class AdapterStateException : PeftException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="adapter">The adapter's name.</param>
    /// <param name="problem">What is wrong.</param>
    /// <param name="help">What to do about it.</param>
    public AdapterStateException(string adapter, string problem, string help)
        : base($"Adapter '{adapter}': {problem}", help) => Adapter = adapter;

    /// <summary>The adapter's name.</summary>
    public string Adapter { get; }
}
