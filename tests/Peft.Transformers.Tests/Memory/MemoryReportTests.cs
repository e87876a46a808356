using Peft.Adapters;
using Peft.Optimizers;
using Peft.TestUtils;
using Peft.Transformers.Tests.Llama;
using static TorchSharp.torch;

namespace Peft.Transformers.Tests.Memory;

[TestFixture]
public sealed class MemoryReportTests
{
    [Test]
    public void Of_TiedWeights_CountsThemOnce()
    {
        using var tied = TinyLlama.Create(c => c.TieWordEmbeddings = true);
        using var untied = TinyLlama.Create();

        Assert.That(MemoryReport.Of(untied).Use.Weights - MemoryReport.Of(tied).Use.Weights, Is.EqualTo(TinyLlama.Vocabulary * 32 * sizeof(float)));
    }

    [Test]
    public void MeasureMemory_InTraining_CountsEachCategory()
    {
        using var scope = NewDisposeScope();
        using var model = TinyLlama.Create();
        long weights = MemoryReport.Of(model).Use.Weights;
        var peft = model.AddLora(o => (o.Rank, o.TargetModules) = (4, ["q_proj"]));
        using var optimizer = optim.AdamW(peft.TrainableParameters());
        model.call(TinyLlama.Tokens(1, 5)).sum().backward();
        optimizer.step();

        var report = peft.MeasureMemory(optimizer);

        // Two layers, (32 + 32) · 4 numbers each.
        const long Adapter = 2 * 64 * 4 * sizeof(float);
        Assert.That(report.Use, Is.EqualTo(new MemoryUse { Weights = weights, Adapters = Adapter, Gradients = Adapter, OptimizerStates = 2 * Adapter }));
        Assert.That(report.Use.Total, Is.EqualTo(weights + (4 * Adapter)));
        Assert.That(report.PeakResident, Is.GreaterThanOrEqualTo(report.Resident).And.GreaterThan(report.Use.Total));
        Assert.That(report.ToString(), Does.Contain("optimizer states").And.Contain("peak resident").And.Contain("live tensors"));
    }

    [Test]
    public void MeasureMemory_TrainedWholeAndMerged_CountsWhatIsKeptAside()
    {
        using var model = TinyLlama.Create();
        long weights = MemoryReport.Of(model).Use.Weights;
        var peft = model.AddLora(o => (o.Rank, o.TargetModules, o.ModulesToSave) = (4, ["q_proj"], ["lm_head"]));
        long head = TinyLlama.Vocabulary * 32 * sizeof(float), adapter = (2 * 64 * 4 * sizeof(float)) + head;

        Assert.That(peft.MeasureMemory().Use, Is.EqualTo(new MemoryUse { Weights = weights, Adapters = adapter }));
        peft.Merge();
        Assert.That(peft.MeasureMemory().Use, Is.EqualTo(new MemoryUse { Weights = weights + (2 * 32 * 32 * sizeof(float)), Adapters = adapter }), "merged");
    }

    [Test]
    public void MeasureMemory_PagedStates_AreApart()
    {
        using var scope = NewDisposeScope();
        using var folder = new TempFolder();
        using var model = TinyLlama.Create();
        var peft = model.AddLora(o => (o.Rank, o.TargetModules) = (16, ModuleTargets.AllLinear));
        using var optimizer = new PagedAdamW(peft.TrainableParameters(), folder.Path);
        model.call(TinyLlama.Tokens(1, 5)).sum().backward();
        optimizer.step();

        var use = peft.MeasureMemory(optimizer).Use;

        Assert.That((use.OptimizerStates + use.PagedOptimizerStates, use.PagedOptimizerStates), Is.EqualTo((optimizer.StateBytes, optimizer.PagedBytes)));
        Assert.That(optimizer.StateBytes, Is.EqualTo(2 * use.Adapters));
    }
}
