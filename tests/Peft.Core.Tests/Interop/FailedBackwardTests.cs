using Peft.TestUtils;
using static TorchSharp.torch;

namespace Peft.Core.Tests.Interop;

[TestFixture, NonParallelizable]
public sealed class FailedBackwardTests
{
    private readonly FormatException _failure = new();

    [SetUp]
    public void Fail() => BackwardException.Record("Product", _failure);

    [TearDown]
    public void NothingIsPending() => Assert.That(BackwardException.ThrowIfPending, Throws.Nothing);

    [Test]
    public void SaveAdapter_AfterAFailedBackward_ThrowsAndWritesNothing()
    {
        using var folder = new TempFolder();
        using var model = nn.Linear(1, 1);

        Assert.That(() => PeftModel.For(model).SaveAdapter(folder.File("adapter")), Throws.TypeOf<BackwardException>().With.InnerException.SameAs(_failure));
        Assert.That(folder.File("adapter"), Does.Not.Exist);
    }

    [Test]
    public void Merge_AfterAFailedBackward_Throws()
    {
        using var model = nn.Linear(1, 1);

        Assert.That(() => PeftModel.For(model).Merge(), Throws.TypeOf<BackwardException>().With.InnerException.SameAs(_failure));
    }
}
