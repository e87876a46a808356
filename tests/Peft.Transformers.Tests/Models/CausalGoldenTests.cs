using Peft.Generation;
using Peft.TestUtils;
using Peft.Transformers.Layers;
using TorchSharp;
using static TorchSharp.torch;

namespace Peft.Transformers.Tests.Models;

/// <summary>Every causal language model among the reference models whose family is there, against transformers.</summary>
[TestFixture]
[Category("Golden")]
public sealed class CausalGoldenTests
{
    private const double LogitTolerance = 1e-4;
    private const int MostGreedyTokens = 16;
    private const int MinGreedyTokens = 12;

    private static readonly Dictionary<string, Func<string, Device, CausalLanguageModel>> s_families = new()
    {
        ["LlamaForCausalLM"] = (folder, device) => LlamaForCausalLM.FromPretrained(folder, device: device),
        ["MistralForCausalLM"] = (folder, device) => LlamaForCausalLM.FromPretrained(folder, device: device),
        ["GPT2LMHeadModel"] = (folder, device) => Gpt2LMHeadModel.FromPretrained(folder, device: device),
    };

    private static IEnumerable<TestCaseData> Models() => GoldenModels.Of([.. s_families.Keys]);

    [TestCaseSource(nameof(Models))]
    public void Forward_PaddedBatch_GivesReferenceLogitsHiddenStatesAndLoss(GoldenCase golden, string device)
    {
        using var scope = NewDisposeScope();
        var io = GoldenModels.Data(golden, device);
        using var model = Load(golden, device);
        var hidden = RecordHiddenStates(model);

        var logits = model.call(io["input.input_ids"], io["input.attention_mask"]);

        var isToken = io["input.attention_mask"].to(ScalarType.Bool);
        TensorAssert.AreClose(logits[isToken], io["logits"][isToken], LogitTolerance, LogitTolerance, "logits");
        GoldenModels.AssertHiddenStates(hidden, io, "hidden", isToken[0]);
        var loss = CausalLanguageModel.Loss(logits, io["input.labels"]);
        TensorAssert.AreClose(loss.reshape(1), io["loss"], 1e-5, 0, "loss");
    }

    [TestCaseSource(nameof(Models))]
    public void Backward_PaddedBatch_GivesReferenceGradientNorms(GoldenCase golden, string device)
    {
        using var scope = NewDisposeScope();
        var io = GoldenModels.Data(golden, device);
        using var model = Load(golden, device);

        CausalLanguageModel.Loss(model.call(io["input.input_ids"], io["input.attention_mask"]), io["input.labels"]).backward();

        GoldenModels.AssertGradientNorms(model, golden);
    }

    [TestCaseSource(nameof(Models))]
    public void Generate_Greedy_GivesReferenceTokens(GoldenCase golden, string device)
    {
        using var scope = NewDisposeScope();
        var io = GoldenModels.Data(golden, device);
        using var model = Load(golden, device);
        int[] prompt = GoldenModels.Ints(io["generate.prompt"]);
        int[] Continue(int least, int most) =>
            [.. prompt, .. model.Generate(prompt, new() { MinNewTokens = least, MaxNewTokens = most, StopTokens = model.CommonConfig.EosTokenId })];

        Assert.That(Continue(0, MostGreedyTokens), Is.EqualTo(GoldenModels.Ints(io["generate.greedy"])));
        Assert.That(Continue(MinGreedyTokens, MinGreedyTokens), Is.EqualTo(GoldenModels.Ints(io["generate.greedy_min12"])));
    }

    private static CausalLanguageModel Load(GoldenCase golden, string device) => s_families[GoldenModels.Architecture(golden)](golden.FullPath(""), new Device(device));

    /// <summary>The embeddings, the output of every layer but the last, and the final norm's.</summary>
    private static List<Tensor> RecordHiddenStates(CausalLanguageModel model)
    {
        var hidden = new List<Tensor>();
        void Record(Tensor input) => hidden.Add(input.clone().MoveToOuterDisposeScope());
        foreach (var layer in model.modules().OfType<nn.Module<Tensor, AttentionContext, Tensor>>().Where(m => m is LlamaDecoderLayer))
            layer.register_forward_pre_hook((_, input, _) => { Record(input); return null; });
        foreach (var block in model.modules().OfType<Gpt2Block>())
            block.register_forward_pre_hook((_, input, _, _) => { Record(input); return null; });
        var decoder = model.modules().OfType<nn.Module<Tensor, Tensor?, Tensor?, KvCache?, Tensor>>().Single(m => m is LlamaModel or Gpt2Model);
        decoder.register_forward_hook((_, _, _, _, _, output) => { hidden.Add(output.clone()); return output; });
        return hidden;
    }
}
