using Peft.Generation;

namespace Peft.Transformers.Tests.Generation;

[TestFixture]
public sealed class SamplerTests
{
    private const int Draws = 20_000;
    private static readonly double[] s_probabilities = [0.5, 0.1, 0.25, 0.15];

    private static IEnumerable<TestCaseData> Settings() =>
    [
        new(new GenerationOptions { Temperature = 1, Seed = 1 }, new[] { 0.5, 0.1, 0.25, 0.15 }),
        new(new GenerationOptions { Temperature = 0.5, Seed = 1 }, new[] { 0.25 / 0.345, 0.01 / 0.345, 0.0625 / 0.345, 0.0225 / 0.345 }),
        new(new GenerationOptions { Temperature = 1, TopK = 2, Seed = 1 }, new[] { 0.5 / 0.75, 0, 0.25 / 0.75, 0 }),
        new(new GenerationOptions { Temperature = 1, TopP = 0.8, Seed = 1 }, new[] { 0.5 / 0.9, 0, 0.25 / 0.9, 0.15 / 0.9 }),
        new(new GenerationOptions { Temperature = 1, TopP = 0.7, TopK = 3, Seed = 1 }, new[] { 0.5 / 0.75, 0, 0.25 / 0.75, 0 }),
    ];

    [TestCaseSource(nameof(Settings))]
    public void Choose_ManyTimes_HasTheWantedFrequencies(GenerationOptions options, double[] expected)
    {
        var sampler = new Sampler(options, seed: 1);
        var counts = new int[s_probabilities.Length];

        for (int i = 0; i < Draws; i++)
            counts[sampler.Choose([.. s_probabilities.Select(p => (float)Math.Log(p))], 0)]++;

        Assert.That(counts.Select(c => (double)c / Draws), Is.EqualTo(expected).Within(0.015));
        Assert.That(counts.Zip(expected).Where(c => c.Second == 0).Select(c => c.First), Is.All.Zero);
    }

    [Test]
    public void Choose_Greedy_TakesTheFirstOfTheHighest() => Assert.That(new Sampler(new(), 0).Choose([1, 3, 3, float.NegativeInfinity], 0), Is.EqualTo(1));
}
