using TorchSharp;

namespace Peft.Binding.Tests;

/// <summary>Expected values come from Python's torch with the same seed.</summary>
[TestFixture, NonParallelizable]
public sealed class RandomTests
{
    [Test]
    public void Rand_AfterSeedZero_IsPythonsStream()
    {
        torch.manual_seed(0);
        using var tensor = torch.rand(3);

        Assert.That(tensor.data<float>().ToArray(), Is.EqualTo(new[] { 0.4962566f, 0.7682218f, 0.08847743f }));
    }

    [Test]
    public void Randn_AfterSeedZero_IsPythonsStream()
    {
        torch.manual_seed(0);
        using var tensor = torch.randn(3);

        Assert.That(tensor.data<float>().ToArray(), Is.EqualTo(new[] { 1.5409961f, -0.2934289f, -2.1787894f }).Within(1e-6f));
    }

    [Test]
    public void RngState_Restored_RepeatsTheStream()
    {
        using var scope = torch.NewDisposeScope();
        torch.manual_seed(7);
        var state = torch.get_rng_state();
        var first = torch.rand(5);
        torch.set_rng_state(state);

        Assert.That(torch.rand(5).Equals(first));
    }

    [Test]
    public void Generator_HasAStreamOfItsOwn()
    {
        using var scope = torch.NewDisposeScope();
        using var generator = new torch.Generator(0);
        torch.manual_seed(99);
        var own = torch.rand(3, generator: generator);
        var state = generator.get_state();
        var next = torch.rand(3, generator: generator);
        generator.set_state(state);

        Assert.That(own.data<float>()[0], Is.EqualTo(0.4962566f));
        Assert.That(torch.rand(3, generator: generator).Equals(next));
        Assert.That(generator.initial_seed(), Is.Zero);
        Assert.That(generator.manual_seed(5).initial_seed(), Is.EqualTo(5));
        Assert.That(torch.initial_seed(), Is.EqualTo(99));
    }

    [Test]
    public void DefaultGenerator_DisposedByACaller_StaysUsable()
    {
        torch.manual_seed(1).Dispose();
        torch.Generator.Default.Dispose();

        using var tensor = torch.rand(1);
        Assert.That(torch.random.initial_seed(), Is.EqualTo(1));
    }

    [Test]
    public void InPlaceSamples_LieWhereTheyMust()
    {
        using var scope = torch.NewDisposeScope();
        torch.manual_seed(0);

        Assert.That(torch.empty(1000).uniform_(2, 3).data<float>(), Is.All.InRange(2f, 3f));
        Assert.That(torch.empty(1000).bernoulli_(0.25).mean().ToSingle(), Is.EqualTo(0.25f).Within(0.05f));
        Assert.That(torch.empty(10_000).normal_(5, 2).std().ToSingle(), Is.EqualTo(2f).Within(0.1f));
        Assert.That(torch.empty(10_000).exponential_(4).mean().ToSingle(), Is.EqualTo(0.25f).Within(0.02f));
        Assert.That(torch.empty(1000).random_(3, 6).data<float>(), Is.All.AnyOf(3f, 4f, 5f));
    }

    [Test]
    public void Randperm_HasEachNumberOnce()
    {
        using var order = torch.randperm(50);

        Assert.That(order.data<long>().ToArray(), Is.EquivalentTo(Enumerable.Range(0, 50)));
    }

    [Test]
    public void Multinomial_WithoutReplacement_DrawsDistinctPossibleIndices()
    {
        using var weights = torch.tensor(new[] { 0f, 1, 1, 0, 1 });
        using var drawn = torch.multinomial(weights, 3);

        Assert.That(drawn.data<long>().ToArray(), Is.EquivalentTo(new[] { 1, 2, 4 }));
    }

    [Test]
    public void Normal_OfTensors_TakesEachMeanAndDeviation()
    {
        using var scope = torch.NewDisposeScope();
        var sample = torch.normal(torch.tensor(new[] { 1f, 100f }), torch.tensor(new[] { 0f, 0f }));

        Assert.That(sample.data<float>().ToArray(), Is.EqualTo(new[] { 1f, 100f }));
        Assert.That(torch.normal(3, 0, [2, 2]).data<float>(), Is.All.EqualTo(3f));
    }

    [Test]
    public void SingleNumbers_ComeFromTheStream()
    {
        torch.manual_seed(0);
        int first = torch.randint_int(1000);
        torch.manual_seed(0);
        using var same = torch.randint(1000, [1L]);

        Assert.That(first, Is.EqualTo(same.item<long>()));
        Assert.That(torch.rand_float(), Is.InRange(0.0, 1.0));
        Assert.That(torch.randint_long(5, 6), Is.EqualTo(5));
    }

    [Test]
    public void Threads_CanBeSet()
    {
        int before = torch.get_num_threads();
        try
        {
            torch.set_num_threads(2);
            Assert.That(torch.get_num_threads(), Is.EqualTo(2));
        }
        finally
        {
            torch.set_num_threads(before);
        }
    }

    // In TorchSharp both end the process.
    [Test]
    [Category("SystemBinding")]
    public void InteropThreads_SetASecondTime_Throws()
    {
        Assert.That(() => torch.set_num_interop_threads(0), Throws.InstanceOf<ArgumentException>());
        Assert.That(
            () =>
            {
                torch.set_num_interop_threads(2);
                torch.set_num_interop_threads(2);
            },
            Throws.InstanceOf<System.Runtime.InteropServices.ExternalException>());
        Assert.That(torch.get_num_interop_threads(), Is.EqualTo(2));
    }

    [Test]
    public void DefaultDtype_DecidesWhatFloatsBecome()
    {
        try
        {
            torch.set_default_dtype(torch.float64);
            using var tensor = torch.zeros(1);
            Assert.That(tensor.dtype, Is.EqualTo(torch.ScalarType.Float64));
            Assert.That(() => torch.set_default_dtype(torch.int32), Throws.ArgumentException);
        }
        finally
        {
            torch.set_default_dtype(torch.float32);
        }
    }
}
