using System.Reflection;

namespace Peft.Repository.Tests;

[TestFixture]
public sealed class PublicApiTests
{
    private static readonly string[] s_packages = ["Peft.Core", "Peft.Quantization", "Peft.Adapters", "Peft.Transformers"];

    [TestCaseSource(nameof(s_packages))]
    public void PublicSurface_OfPackage_EqualsSnapshot(string assembly) => ApiSnapshot.AssertEqual(Assembly.Load(assembly), assembly + ".txt");

    /// <summary>The compiler asks for a comment on every public member only where it writes this file.</summary>
    [TestCaseSource(nameof(s_packages))]
    public void Documentation_OfPackage_LiesBesideIt(string assembly) => Assert.That(Path.Combine(AppContext.BaseDirectory, assembly + ".xml"), Does.Exist);
}
