using Peft.Merging;

namespace Peft.Core.Tests.Merging;

[TestFixture]
public sealed class MergeParameterTests
{
    [Test]
    public void For_Filters_TakesTheFirstThatMatchesAnywhere()
    {
        MergeParameter parameter = new([("self_attn", 0.25), (@"layers\.1\.", 0.5), ("^model", 0.75)], otherwise: 1);

        Assert.That(parameter.For("model.layers.1.self_attn.q_proj.weight"), Is.EqualTo(0.25));
        Assert.That(parameter.For("model.layers.1.mlp.up_proj.weight"), Is.EqualTo(0.5));
        Assert.That(parameter.For("model.layers.11.mlp.up_proj.weight"), Is.EqualTo(0.75));
        Assert.That(parameter.For("lm_head.weight"), Is.EqualTo(1));
        Assert.That(parameter.ToString(), Is.EqualTo(@"self_attn: 0.25, layers\.1\.: 0.5, ^model: 0.75, otherwise 1"));
    }

    [Test]
    public void For_Number_IsTheSameEverywhere()
    {
        MergeParameter parameter = 0.5;

        Assert.That(parameter.For("anything"), Is.EqualTo(0.5));
        Assert.That(parameter.ToString(), Is.EqualTo("0.5"));
    }

    [Test]
    public void Create_BadInput_IsRefused()
    {
        Assert.Multiple(() =>
        {
            Assert.That(() => new MergeParameter([("(", 1)], 0), Throws.InstanceOf<PeftConfigException>().With.Message.Contains("'('"));
            Assert.That(() => new MergeParameter(double.NaN), Throws.InstanceOf<PeftConfigException>());
            Assert.That(() => new MergeParameter([("a", double.PositiveInfinity)], 0), Throws.InstanceOf<PeftConfigException>());
        });
    }

    [Test]
    public void For_PatternThatBacktracksForEver_IsStopped()
    {
        MergeParameter parameter = new([("^(a+)+$", 1)], 0);

        Assert.That(() => parameter.For(new string('a', 40) + "!"), Throws.InstanceOf<PeftConfigException>().With.Message.Contains("for ever"));
    }
}
