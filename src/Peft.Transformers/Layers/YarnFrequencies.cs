namespace Peft.Transformers.Layers;

/// <summary>YaRN: pairs that turn often keep their frequency, those that turn rarely are interpolated, with a ramp between.</summary>
/// <remarks>Peng et al., "YaRN: Efficient Context Window Extension of Large Language Models", arXiv 2309.00071, sections 3.2 and 3.4.</remarks>
internal static class YarnFrequencies
{
    private const double DefaultBetaFast = 32, DefaultBetaSlow = 1;

    /// <summary>Keeps the ramp from being a step of no width.</summary>
    private const double LeastWidth = 0.001;

    public static RotaryFrequencies Create(RopeParameters rope, int dim, int maxPositions)
    {
        double context = rope.OriginalMaxPositionEmbeddings ?? maxPositions;
        double factor = rope.Factor ?? (maxPositions / context);
        var (low, high) = Ramp(rope, dim, context);
        double[] frequencies = [.. RotaryFrequencies.Plain(rope.RopeTheta, dim).Select((frequency, pair) =>
        {
            double interpolated = Math.Clamp((pair - low) / (high - low), 0, 1);
            return (interpolated * frequency / factor) + ((1 - interpolated) * frequency);
        })];
        return new(frequencies, rope.AttentionFactor ?? AttentionFactor(rope, factor));
    }

    /// <summary>The pairs where interpolation begins and where it is complete.</summary>
    private static (double Low, double High) Ramp(RopeParameters rope, int dim, double context)
    {
        double PairThatTurns(double times) => dim * Math.Log(context / (times * 2 * Math.PI)) / (2 * Math.Log(rope.RopeTheta));
        double low = PairThatTurns(rope.BetaFast ?? DefaultBetaFast);
        double high = PairThatTurns(rope.BetaSlow ?? DefaultBetaSlow);
        if (rope.Truncate ?? true)
            (low, high) = (Math.Floor(low), Math.Ceiling(high));
        (low, high) = (Math.Max(low, 0), Math.Min(high, dim - 1));
        return (low, low == high ? high + LeastWidth : high);
    }

    private static double AttentionFactor(RopeParameters rope, double factor)
    {
        double Scale(double coefficient) => factor <= 1 ? 1 : (0.1 * coefficient * Math.Log(factor)) + 1;
        return rope is { Mscale: > 0, MscaleAllDim: > 0 } ? Scale(rope.Mscale.Value) / Scale(rope.MscaleAllDim.Value) : Scale(1);
    }
}
