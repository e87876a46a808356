namespace Peft;

/// <summary>
/// A backward of this library failed. TorchSharp ends the process when an exception leaves a backward, so the gradients of that pass
/// are NaN instead, which no later step can take for right, and this is thrown at the next opportunity: by the next forward of such a
/// function, on any thread, by saving or merging an adapter, or by <see cref="ThrowIfPending"/>.
/// </summary>
public sealed class BackwardException : PeftException
{
    private static BackwardException? s_pending;

    private BackwardException(string function, Exception innerException)
        : base($"The backward of {function} failed, and the gradients that it gave are NaN: {innerException.Message}", "Discard the step that used them, and mend what the inner exception tells.", innerException)
    {
    }

    /// <summary>Throws if a backward has failed since the last time this was thrown; call it between backward and the optimizer's step.</summary>
    /// <exception cref="BackwardException">The first failure; its inner exception is the original.</exception>
    public static void ThrowIfPending()
    {
        if (Volatile.Read(ref s_pending) is not null && Interlocked.Exchange(ref s_pending, null) is { } pending)
            throw pending;
    }

    /// <summary>Remembers the first failure; one that was thrown inside another backward stays what it is.</summary>
    internal static void Record(string function, Exception exception) =>
        Interlocked.CompareExchange(ref s_pending, exception as BackwardException ?? new(function, exception), null);
}
