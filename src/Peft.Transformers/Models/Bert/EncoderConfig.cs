using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Peft.Transformers;

/// <summary>The shape of BERT and its kin.</summary>
public abstract class EncoderConfig : ModelConfig
{
    private const string Id2LabelName = "id2label", Label2IdName = "label2id", NumLabelsName = "num_labels";

    private protected EncoderConfig(string modelType, string architecture)
        : base(modelType, architecture)
    {
    }

    /// <summary>The number of tokens.</summary>
    /// <value>Default: 30522; of RoBERTa 50265.</value>
    public int VocabSize { get; set; } = 30522;

    /// <summary>The width of the hidden states.</summary>
    /// <value>Default: 768.</value>
    public int HiddenSize { get; set; } = 768;

    /// <summary>The number of layers.</summary>
    /// <value>Default: 12.</value>
    public int NumHiddenLayers { get; set; } = 12;

    /// <summary>The number of attention heads.</summary>
    /// <value>Default: 12.</value>
    public int NumAttentionHeads { get; set; } = 12;

    /// <summary>The width inside the feed-forward layers.</summary>
    /// <value>Default: 3072.</value>
    public int IntermediateSize { get; set; } = 3072;

    /// <summary>The activation of the feed-forward layers: <c>gelu</c>, <c>gelu_new</c>, <c>relu</c> or <c>silu</c>.</summary>
    /// <value>Default: <c>gelu</c>.</value>
    public string HiddenAct { get; set; } = "gelu";

    /// <summary>The probability with which an embedding's value or a layer's output is dropped in training.</summary>
    /// <value>Default: 0.1.</value>
    public double HiddenDropoutProb { get; set; } = 0.1;

    /// <summary>The probability with which an attention weight is dropped in training.</summary>
    /// <value>Default: 0.1.</value>
    public double AttentionProbsDropoutProb { get; set; } = 0.1;

    /// <summary>The probability with which an input of the classifier is dropped in training.</summary>
    /// <value>Default: null, <see cref="HiddenDropoutProb"/>.</value>
    public double? ClassifierDropout { get; set; }

    /// <summary>The number of learned positions; of RoBERTa the first ones up to that of the padding token are not used.</summary>
    /// <value>Default: 512.</value>
    public int MaxPositionEmbeddings { get; set; } = 512;

    /// <summary>The number of token types, which tell the parts of a pair of texts from each other.</summary>
    /// <value>Default: 2.</value>
    public int TypeVocabSize { get; set; } = 2;

    /// <summary>The standard deviation that weights of a new model are drawn with.</summary>
    /// <value>Default: 0.02.</value>
    public double InitializerRange { get; set; } = 0.02;

    /// <summary>Added to the variance in normalisation layers.</summary>
    /// <value>Default: 1e-12.</value>
    public double LayerNormEps { get; set; } = 1e-12;

    /// <summary>The names of the classes, numbered from 0; their number is that of the logits.</summary>
    /// <value>Default: <c>LABEL_0</c> and <c>LABEL_1</c>.</value>
    [JsonPropertyName(Id2LabelName)]
    public IReadOnlyDictionary<int, string> Id2Label { get; set; } = Labels(2);

    /// <summary>The position of the first token; padding has the one before. Null where padding has positions as tokens have, from 0.</summary>
    internal virtual long? FirstPosition => null;

    internal double HeadDropout => ClassifierDropout ?? HiddenDropoutProb;

    /// <summary>Names for classes that have none.</summary>
    internal static Dictionary<int, string> Labels(int count) => Enumerable.Range(0, count).ToDictionary(i => i, i => $"LABEL_{i}");

    /// <summary>Makes this the shape of a classifier on the same encoder.</summary>
    internal void BecomeClassifier(string architecture, IReadOnlyList<string> labels)
    {
        ArgumentNullException.ThrowIfNull(labels);
        Architectures = [architecture];
        Id2Label = labels.Index().ToDictionary(l => l.Index, l => l.Item);
        Validate();
    }

    private protected static TConfig Read<TConfig>(string folder)
        where TConfig : EncoderConfig => ConfigFile.Read<TConfig>(folder, TakeOlderFields);

    private protected override void AddOlderFields(JsonObject fields) =>
        fields[Label2IdName] = new JsonObject(Id2Label.Select(l => KeyValuePair.Create(l.Value, (JsonNode?)l.Key)));

    private protected override void Check(List<string> failures)
    {
        CheckPositive(failures,
            ("vocab_size", VocabSize), ("hidden_size", HiddenSize), ("num_hidden_layers", NumHiddenLayers), ("num_attention_heads", NumAttentionHeads), ("intermediate_size", IntermediateSize),
            ("max_position_embeddings", MaxPositionEmbeddings), ("type_vocab_size", TypeVocabSize), ("layer_norm_eps", LayerNormEps), ("the number of labels", Id2Label.Count));
        CheckMultiple(failures, ("hidden_size", HiddenSize), ("num_attention_heads", NumAttentionHeads));
        CheckActivation(failures, "hidden_act", HiddenAct);
        CheckProbabilities(failures, ("hidden_dropout_prob", HiddenDropoutProb), ("attention_probs_dropout_prob", AttentionProbsDropoutProb), ("classifier_dropout", HeadDropout));
        if (ExtensionData.TryGetValue("position_embedding_type", out var positions) && positions.GetString() is not "absolute" and var type)
            failures.Add($"position_embedding_type is \"{type}\", but positions are absolute.");
        if (ExtensionData.TryGetValue("is_decoder", out var decoder) && decoder.ValueKind == JsonValueKind.True)
            failures.Add("is_decoder is true, but only encoders are made.");
    }

    private static void TakeOlderFields(JsonObject fields)
    {
        fields.Remove(Label2IdName);
        if (fields.Remove(NumLabelsName, out var count) && fields[Id2LabelName] is null)
            fields[Id2LabelName] = new JsonObject(Labels(count!.GetValue<int>()).Select(l => KeyValuePair.Create($"{l.Key}", (JsonNode?)l.Value)));
    }
}
