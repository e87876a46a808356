namespace Peft.Generation;

/// <summary>Chooses a token from logits: the most probable, or one drawn as the options say. For one sequence.</summary>
internal sealed class Sampler(GenerationOptions options, int seed)
{
    private readonly Random _random = new(seed);

    /// <param name="logits">One for each token of the vocabulary; changed where stop tokens are not yet wanted.</param>
    /// <param name="produced">How many tokens the sequence has got already.</param>
    public int Choose(Span<float> logits, int produced)
    {
        if (produced < options.MinNewTokens)
        {
            foreach (int stop in options.StopTokens)
                logits[stop] = float.NegativeInfinity;
        }
        return options.Temperature == 0 ? Highest(logits) : Draw(logits);
    }

    private static int Highest(ReadOnlySpan<float> logits)
    {
        int best = 0;
        for (int i = 1; i < logits.Length; i++)
        {
            if (logits[i] > logits[best])
                best = i;
        }
        return best;
    }

    private int Draw(ReadOnlySpan<float> logits)
    {
        var (tokens, weights) = Candidates(logits);
        double kept = weights.Sum();
        if (options.TopP < 1)
            kept = Nucleus(weights);
        double point = _random.NextDouble() * kept;
        int choice = 0;
        for (double sum = weights[0]; sum <= point && choice < tokens.Length - 1;)
            sum += weights[++choice];
        return tokens[choice];
    }

    /// <summary>The most probable tokens in falling order, and their probabilities up to a common factor.</summary>
    private (int[] Tokens, double[] Weights) Candidates(ReadOnlySpan<float> logits)
    {
        var tokens = new int[logits.Length];
        var falling = new float[logits.Length];
        for (int i = 0; i < logits.Length; i++)
            (tokens[i], falling[i]) = (i, -logits[i]);
        Array.Sort(falling, tokens);
        int count = Math.Min(options.TopK ?? tokens.Length, tokens.Length);
        return (tokens[..count], [.. falling.Take(count).Select(f => Math.Exp((falling[0] - f) / options.Temperature))]);
    }

    /// <summary>The weight of the fewest tokens that have the wanted share of the whole.</summary>
    private double Nucleus(double[] weights)
    {
        double wanted = options.TopP * weights.Sum();
        double sum = weights[0];
        for (int i = 1; i < weights.Length && sum < wanted; i++)
            sum += weights[i];
        return sum;
    }
}
