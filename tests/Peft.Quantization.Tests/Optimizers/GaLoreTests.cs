using Peft.Optimizers;
using Peft.TestUtils;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Peft.Quantization.Tests;

[TestFixture]
public sealed class GaLoreTests
{
    private const int Rank = 3, Interval = 2, Steps = 5;
    private const double Rate = 1e-2, Decay = 0.1, Scale = 0.5;

    [Test]
    public void Step_ProjectedOnAnySide_FollowsThePaper([Values] GaLoreSides sides, [Values(12, 7)] int rows)
    {
        using var scope = NewDisposeScope();
        Tensor start = randn(rows, 10), expected = start.clone();
        Parameter parameter = new(start.clone());
        using var optimizer = new FusedAdamW([parameter], Rate, weightDecay: Decay, configure: o => o.Projection = new(Rank) { UpdateInterval = Interval, Scale = Scale, Sides = sides });
        bool tall = rows >= 10, right = sides is GaLoreSides.Right or GaLoreSides.Both || (sides == GaLoreSides.Standard ? tall : sides == GaLoreSides.ReverseStandard && !tall);
        bool left = !right || sides == GaLoreSides.Both;
        Tensor u = eye(rows), v = eye(10), m = zeros(1), s = zeros(1);
        for (int step = 1; step <= Steps; step++)
        {
            Tensor g = randn(rows, 10);
            if ((step - 1) % Interval == 0)
            {
                var (u0, _, vh) = linalg.svd(g, fullMatrices: false);
                (u, v) = (left ? u0.narrow(1, 0, Rank) : u, right ? vh.narrow(0, 0, Rank).t() : v);
            }
            Tensor low = u.t().mm(g).mm(v);
            (m, s) = ((m * 0.9) + (low * 0.1), (s * 0.999) + (low * low * 0.001));
            Tensor direction = m / (1 - Math.Pow(0.9, step)) / ((s / (1 - Math.Pow(0.999, step))).sqrt() + 1e-8);
            expected = (expected * (1 - (Rate * Decay))) - (u.mm(direction).mm(v.t()) * Rate * Scale);
            parameter.grad = g;
            optimizer.step();
        }
        TensorAssert.AreClose(parameter, expected, 1e-4, 1e-5, "parameter");
        Assert.That(optimizer.StateOf(parameter).Bytes, Is.EqualTo(8 * (left ? Rank : rows) * (right ? Rank : 10)));
    }

    [Test]
    public void Step_OfVectorsAndSmallMatrices_IsNotProjected()
    {
        using var scope = NewDisposeScope();
        Parameter vector = new(zeros(50)), small = new(zeros(Rank, 50));
        using var optimizer = new Lion([vector, small], lr: 1, configure: o => o.Projection = new(Rank));
        (vector.grad, small.grad) = (ones(50), ones(Rank, 50));
        optimizer.step();
        TensorAssert.BitEqual(vector, full(50, -1f), "vector");
        TensorAssert.BitEqual(small, full(Rank, 50, -1f), "small matrix");
    }

    [Test]
    public void Step_With8BitStates_TakesAByteForEachElementOfTheSubspace()
    {
        using var scope = NewDisposeScope();
        Parameter parameter = new(zeros(512, 64));
        using var optimizer = new AdamW8bit([parameter], configure: o => o.Projection = new(16));
        parameter.grad = randn(512, 64);
        optimizer.step();
        Assert.That(optimizer.StateOf(parameter).Bytes, Is.EqualTo(2 * (512 * 16) * (1 + (4.0 / 256))));
    }

    [Test]
    public void Step_PagedAndClipped_IsThatOfScaledGradientsInMemory()
    {
        using var folder = new TempFolder();
        using var scope = NewDisposeScope();
        Parameter parameter = new(randn(60, 40)), reference = new(parameter.clone());
        using var optimizer = Create(parameter, new StatePaging(folder.Path, 1 << 20) { MinElements = 1 }, percentile: 50);
        using var plain = Create(reference, null, percentile: 100);
        for (int step = 0; step < Steps; step++)
        {
            // The third is 128 times as long as those before, to whose length it is clipped; a power of two scales exactly.
            Tensor gradient = randn(60, 40);
            gradient.div_(linalg.vector_norm(gradient));
            reference.grad = gradient;
            parameter.grad = step == 2 ? gradient * 128 : gradient;
            optimizer.step();
            plain.step();
        }
        Assert.That(optimizer.StateOf(parameter).IsPaged, Is.True);
        TensorAssert.AreClose(parameter, reference, 1e-5, 1e-6, "parameter");

        static FusedAdamW Create(Parameter parameter, StatePaging? paging, int percentile) =>
            new([parameter], Rate, configure: o => (o.Projection, o.Paging, o.PercentileClipping) = (new(Rank) { UpdateInterval = Interval }, paging, percentile));
    }

    [Test]
    public void Projection_OfWhatCannotBe_IsRefused()
    {
        Assert.That(() => new GaLoreProjection(0), Throws.TypeOf<ArgumentOutOfRangeException>());
        Assert.That(() => new LAMB([], configure: o => o.Projection = new(4)), Throws.TypeOf<ArgumentOutOfRangeException>().With.Message.Contains("projected"));
    }
}
