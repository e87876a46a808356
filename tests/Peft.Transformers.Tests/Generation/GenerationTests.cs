using Peft.Generation;
using Peft.TestUtils;
using Peft.Transformers.Tests.Llama;
using TorchSharp;
using static TorchSharp.torch;

namespace Peft.Transformers.Tests.Generation;

[TestFixture]
public sealed class GenerationTests
{
    private static readonly int[] s_prompt = [3, 14, 15, 9, 2];

    private static IEnumerable<TestCaseData> Models() =>
    [
        new TestCaseData((Action<LlamaConfig>)(_ => { })).SetArgDisplayNames("plain"),
        new TestCaseData((Action<LlamaConfig>)(c => c.SlidingWindow = 4)).SetArgDisplayNames("sliding window"),
        new TestCaseData((Action<LlamaConfig>)(c => (c.NumHiddenLayers, c.MaxPositionEmbeddings, c.RopeParameters) = (1, 8, new() { RopeType = "dynamic", Factor = 2 }))).SetArgDisplayNames("dynamic, one layer"),
        new TestCaseData((Action<LlamaConfig>)(c => c.RopeParameters = new() { RopeType = "yarn", Factor = 2, OriginalMaxPositionEmbeddings = 8 })).SetArgDisplayNames("yarn"),
    ];

    [TestCaseSource(nameof(Models))]
    public void NextLogits_WithCache_EqualsWithout(Action<LlamaConfig> change)
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        using var model = TinyLlama.Create(change);
        using var cache = new KvCache();
        var tokens = TinyLlama.Tokens(2, 12);
        var mask = ones([2, 12], ScalarType.Int64);
        mask[0, 0] = 0;
        mask[0, 1] = 0;

        foreach (var (start, length) in new[] { (0, 5), (5, 1), (6, 4), (10, 1), (11, 1) })
        {
            var cached = model.NextLogits(tokens.narrow(1, start, length), mask.narrow(1, 0, start + length), cache);
            var whole = model.NextLogits(tokens.narrow(1, 0, start + length), mask.narrow(1, 0, start + length), null);
            TensorAssert.AreClose(cached, whole, 1e-4, 1e-5, $"after {start + length} tokens");
        }
        Assert.That(cache.Length, Is.EqualTo(12));
    }

    [TestCaseSource(nameof(Models))]
    public void Generate_WithCache_GivesTheSameTokens(Action<LlamaConfig> change)
    {
        using var model = TinyLlama.Create(change);

        int[] cached = model.Generate(s_prompt, new() { MaxNewTokens = 20 });
        int[] uncached = model.Generate(s_prompt, new() { MaxNewTokens = 20, UseCache = false });

        Assert.That(cached, Is.EqualTo(uncached).And.Length.EqualTo(20));
    }

    [TestCase(0)]
    [TestCase(0.9)]
    public void GenerateBatch_PromptsOfSeveralLengths_EqualsOneByOne(double temperature)
    {
        using var model = TinyLlama.Create();
        int[][] prompts = [s_prompt, [7], [1, 2, 3]];
        GenerationOptions Options(int row) => new() { MaxNewTokens = 10, Temperature = temperature, Seed = 5 + row };

        var batch = model.GenerateBatch(prompts, Options(0));

        Assert.That(batch, Is.EqualTo(prompts.Select((p, row) => model.Generate(p, Options(row)))));
    }

    [Test]
    public void GenerateBatch_StopToken_EndsItsRowOnly()
    {
        using var model = TinyLlama.Create();
        int[][] prompts = [s_prompt, [7]];
        var free = model.GenerateBatch(prompts, new() { MaxNewTokens = 8 });
        int stop = free[0][2];
        Assume.That(free[1], Does.Not.Contain(stop));

        var stopped = model.GenerateBatch(prompts, new() { MaxNewTokens = 8, StopTokens = [stop] });

        Assert.That(stopped[0], Is.EqualTo(free[0][..(Array.IndexOf(free[0], stop) + 1)]));
        Assert.That(stopped[1], Is.EqualTo(free[1]));
    }

    [Test]
    public void Generate_MinNewTokens_PutsTheStopTokenOff()
    {
        using var model = TinyLlama.Create();
        int first = model.Generate(s_prompt, new() { MaxNewTokens = 1 })[0];

        int[] tokens = model.Generate(s_prompt, new() { MaxNewTokens = 6, MinNewTokens = 4, StopTokens = [first] });

        Assert.That(tokens[..4], Does.Not.Contain(first));
    }

    [Test]
    public void Generate_Seed_DecidesTheResult()
    {
        using var model = TinyLlama.Create();
        int[] Draw(int? seed) => model.Generate(s_prompt, new() { MaxNewTokens = 30, Temperature = 1.5, Seed = seed });

        Assert.That(Draw(1), Is.EqualTo(Draw(1)).And.Not.EqualTo(Draw(2)));
        random.manual_seed(1);
        int[] drawn = Draw(null);
        Assert.That(Draw(null), Is.Not.EqualTo(drawn));
        random.manual_seed(1);
        Assert.That(Draw(null), Is.EqualTo(drawn), "without a seed torch's generator decides");
    }

    [Test]
    public void Generate_TopOne_IsGreedy()
    {
        using var model = TinyLlama.Create();
        int[] greedy = model.Generate(s_prompt, new() { MaxNewTokens = 12 });

        Assert.That(model.Generate(s_prompt, new() { MaxNewTokens = 12, Temperature = 2, TopK = 1 }), Is.EqualTo(greedy));
        Assert.That(model.Generate(s_prompt, new() { MaxNewTokens = 12, Temperature = 2, TopP = 1e-6 }), Is.EqualTo(greedy));
    }

    [Test]
    public void Stream_Cancelled_StopsBeforeTheNextToken()
    {
        using var model = TinyLlama.Create();
        using var source = new CancellationTokenSource();
        var seen = new List<int>();

        Assert.That(() =>
        {
            foreach (int token in model.Stream(s_prompt, cancellationToken: source.Token))
            {
                seen.Add(token);
                if (seen.Count == 3)
                    source.Cancel();
            }
        }, Throws.InstanceOf<OperationCanceledException>());
        Assert.That(seen, Has.Count.EqualTo(3));
    }

    [Test]
    public void Generate_Repeated_LeavesNoTensorsAndRecordsNoGraph()
    {
        using var model = TinyLlama.Create();

        LeakGuard.NoTensorsLeft(() =>
        {
            model.GenerateBatch([s_prompt, [1]], new() { MaxNewTokens = 4 });
            _ = model.Stream(s_prompt).Take(2).ToList();
        });
        Assert.That(is_grad_enabled(), Is.True);
    }

    [Test]
    public void Generate_EmptyPrompt_IsRefused()
    {
        using var model = TinyLlama.Create();

        Assert.That(() => model.Generate([]), Throws.ArgumentException.With.Message.Contains("help:"));
        Assert.That(() => model.GenerateBatch([]), Throws.ArgumentException);
    }
}
