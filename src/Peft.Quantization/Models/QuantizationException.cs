namespace Peft.Quantization;

/// <summary>A model cannot be quantised, or not as asked.</summary>
public sealed class QuantizationException : PeftException
{
    /// <summary>Creates the error.</summary>
    /// <param name="problem">What is wrong, with the layers concerned; whole sentences.</param>
    /// <param name="help">What to do next; a whole sentence.</param>
    /// <param name="innerException">The error that led to this one, if any.</param>
    public QuantizationException(string problem, string help, Exception? innerException = null)
        : base(problem, help, innerException)
    {
    }
}
