using Peft.TestUtils;
using TorchSharp;
using static TorchSharp.torch;

namespace Peft.Transformers.Tests.Models;

/// <summary>Every text classifier among the reference models whose family is there, against transformers.</summary>
[TestFixture]
[Category("Golden")]
public sealed class ClassifierGoldenTests
{
    private const double LogitTolerance = 1e-4;

    private static readonly Dictionary<string, Func<string, Device, SequenceClassifier>> s_families = new()
    {
        [nameof(BertForSequenceClassification)] = (folder, device) => BertForSequenceClassification.FromPretrained(folder, device: device),
        [nameof(RobertaForSequenceClassification)] = (folder, device) => RobertaForSequenceClassification.FromPretrained(folder, device: device),
    };

    private static IEnumerable<TestCaseData> Models() => GoldenModels.Of([.. s_families.Keys]);

    [TestCaseSource(nameof(Models))]
    public void ForwardAndBackward_PaddedBatch_GiveReferenceLogitsHiddenStatesLossAndGradientNorms(GoldenCase golden, string device)
    {
        using var scope = NewDisposeScope();
        var io = GoldenModels.Data(golden, device);
        using var model = s_families[GoldenModels.Architecture(golden)](golden.FullPath(""), new Device(device));
        var hidden = RecordHiddenStates(model);

        var logits = model.call(io["input.input_ids"], io["input.attention_mask"], io.GetValueOrDefault("input.token_type_ids"));

        TensorAssert.AreClose(logits, io["logits"], LogitTolerance, LogitTolerance, "logits");
        GoldenModels.AssertHiddenStates(hidden, io, "hidden", io["input.attention_mask"][0].to(ScalarType.Bool));
        var loss = SequenceClassifier.Loss(logits, io["input.labels"]);
        TensorAssert.AreClose(loss.reshape(1), io["loss"], 1e-5, 0, "loss");
        loss.backward();
        GoldenModels.AssertGradientNorms(model, golden);
    }

    /// <summary>The embeddings and the output of every layer.</summary>
    private static List<Tensor> RecordHiddenStates(SequenceClassifier model)
    {
        var hidden = new List<Tensor>();
        foreach (var layer in model.modules().OfType<BertLayer>())
            layer.register_forward_pre_hook((_, input, _, _) => { hidden.Add(input.clone().DetachFromDisposeScope()); return null; });
        model.Model.register_forward_hook((_, _, _, _, _, output) => { hidden.Add(output.clone()); return output; });
        return hidden;
    }
}
