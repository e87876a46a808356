using Peft.TestUtils;
using TorchSharp;
using static TorchSharp.torch;

namespace Peft.Adapters.Tests.Prompts;

/// <summary>Virtual tokens that several tasks share.</summary>
[TestFixture]
public sealed class MultitaskTests
{
    private const int Tasks = 3;

    [Test]
    public void Use_TaskOfEachRow_GivesWhatEachTaskGivesAlone()
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        using var model = Adapted();
        var ids = tensor(new long[,] { { 1, 2, 3 }, { 4, 5, 6 } });
        Tensor mixed, first, second;
        using (PromptTasks.Use(2, 0))
            mixed = model.call(ids);
        using (PromptTasks.Use(2))
        {
            first = model.call(ids);
            using (PromptTasks.Use(0))
                second = model.call(ids);
            TensorAssert.BitEqual(model.call(ids), first, "the outer choice again");
        }

        TensorAssert.AreClose(mixed, stack([first[0], second[1]]), 1e-5, 1e-6, "logits");
        Assert.That(first.allclose(second), Is.False);
    }

    [TestCase(new int[0], "none is chosen")]
    [TestCase(new[] { 0, 1, 2 }, "3 tasks for 2 rows")]
    [TestCase(new[] { 3 }, "the adapter has 3")]
    public void Forward_WrongTasks_SaysWhatIsWrong(int[] tasks, string message)
    {
        using var model = Adapted();
        using var ids = zeros([2, 3], ScalarType.Int64);
        using var _ = tasks.Length == 0 ? null : PromptTasks.Use(tasks);

        Assert.That(() => model.call(ids), Throws.ArgumentException.With.Message.Contains(message).And.Message.Contains("help:"));
    }

    [TestCase(PromptTuningInit.AverageSourceTasks)]
    [TestCase(PromptTuningInit.ExactSourceTask)]
    [TestCase(PromptTuningInit.OnlySourceShared)]
    public void AddAdapter_FromSourceTasks_StartsWithWhatTheyLearned(PromptTuningInit init)
    {
        using var scope = NewDisposeScope();
        using var folder = new TempFolder();
        using var source = Adapted();
        using var target = SmallLlama.Create();
        PeftModel.For(source).SaveAdapter(folder.Path);
        var learned = PeftModel.For(source).AdapterStateDict();
        var started = target.AddAdapter(new MultitaskPromptTuningConfig
        {
            NumVirtualTokens = 2,
            NumRanks = 2,
            Init = init,
            InitTask = 1,
            InitStateDictPath = folder.File("adapter_model.safetensors"),
        }).AdapterStateDict();

        TensorAssert.BitEqual(started["prompt_embeddings"], learned["prompt_embeddings"], "shared");
        foreach (string key in new[] { "prefix_task_cols", "prefix_task_rows" })
        {
            var expected = init == PromptTuningInit.ExactSourceTask ? learned[key].narrow(0, 1, 1) : learned[key].mean([0], keepdim: true);
            Assert.That(started[key].allclose(expected), Is.EqualTo(init != PromptTuningInit.OnlySourceShared), key);
        }
    }

    [Test]
    public void AddAdapter_SourceOfAnotherShape_SaysWhatIsNeeded()
    {
        using var folder = new TempFolder();
        using var source = Adapted();
        using var target = SmallLlama.Create();
        PeftModel.For(source).SaveAdapter(folder.Path);
        var config = new MultitaskPromptTuningConfig { NumVirtualTokens = 5, Init = PromptTuningInit.OnlySourceShared, InitStateDictPath = folder.File("adapter_model.safetensors") };

        Assert.That(() => target.AddAdapter(config), Throws.TypeOf<PeftConfigException>().With.Message.Contains("is [2, 16], but [5, 16] is needed"));
    }

    private static Transformers.LlamaForCausalLM Adapted() => PromptTests.Adapted(() => new MultitaskPromptTuningConfig { NumVirtualTokens = 2, NumTasks = Tasks, NumRanks = 2 });
}
