namespace Peft.Adapters;

/// <summary>The options of a router made by <c>AddArrow</c>; those of PEFT's <c>ArrowConfig</c>.</summary>
public sealed class ArrowOptions
{
    /// <summary>How many experts a token goes to.</summary>
    /// <value>Default: 3. At least 1, at most the number of experts.</value>
    public int TopK { get; set; } = 3;

    /// <summary>What the scores are divided by before the softmax: the higher, the more evenly the chosen experts count.</summary>
    /// <value>Default: 1. Greater than 0.</value>
    public double Temperature { get; set; } = 1;

    /// <summary>
    /// Adapters that know what all experts know, such as one trained on general text. The mean of their A and that of their B is taken from each expert's (GenKnowSub, aclanthology.org/2025.acl-short.54);
    /// the adapters themselves stay as they are.
    /// </summary>
    /// <value>Default: empty.</value>
    public IReadOnlyList<string> General { get; set; } = [];

    /// <summary>
    /// Find the experts' directions as PEFT does with this <c>rng_seed</c>, by power iterations from a random vector that may not have converged: for the same numbers as Python's, on the CPU.
    /// </summary>
    /// <value>Default: null: exactly.</value>
    public long? Seed { get; set; }

    internal void Validate(int experts)
    {
        var failures = new List<string>();
        if (experts < 1)
            failures.Add("there is no expert; name at least one.");
        else if (TopK < 1 || TopK > experts)
            failures.Add($"TopK is {TopK}; it must be from 1 to {experts}, the number of experts.");
        failures.RequirePositive(Temperature);
        if (failures.Count > 0)
            throw new PeftConfigException("LORA", failures);
    }
}
