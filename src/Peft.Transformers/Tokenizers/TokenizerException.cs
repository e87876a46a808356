namespace Peft.Tokenizers;

/// <summary>A tokenizer file that cannot be used: missing, damaged, or asking for something that is not supported.</summary>
public sealed class TokenizerException : PeftException
{
    internal const string Damaged = "the file is damaged or no tokenizer; get it again.";

    /// <summary>Creates the error.</summary>
    /// <param name="file">The tokenizer file.</param>
    /// <param name="problem">What is wrong, and where in the file.</param>
    /// <param name="help">What to do next.</param>
    /// <param name="innerException">The error that led to this one, if any.</param>
    public TokenizerException(string file, string problem, string help, Exception? innerException = null)
        : base($"{file}: {problem}", help, innerException) => File = file;

    /// <summary>The tokenizer file.</summary>
    public string File { get; }
}
