namespace Peft.Optimizers;

/// <summary>An optimizer's state does not fit its parameters, or they are not what it was made for.</summary>
public sealed class OptimizerStateException : PeftException
{
    /// <summary>Creates the error.</summary>
    /// <param name="problem">What is wrong, with expected and found; whole sentences.</param>
    /// <param name="help">What to do next; a whole sentence.</param>
    public OptimizerStateException(string problem, string help) : base(problem, help)
    {
    }
}
