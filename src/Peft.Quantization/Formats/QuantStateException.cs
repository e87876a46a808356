namespace Peft.Quantization;

/// <summary>A state dict does not describe a quantised tensor in bitsandbytes' form.</summary>
public sealed class QuantStateException : PeftException
{
    /// <summary>Creates the error.</summary>
    /// <param name="key">The state dict's key concerned.</param>
    /// <param name="problem">What is wrong, with expected and found; a whole sentence.</param>
    /// <param name="help">What to do next; a whole sentence.</param>
    /// <param name="innerException">The error that led to this one, if any.</param>
    public QuantStateException(string key, string problem, string help, Exception? innerException = null)
        : base($"'{key}': {problem}", help, innerException) => Key = key;

    /// <summary>The state dict's key concerned.</summary>
    public string Key { get; }
}
