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
}
