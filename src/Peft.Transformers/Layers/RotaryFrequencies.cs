namespace Peft.Transformers.Layers;

/// <summary>The angle by which each pair of a head's dimensions is turned per position, in radians: θ^(-2i/d) and its variants for longer contexts.</summary>
/// <remarks>Su et al., "RoFormer", arXiv 2104.09864, section 3.2; the variants are those of Hugging Face's transformers.</remarks>
internal sealed class RotaryFrequencies
{
    private static readonly Dictionary<string, Func<RopeParameters, int, int, RotaryFrequencies>> s_types = new(StringComparer.Ordinal)
    {
        ["default"] = (rope, dim, _) => new(Plain(rope.RopeTheta, dim)),
        ["linear"] = (rope, dim, _) => new(Plain(rope.RopeTheta, dim, rope.Factor!.Value)),
        ["dynamic"] = Dynamic,
        ["yarn"] = YarnFrequencies.Create,
        ["llama3"] = Llama3,
        ["longrope"] = LongRope,
    };

    private readonly Func<long, double[]> _ofLength;

    internal RotaryFrequencies(double[] frequencies, double attentionFactor = 1)
        : this(_ => frequencies, attentionFactor) => DependOnLength = false;

    private RotaryFrequencies(Func<long, double[]> ofLength, double attentionFactor = 1, bool changeWithEveryToken = false) =>
        (_ofLength, AttentionFactor, DependOnLength, ChangeWithEveryToken) = (ofLength, attentionFactor, true, changeWithEveryToken);

    /// <summary>The names of the variants.</summary>
    public static IReadOnlyCollection<string> Types => s_types.Keys;

    /// <summary>Scales queries and keys once they are rotated.</summary>
    public double AttentionFactor { get; }

    /// <summary>Whether frequencies change with the length of the sequence.</summary>
    public bool DependOnLength { get; }

    /// <summary>
    /// Whether they may be others for each further token, so that keys have to be cached as they were before rotation (YaRN, arXiv
    /// 2309.00071, section 3.3); what earlier tokens saw of each other is still as it was then. LongRoPE changes them once; there a key
    /// stays as it was rotated, as in transformers.
    /// </summary>
    public bool ChangeWithEveryToken { get; }

    /// <param name="rope">The variant and its parameters, validated.</param>
    /// <param name="dim">The width of a head.</param>
    /// <param name="maxPositions">The longest sequence that the model is made for.</param>
    public static RotaryFrequencies Create(RopeParameters rope, int dim, int maxPositions) => s_types[rope.RopeType](rope, dim, maxPositions);

    /// <summary>The frequencies for a sequence: one for each pair of dimensions.</summary>
    /// <param name="length">One more than the highest position.</param>
    public double[] OfLength(long length) => _ofLength(length);

    internal static double[] Plain(double theta, int dim, double divisor = 1) => [.. Enumerable.Range(0, dim / 2).Select(i => Math.Pow(theta, -2.0 * i / dim) / divisor)];

    /// <summary>Beyond the model's length the base grows with the sequence ("NTK-aware" scaling).</summary>
    private static RotaryFrequencies Dynamic(RopeParameters rope, int dim, int maxPositions)
    {
        double factor = rope.Factor!.Value;
        double Stretch(long length) => (factor * Math.Max(length, maxPositions) / maxPositions) - (factor - 1);
        return new(length => Plain(rope.RopeTheta * Math.Pow(Stretch(length), dim / (dim - 2.0)), dim), changeWithEveryToken: true);
    }

    /// <summary>Llama 3.1: long wavelengths are divided, short ones kept, those between blended.</summary>
    private static RotaryFrequencies Llama3(RopeParameters rope, int dim, int maxPositions)
    {
        var (factor, low, high) = (rope.Factor!.Value, rope.LowFreqFactor!.Value, rope.HighFreqFactor!.Value);
        double context = rope.OriginalMaxPositionEmbeddings ?? maxPositions;
        return new([.. Plain(rope.RopeTheta, dim).Select(frequency =>
        {
            double turns = context * frequency / (2 * Math.PI);
            double kept = Math.Clamp((turns - low) / (high - low), 0, 1);
            return ((1 - kept) * frequency / factor) + (kept * frequency);
        })]);
    }

    /// <summary>A divisor for each pair, one set within the original context and one beyond (Ding et al., "LongRoPE", arXiv 2402.13753).</summary>
    private static RotaryFrequencies LongRope(RopeParameters rope, int dim, int maxPositions)
    {
        double context = rope.OriginalMaxPositionEmbeddings ?? maxPositions;
        double factor = rope.Factor ?? (maxPositions / context);
        double attentionFactor = rope.AttentionFactor ?? (factor <= 1 ? 1 : Math.Sqrt(1 + (Math.Log(factor) / Math.Log(context))));
        double[] plain = Plain(rope.RopeTheta, dim);
        double[] Divide(IReadOnlyList<double> divisors) => [.. plain.Zip(divisors, (frequency, divisor) => frequency / divisor)];
        var (within, beyond) = (Divide(rope.ShortFactor!), Divide(rope.LongFactor!));
        return new(length => length > context ? beyond : within, attentionFactor);
    }
}
