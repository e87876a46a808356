using Peft.Transformers.Layers;

namespace Peft.Transformers.Tests.Llama;

/// <summary>Variants that the reference models do not cover; expected numbers are from the papers' formulas by hand.</summary>
[TestFixture]
public sealed class RotaryFrequenciesTests
{
    private const int Dim = 8;

    [Test]
    public void OfLength_Default_FallsGeometrically() =>
        Assert.That(Create(new() { RopeTheta = 10000 }).OfLength(0), Is.EqualTo([1, 0.1, 0.01, 0.001]).Within(1e-12));

    [TestCase(64, 1.0)]
    [TestCase(128, 3.0)]
    public void OfLength_Dynamic_StretchesTheBase(int length, double stretch)
    {
        var frequencies = Create(new() { RopeType = "dynamic", Factor = 2 });

        double theta = 10000 * Math.Pow(stretch, Dim / (Dim - 2.0));
        Assert.That(frequencies.OfLength(length), Is.EqualTo(Enumerable.Range(0, 4).Select(i => Math.Pow(theta, -i / 4.0))).Within(1e-12));
    }

    [TestCase(null, null, 1.1386294361119891)]
    [TestCase(1.0, 0.707, 1.036992729910394)]
    public void AttentionFactor_Yarn_FollowsMscale(double? mscale, double? allDim, double expected)
    {
        var frequencies = Create(new() { RopeType = "yarn", Factor = 4, Mscale = mscale, MscaleAllDim = allDim });

        Assert.That(frequencies.AttentionFactor, Is.EqualTo(expected).Within(1e-6));
    }

    [Test]
    public void OfLength_YarnWithoutFactor_TakesTheRatioOfLengths()
    {
        double[] given = Create(new() { RopeType = "yarn", Factor = 4, OriginalMaxPositionEmbeddings = 16 }).OfLength(0);
        double[] derived = Create(new() { RopeType = "yarn", OriginalMaxPositionEmbeddings = 16 }).OfLength(0);

        Assert.That(derived, Is.EqualTo(given));
    }

    [Test]
    public void OfLength_YarnNotTruncated_RampsBetweenExactBounds()
    {
        double[] rounded = Create(new() { RopeType = "yarn", Factor = 4 }).OfLength(0);
        double[] exact = Create(new() { RopeType = "yarn", Factor = 4, Truncate = false }).OfLength(0);

        double high = Dim * Math.Log(64 / (2 * Math.PI)) / (2 * Math.Log(10000));
        double[] ramp = [.. Enumerable.Range(0, 4).Select(i => Math.Clamp(i / high, 0, 1))];
        Assert.That(exact, Is.EqualTo(ramp.Select((r, i) => Math.Pow(10, -i) * ((r / 4) + 1 - r))).Within(1e-12));
        Assert.That(exact, Is.Not.EqualTo(rounded));
    }

    [TestCase(16, 2.0)]
    [TestCase(17, 4.0)]
    public void OfLength_LongRope_SwitchesBeyondTheOriginalLength(int length, double divisor)
    {
        var frequencies = Create(new() { RopeType = "longrope", OriginalMaxPositionEmbeddings = 16, ShortFactor = [2, 2, 2, 2], LongFactor = [4, 4, 4, 4] });

        Assert.That(frequencies.OfLength(length)[0], Is.EqualTo(1 / divisor));
        Assert.That(frequencies.AttentionFactor, Is.EqualTo(Math.Sqrt(1.5)).Within(1e-12));
    }

    private static RotaryFrequencies Create(RopeParameters rope) => RotaryFrequencies.Create(rope, Dim, maxPositions: 64);
}
