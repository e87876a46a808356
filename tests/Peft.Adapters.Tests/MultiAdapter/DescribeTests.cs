using Peft.Merging;

namespace Peft.Adapters.Tests.MultiAdapter;

/// <summary>What a model says about its adapters.</summary>
[TestFixture]
public sealed class DescribeTests
{
    [Test]
    public void Describe_SeveralAdapters_SaysWhatActsAndHowLargeItIs()
    {
        using var model = new OpenMlp();
        var peft = PeftModel.For(model);
        peft.AddAdapter(Mlps.Config(2, "lin0"), "a");
        var whole = Mlps.Config(3, "lin1");
        whole.ModulesToSave = ["lin2"];
        peft.AddAdapter(whole, "whole");
        peft.SetActive("a");
        peft.Merge();
        var report = peft.Describe();

        Assert.That(report.Adapters, Is.EqualTo(new[]
        {
            new AdapterInfo("a", "LORA", true, true, true, 1, 2 * 32, 2 * 32 * 4),
            new AdapterInfo("whole", "LORA", false, false, true, 1, (3 * 40) + 126, ((3 * 40) + 126) * 4),
        }));
        Assert.That(report.Enabled);
        Assert.That(report.ToString(), Is.EqualTo("""
            adapter  method  state                      layers  parameters  memory
            a        LORA    active, merged, trainable  1       64          0.2 KiB
            whole    LORA    inactive, trainable        1       246         1.0 KiB

            layer  attached by           adapters  merged
            lin0   Replace, not reached  a         a
            lin1   Replace, not reached  whole
            """.ReplaceLineEndings("\n")));
        Assert.That(report.Sites[1].ToString(), Does.StartWith("lin1: Replace, not reached, held by ").And.EndWith("; adapters: whole"));
    }

    [Test]
    public void ToString_OfReports_SaysTheNumbers()
    {
        Assert.That(new MergeReport(new Dictionary<string, double>()).ToString(), Is.EqualTo("merged; no layer is quantised"));
        Assert.That(new MergeReport(new Dictionary<string, double> { ["a"] = 0.01, ["b"] = 0.092 }).ToString(), Is.EqualTo("merged; 2 layers were quantised again, at most 9.2 % off (b)"));
        Assert.That(new CombinationReport("mix", 8, 0.25, new Dictionary<string, double> { ["a"] = 0.25 }).ToString(), Is.EqualTo("mix: rank 8, 0.25 from the exact weighted sum"));
    }

    [Test]
    public void Describe_Disabled_SaysSo()
    {
        using var model = new OpenMlp();
        var peft = model.WithAdapters("a");
        using (peft.DisableAdapters())
            Assert.That(peft.Describe().ToString(), Does.Contain("disabled"));
        Assert.That(peft.Describe().ToString(), Does.Not.Contain("disabled"));
    }
}
