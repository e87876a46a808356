using static TorchSharp.torch;

namespace Peft.Adapters.Tests.Models;

/// <summary>The bases of the reference vectors without adapters.</summary>
[TestFixture]
[Category("Golden")]
public sealed class GoldenBaseTests
{
    private static IEnumerable<TestCaseData> Bases => GoldenBase.All.Select(b => new TestCaseData(b).SetArgDisplayNames(b.ToString()));

    [TestCaseSource(nameof(Bases))]
    public void Forward_WithoutAdapters_GivesReferenceOutputAndLoss(GoldenBase @base)
    {
        using var scope = NewDisposeScope();
        using var model = @base.Create();

        model.AssertOutput(@base.Output, "output");
        Assert.That(model.Loss().item<float>(), Is.EqualTo(@base.Loss).Within(1e-5 * @base.Loss));
    }
}
