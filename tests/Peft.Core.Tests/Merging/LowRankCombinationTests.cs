using System.Text.Json;
using Peft.Merging;
using Peft.TestUtils;
using TorchSharp;
using static TorchSharp.torch;

namespace Peft.Core.Tests.Merging;

[TestFixture]
public sealed class LowRankCombinationTests
{
    private static readonly double[] s_weights = [0.7, -0.4, 1.1];
    private DisposeScope _scope = null!;

    [SetUp]
    public void SetUp() => _scope = NewDisposeScope();

    [TearDown]
    public void TearDown() => _scope.Dispose();

    [Test]
    public void Cat_DifferentRanks_IsExact()
    {
        LowRankFactors[] updates = [Random(2), Random(3) with { Scaling = 2 }, Random(1)];

        var result = LowRankCombination.Combine(updates, s_weights, new() { Combination = Combination.Cat });

        Assert.That(result.Rank, Is.EqualTo(6));
        Assert.That(LowRankCombination.RelativeError(result, updates, s_weights), Is.LessThan(1e-6));
    }

    [Test]
    public void Svd_RankOfTheSum_IsExactAndLessIsNot()
    {
        LowRankFactors[] updates = [Random(2), Random(3)];

        var whole = LowRankCombination.Combine(updates, [1, -2], new() { SvdRank = 5 });
        var part = LowRankCombination.Combine(updates, [1, -2], new());

        Assert.That(part.Rank, Is.EqualTo(3));
        Assert.That(LowRankCombination.RelativeError(whole, updates, [1, -2]), Is.LessThan(1e-5));
        Assert.That(LowRankCombination.RelativeError(part, updates, [1, -2]), Is.InRange(0.01, 0.9));
    }

    [Test]
    public void Svd_Scaling_CountsTwiceOnlyIfAskedTo()
    {
        LowRankFactors[] updates = [Random(2) with { Scaling = 3 }, Random(2) with { Scaling = 0.5 }];
        CombinationOptions once = new() { SvdRank = 4, SvdScalesTwice = false };

        var exact = LowRankCombination.Combine(updates, [1, -2], once);
        var twice = LowRankCombination.Combine(updates, [1, -2], once with { SvdScalesTwice = true });

        Assert.That(LowRankCombination.RelativeError(exact, updates, [1, -2]), Is.LessThan(1e-5));
        Assert.That(LowRankCombination.RelativeError(twice, updates, [3, -1]), Is.LessThan(1e-5));
    }

    [Test]
    public void Combine_OneUpdate_IsTheWeightedUpdateAndACopy([Values(Combination.Linear, Combination.Cat, Combination.Svd)] Combination combination)
    {
        var update = Random(2);
        var before = update.B.clone();

        var result = LowRankCombination.Combine([update], [-0.5], new() { Combination = combination });

        TensorAssert.AreClose(result.Delta(), update.Delta() * -0.5, 1e-5, 1e-6, "delta");
        result.B.zero_();
        TensorAssert.BitEqual(update.B, before, "input");
    }

    [Test]
    public void Combine_ConvolutionFactors_KeepTheKernel([Values] Combination combination)
    {
        LowRankFactors[] updates = [.. Plain.Random(2, [4, 3, 3, 3]).Zip(Plain.Random(2, [8, 4, 1, 1]), (a, b) => new LowRankFactors(a, b))];
        CombinationOptions options = new() { Combination = combination, Density = Density(combination), SvdRank = combination.UsesSvd() ? 4 : null };

        var result = LowRankCombination.Combine(updates, [1, 1], options);

        long rank = combination == Combination.Cat ? 8 : 4;
        Assert.That(result.A.shape, Is.EqualTo(new[] { rank, 3, 3, 3 }));
        Assert.That(result.B.shape, Is.EqualTo(new[] { 8, rank, 1, 1 }));
    }

    [Test]
    public void Combine_HalfPrecision_KeepsTheType([Values] Combination combination)
    {
        LowRankFactors[] updates = [Random(2, ScalarType.BFloat16), Random(2, ScalarType.BFloat16)];

        var result = LowRankCombination.Combine(updates, [1, 1], new() { Combination = combination, Density = Density(combination) });

        Assert.That(new[] { result.A.dtype, result.B.dtype }, Is.All.EqualTo(ScalarType.BFloat16));
    }

    [Test]
    public void Combine_SameSeed_GivesTheSame([Values(Combination.DareLinear, Combination.DareTiesSvd)] Combination combination)
    {
        LowRankFactors[] updates = [Random(2), Random(2)];

        Tensor Combined(ulong seed)
        {
            using Generator generator = new(seed);
            return LowRankCombination.Combine(updates, [1, 1], new() { Combination = combination, Density = 0.5, Generator = generator }).Delta();
        }

        TensorAssert.BitEqual(Combined(1), Combined(1), "delta");
        Assert.That(Combined(1).eq(Combined(2)).all().ToBoolean(), Is.False);
    }

    [Test]
    public void Combine_BadInput_IsRefused()
    {
        Assert.Multiple(() =>
        {
            Assert.That(() => LowRankCombination.Combine([], [], new()), Throws.ArgumentException.With.Message.Contains("no update"));
            Assert.That(() => LowRankCombination.Combine([Random(2)], [1, 2], new()), Throws.ArgumentException.With.Message.Contains("weights"));
            Assert.That(() => LowRankCombination.Combine([new(ones(2, 5), ones(6, 3))], [1], new()), Throws.ArgumentException.With.Message.Contains("A [2, 5] and B [6, 3]"));
            Assert.That(() => LowRankCombination.Combine([Random(2), Random(3)], [1, 1], new() { Combination = Combination.Linear }),
                Throws.InstanceOf<PeftConfigException>().With.Message.Contains("equal rank; they have 2, 3"));
        });
    }

    [Test]
    public void Options_WithoutMeaning_AreRefusedTogether()
    {
        CombinationOptions options = new() { Combination = Combination.Linear, SvdRank = 0, Density = 2, SvdClamp = -1 };

        Assert.That(options.Validate, Throws.InstanceOf<PeftConfigException>().With.Property(nameof(PeftConfigException.Failures)).Count.EqualTo(5));
        Assert.That(new CombinationOptions { Combination = Combination.TiesSvd }.Validate, Throws.InstanceOf<PeftConfigException>().With.Message.Contains("Density is missing"));
        Assert.That(new CombinationOptions().Validate, Throws.Nothing);
    }

    [Test]
    public void Options_ForOneAdapter_AreLinear()
    {
        CombinationOptions options = new() { Combination = Combination.Ties, Density = 0.5 };

        Assert.That(options.For(1).Combination, Is.EqualTo(Combination.Linear));
        Assert.That(options.For(2), Is.SameAs(options));
        Assert.That(() => options.For(0), Throws.InstanceOf<ArgumentOutOfRangeException>());
    }

    [Test]
    public void Combine_Repeated_LeavesNoTensors([Values] Combination combination)
    {
        LowRankFactors[] updates = [Random(2), Random(2)];
        CombinationOptions options = new() { Combination = combination, Density = Density(combination) };
        LeakGuard.NoTensorsLeft(() =>
        {
            using var result = LowRankCombination.Combine(updates, [1, 1], options);
            LowRankCombination.RelativeError(result, updates, [1, 1]);
        });
    }

    private static LowRankFactors Random(int rank, ScalarType type = ScalarType.Float32) =>
        new(randn(rank, 9).to_type(type), randn(7, rank).to_type(type));

    private static double? Density(Combination combination) => combination.Trims() || combination.DropsAtRandom() ? 0.5 : null;

    private static IEnumerable<TestCaseData> ReferenceCases() =>
        Golden.Case("peft", "add_weighted_adapter").Description.GetProperty("cases").EnumerateArray().Select(c => new TestCaseData(c).SetArgDisplayNames(c.GetProperty("key").GetString()!));

    [TestCaseSource(nameof(ReferenceCases))]
    [Category("Golden")]
    public void Combine_Reference_GivesPeftsFactorsAndDelta(JsonElement description) => new AddWeightedAdapterCase(description).Check();
}
