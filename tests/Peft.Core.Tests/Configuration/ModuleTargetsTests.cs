using System.ComponentModel;

namespace Peft.Core.Tests.Configuration;

[TestFixture]
public sealed class ModuleTargetsTests
{
    [Test]
    public void Names_FromACollectionExpression_AreKeptInOrder()
    {
        ModuleTargets targets = ["q_proj", "v_proj"];

        Assert.That(targets.ModuleNames, Is.EqualTo(new[] { "q_proj", "v_proj" }));
        Assert.That(targets.Pattern, Is.Null);
    }

    [Test]
    public void Regex_TheWordAllLinear_IsAllLinear() => Assert.That(ModuleTargets.Regex("all-linear").IsAllLinear);

    [TestCase("q_proj", "[\"q_proj\"]")]
    [TestCase("q_proj, self_attn.v_proj", "[\"q_proj\", \"self_attn.v_proj\"]")]
    [TestCase("all-linear", "all-linear")]
    [TestCase(@".*\.(q|v)_proj", @".*\.(q|v)_proj")]
    public void ConvertFrom_TextOfAHostsConfiguration_IsNamesOrARegularExpression(string text, string targets) =>
        Assert.That(TypeDescriptor.GetConverter(typeof(ModuleTargets)).ConvertFrom(text)!.ToString(), Is.EqualTo(targets));

    [Test]
    public void Equals_OtherOrder_IsTrue()
    {
        ModuleTargets one = ["a", "b"], other = ["b", "a"];

        Assert.That(one, Is.EqualTo(other));
        Assert.That(one.GetHashCode(), Is.EqualTo(other.GetHashCode()));
        Assert.That(one, Is.Not.EqualTo(ModuleTargets.Regex("a")));
    }
}
