using Peft.TestUtils;
using TorchSharp;
using static TorchSharp.torch;

namespace Peft.Transformers.Tests.Models;

/// <summary>Every T5 among the reference models, against transformers.</summary>
[TestFixture]
[Category("Golden")]
public sealed class Seq2SeqGoldenTests
{
    private const double LogitTolerance = 1e-4;
    private const int MostGreedyTokens = 10;
    private const int MinGreedyTokens = 12;

    private static IEnumerable<TestCaseData> Models() => GoldenModels.Of(nameof(T5ForConditionalGeneration));

    [TestCaseSource(nameof(Models))]
    public void ForwardAndBackward_PaddedBatch_GiveReferenceLogitsHiddenStatesLossAndGradientNorms(GoldenCase golden, string device)
    {
        using var scope = NewDisposeScope();
        var io = GoldenModels.Data(golden, device);
        using var model = T5ForConditionalGeneration.FromPretrained(golden.FullPath(""), device: new Device(device));
        var (encoder, decoder) = (RecordHiddenStates(model.Encoder), RecordHiddenStates(model.Decoder));

        var logits = model.call(io["input.input_ids"], io["input.attention_mask"], io["input.decoder_input_ids"]);

        TensorAssert.AreClose(logits, io["logits"], LogitTolerance, LogitTolerance, "logits");
        GoldenModels.AssertHiddenStates(encoder, io, "encoder_hidden", io["input.attention_mask"][0].to(ScalarType.Bool));
        GoldenModels.AssertHiddenStates(decoder, io, "hidden", ones_like(io["input.decoder_input_ids"][0]).to(ScalarType.Bool));
        var loss = T5ForConditionalGeneration.Loss(logits, io["input.labels"]);
        TensorAssert.AreClose(loss.reshape(1), io["loss"], 1e-5, 0, "loss");
        loss.backward();
        GoldenModels.AssertGradientNorms(model, golden);
    }

    [TestCaseSource(nameof(Models))]
    public void Generate_Greedy_GivesReferenceTokens(GoldenCase golden, string device)
    {
        using var scope = NewDisposeScope();
        var io = GoldenModels.Data(golden, device);
        using var model = T5ForConditionalGeneration.FromPretrained(golden.FullPath(""), device: new Device(device));
        int[] source = GoldenModels.Ints(io["generate.prompt"]);
        int[] Write(int least, int most) =>
            [model.Config.DecoderStartTokenId!.Value, .. model.Generate(source, new() { MinNewTokens = least, MaxNewTokens = most, StopTokens = model.Config.EosTokenId })];

        Assert.That(Write(0, MostGreedyTokens), Is.EqualTo(GoldenModels.Ints(io["generate.greedy"])));
        Assert.That(Write(MinGreedyTokens, MinGreedyTokens), Is.EqualTo(GoldenModels.Ints(io["generate.greedy_min12"])));
    }

    /// <summary>The embeddings, the output of every block but the last, and the final norm's.</summary>
    private static List<Tensor> RecordHiddenStates(T5Stack stack)
    {
        var hidden = new List<Tensor>();
        foreach (var block in stack.modules().OfType<T5Block>())
            block.register_forward_pre_hook((_, input, _) => { hidden.Add(input.clone().DetachFromDisposeScope()); return null; });
        stack.register_forward_hook((_, _, _, _, _, _, output) => { hidden.Add(output.clone().DetachFromDisposeScope()); return output; });
        return hidden;
    }
}
