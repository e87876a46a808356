using System.Text.Json;
using Peft.Generation;
using Peft.TestUtils;
using Peft.Transformers.Layers;
using TorchSharp;
using static TorchSharp.torch;

namespace Peft.Transformers.Tests.Llama;

/// <summary>Every Llama among the reference models against transformers.</summary>
[TestFixture]
[Category("Golden")]
public sealed class LlamaGoldenTests
{
    private const double LogitTolerance = 1e-4;
    private const int MostGreedyTokens = 16;
    private const int MinGreedyTokens = 12;

    private static IEnumerable<TestCaseData> Models() => Golden.Cases("models").Where(IsLlama).Select(c => new TestCaseData(c).SetArgDisplayNames(c.Id));

    [TestCaseSource(nameof(Models))]
    public void Forward_PaddedBatch_GivesReferenceLogitsHiddenStatesAndLoss(GoldenCase model)
    {
        using var scope = NewDisposeScope();
        var io = model.Tensors("io.safetensors");
        using var llama = LlamaForCausalLM.FromPretrained(model.FullPath(""));
        var hidden = RecordHiddenStates(llama);

        var logits = llama.call(io["input.input_ids"], io["input.attention_mask"]);

        var isToken = io["input.attention_mask"].to(ScalarType.Bool);
        TensorAssert.AreClose(logits[isToken], io["logits"][isToken], LogitTolerance, LogitTolerance, "logits");
        for (int i = 0; i < hidden.Count; i++)
            TensorAssert.AreClose(hidden[i][0][isToken[0]], io[$"hidden.{i}"][0][isToken[0]], LogitTolerance, LogitTolerance, $"hidden.{i}");
        Assert.That(hidden, Has.Count.EqualTo(llama.Config.NumHiddenLayers + 1));
        var loss = LlamaForCausalLM.Loss(logits, io["input.labels"]);
        TensorAssert.AreClose(loss.reshape(1), io["loss"], 1e-5, 0, "loss");
    }

    [TestCaseSource(nameof(Models))]
    public void Backward_PaddedBatch_GivesReferenceGradientNorms(GoldenCase model)
    {
        using var scope = NewDisposeScope();
        var io = model.Tensors("io.safetensors");
        using var llama = LlamaForCausalLM.FromPretrained(model.FullPath(""));

        LlamaForCausalLM.Loss(llama.call(io["input.input_ids"], io["input.attention_mask"]), io["input.labels"]).backward();

        var norms = llama.named_parameters().ToDictionary(p => p.name, p => p.parameter.grad!.norm().ToDouble());
        var expected = model.Description.GetProperty("grad_norms").EnumerateObject().ToDictionary(p => p.Name, p => p.Value.GetDouble());
        Assert.That(norms.Keys, Is.EquivalentTo(expected.Keys));
        foreach (var (name, norm) in expected)
            Assert.That(norms[name], Is.EqualTo(norm).Within(0.1).Percent, name);
    }

    [TestCaseSource(nameof(Models))]
    public void Generate_Greedy_GivesReferenceTokens(GoldenCase model)
    {
        using var scope = NewDisposeScope();
        var io = model.Tensors("io.safetensors");
        using var llama = LlamaForCausalLM.FromPretrained(model.FullPath(""));
        int[] prompt = Ints(io["generate.prompt"]);
        int[] Continue(int least, int most) =>
            [.. prompt, .. llama.Generate(prompt, new() { MinNewTokens = least, MaxNewTokens = most, StopTokens = llama.Config.EosTokenId })];

        Assert.That(Continue(0, MostGreedyTokens), Is.EqualTo(Ints(io["generate.greedy"])));
        Assert.That(Continue(MinGreedyTokens, MinGreedyTokens), Is.EqualTo(Ints(io["generate.greedy_min12"])));
    }

    private static bool IsLlama(GoldenCase model) =>
        JsonElement.Parse(File.ReadAllBytes(model.FullPath("config.json"))).TryGetProperty("architectures", out var architectures)
        && architectures.EnumerateArray().Any(a => a.GetString() == nameof(LlamaForCausalLM));

    /// <summary>The embeddings, the output of every layer but the last, and the final norm's.</summary>
    private static List<Tensor> RecordHiddenStates(LlamaForCausalLM llama)
    {
        var hidden = new List<Tensor>();
        foreach (var layer in llama.Model.modules().OfType<LlamaDecoderLayer>())
            layer.register_forward_pre_hook((_, input, context) => { hidden.Add(input.clone().MoveToOuterDisposeScope()); return null; });
        llama.Model.register_forward_hook((_, _, _, _, _, output) => { hidden.Add(output.clone()); return output; });
        return hidden;
    }

    private static int[] Ints(Tensor tensor) => [.. tensor.data<long>().Select(id => (int)id)];
}
