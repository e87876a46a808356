using System.Reflection;

namespace Peft.Repository.Tests;

[TestFixture]
public sealed class PublicApiTests
{
    [TestCase("Peft.Core")]
    [TestCase("Peft.Quantization")]
    [TestCase("Peft.Adapters")]
    [TestCase("Peft.Transformers")]
    public void PublicSurface_OfPackage_EqualsSnapshot(string assembly) => ApiSnapshot.AssertEqual(Assembly.Load(assembly), assembly + ".txt");
}
