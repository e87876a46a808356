using System.Text.Json;
using Peft.Generation;
using Peft.TestUtils;
using Peft.Tokenizers;
using TorchSharp;
using static TorchSharp.torch;

namespace Peft.Transformers.Tests.Llama;

/// <summary>A real pretrained model against transformers. Without the shared data there are no cases.</summary>
[TestFixture]
public sealed class StoriesTests
{
    private const double Tolerance = 1e-4;

    private static IEnumerable<TestCaseData> Prompts() => SharedData.Exists
        ? SharedData.Json("stories260K", "reference", "reference.json").GetProperty("prompts").EnumerateArray()
            .Select((prompt, i) => new TestCaseData(i, prompt).SetArgDisplayNames($"p{i}"))
        : [];

    private static IEnumerable<string> Batches() => SharedData.Exists ? ["batch_left", "batch_right"] : [];

    private static IEnumerable<string> Folders() => SharedData.Exists ? ["hf"] : [];

    [TestCaseSource(nameof(Prompts))]
    public void Forward_Prompt_GivesReferenceLogits(int index, JsonElement prompt)
    {
        using var scope = NewDisposeScope();
        var reference = Reference();
        using var llama = Load();

        var logits = llama.call(reference[$"p{index}.input_ids"].unsqueeze(0));

        TensorAssert.AreClose(logits[0], reference[$"p{index}.logits"], Tolerance, Tolerance, prompt.GetProperty("text").GetString()!);
    }

    [TestCaseSource(nameof(Prompts))]
    public void GenerateText_Greedy_GivesReferenceText(int index, JsonElement prompt)
    {
        using var llama = Load();
        var tokenizer = Tokenizer.FromFolder(SharedData.FullPath("stories260K", "hf"));
        string text = prompt.GetProperty("text").GetString()!;
        int[] expected = [.. prompt.GetProperty("greedy_new_ids").EnumerateArray().Select(id => id.GetInt32())];
        var options = new GenerationOptions { MaxNewTokens = expected.Length };
        var pieces = new List<string>();

        string continuation = llama.GenerateText(tokenizer, text, options, pieces.Add);

        Assert.That(llama.Generate(tokenizer.Encode(text), options), Is.EqualTo(expected), $"p{index}");
        Assert.That(text + continuation, Is.EqualTo(prompt.GetProperty("greedy_text").GetString()));
        Assert.That(string.Concat(pieces), Is.EqualTo(continuation));
    }

    [TestCaseSource(nameof(Batches))]
    public void Forward_PaddedBatch_GivesReferenceLogits(string batch)
    {
        using var scope = NewDisposeScope();
        var reference = Reference();
        using var llama = Load();
        var (ids, mask, positions) = (reference[$"{batch}.input_ids"], reference[$"{batch}.attention_mask"], reference[$"{batch}.position_ids"]);
        var isToken = mask.to(ScalarType.Bool);

        var expected = reference[$"{batch}.logits"][isToken];

        TensorAssert.AreClose(llama.call(ids, mask, positions, null)[isToken], expected, Tolerance, Tolerance, "with positions given");
        TensorAssert.AreClose(llama.call(ids, mask)[isToken], expected, Tolerance, Tolerance, "with positions from the mask");
    }

    [TestCaseSource(nameof(Folders))]
    public void Backward_MaskedLabels_GivesReferenceLossAndGradients(string folder)
    {
        using var scope = NewDisposeScope();
        var reference = Reference();
        using var llama = Load(folder);

        var loss = LlamaForCausalLM.Loss(llama.call(reference["loss.input_ids"].unsqueeze(0)), reference["loss.labels"].unsqueeze(0));
        loss.backward();

        TensorAssert.AreClose(loss, reference["loss.value"], 1e-5, 0, "loss");
        var gradients = llama.named_parameters().ToDictionary(p => p.name, p => p.parameter.grad!);
        foreach (var (name, expected) in reference.Where(r => r.Key.StartsWith("grad.")))
            TensorAssert.AreClose(gradients[name["grad.".Length..]], expected, 1e-3, 1e-5, name);
        double total = Math.Sqrt(gradients.Values.Sum(g => Math.Pow(g.norm().ToDouble(), 2)));
        double expectedTotal = SharedData.Json("stories260K", "reference", "reference.json").GetProperty("loss").GetProperty("grad_norm_total").GetDouble();
        Assert.That(total, Is.EqualTo(expectedTotal).Within(0.1).Percent);
    }

    [TestCaseSource(nameof(Folders))]
    public void FromPretrained_ShardedBFloat16_ComputesInSinglePrecision(string folder)
    {
        using var scope = NewDisposeScope();
        var ids = Reference()["p4.input_ids"].unsqueeze(0);
        using var wide = Load($"{folder}-bf16-sharded", ScalarType.Float32);
        using var stored = Load($"{folder}-bf16-sharded");

        var (expected, logits) = (wide.call(ids), stored.call(ids));

        Assert.That(stored.parameters().Select(p => p.dtype), Is.All.EqualTo(ScalarType.BFloat16));
        TensorAssert.AreClose(logits, expected, 1e-5, 1e-5, "logits");
        TensorAssert.AreClose(expected[0], Reference()["p4.logits"], 0.05, 0.1, "logits of the unrounded model");
    }

    private static LlamaForCausalLM Load(string folder = "hf", ScalarType? dtype = null) => LlamaForCausalLM.FromPretrained(SharedData.FullPath("stories260K", folder), dtype);

    private static Dictionary<string, Tensor> Reference()
    {
        using var file = Checkpoints.SafetensorsFile.Open(SharedData.FullPath("stories260K", "reference", "reference.safetensors"));
        return file.ReadAll();
    }
}
