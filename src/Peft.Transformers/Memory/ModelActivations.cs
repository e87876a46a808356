using static TorchSharp.torch;

namespace Peft.Transformers;

/// <summary>What each model keeps, as its modules compute it in single precision. What libtorch's operators keep was measured by changing one size at a time, and is held by a test of the estimates.</summary>
internal sealed class ModelActivations(TrainingPlan plan)
{
    // What T5's decoder does with the encoder's result.
    private static readonly string[] s_ofSource = ["layer.1.EncDecAttention.k", "layer.1.EncDecAttention.v"];

    /// <summary>The model of a configuration.</summary>
    internal static nn.Module Create(ModelConfig config, ScalarType type, Device device) => config switch
    {
        LlamaConfig llama => new LlamaForCausalLM(llama, type, device),
        Gpt2Config gpt2 => new Gpt2LMHeadModel(gpt2, type, device),
        BertConfig bert => new BertForSequenceClassification(bert, type, device),
        RobertaConfig roberta => new RobertaForSequenceClassification(roberta, type, device),
        T5Config t5 => new T5ForConditionalGeneration(t5, type, device),
        _ => throw Unknown(config),
    };

    /// <summary>Its layers, in the order of computation.</summary>
    internal IReadOnlyList<LayerStack> Of(ModelConfig config) => config switch
    {
        LlamaConfig llama => [Llama(llama)],
        Gpt2Config gpt2 => [Gpt2(gpt2)],
        EncoderConfig encoder => [encoder is BertConfig ? Bert(encoder, "bert", "bert.pooler.dense") : Bert(encoder, "roberta", "classifier.dense")],
        T5Config t5 => [T5(t5, "encoder", t5.NumLayers, plan.Length), T5(t5, "decoder", t5.NumDecoderLayers ?? t5.NumLayers, plan.TargetLength ?? plan.Length)],
        _ => throw Unknown(config),
    };

    private LayerStack Llama(LlamaConfig c) => new("model.layers.", c.NumHiddenLayers, plan.Length, c.HiddenSize, c.IntermediateSize,
        [
            .. RmsNorm(c.HiddenSize, "input_layernorm"),
            new(c.HiddenSize, "self_attn.q_proj", "self_attn.k_proj", "self_attn.v_proj"),
            .. Attention((long)c.NumAttentionHeads * c.HeadSize, c.NumAttentionHeads, c.AttentionDropout, "self_attn.o_proj", isCausal: true),
            .. RmsNorm(c.HiddenSize, "post_attention_layernorm"),
            new(c.HiddenSize, "mlp.gate_proj", "mlp.up_proj"),
            .. FeedForward(c.IntermediateSize, c.HiddenAct, isGated: true, 0, "mlp.down_proj"),
        ],
        [.. RmsNorm(c.HiddenSize, "model.norm"), new(c.HiddenSize, "lm_head")],
        c.VocabSize);

    private LayerStack Gpt2(Gpt2Config c) => new("transformer.h.", c.NLayer, plan.Length, c.NEmbd, c.InnerSize,
        [
            .. LayerNorm(c.NEmbd),
            new(c.NEmbd, "attn.c_attn"),
            // The values of one sequence are a view of what the projection gave, and keep all of it.
            .. plan.Batch == 1 ? [new Activation(2L * c.NEmbd)] : Array.Empty<Activation>(),
            .. Attention(c.NEmbd, c.NHead, c.AttnPdrop, "attn.c_proj", isCausal: true),
            .. Dropout(c.NEmbd, c.ResidPdrop),
            .. LayerNorm(c.NEmbd),
            new(c.NEmbd, "mlp.c_fc"),
            .. FeedForward(c.InnerSize, c.ActivationFunction, isGated: false, 0, "mlp.c_proj"),
            .. Dropout(c.NEmbd, c.ResidPdrop),
        ],
        [.. Dropout(c.NEmbd, c.EmbdPdrop, "transformer.wte"), .. LayerNorm(c.NEmbd), new(c.NEmbd, "lm_head")],
        c.VocabSize);

    private LayerStack Bert(EncoderConfig c, string body, string head) => new($"{body}.encoder.layer.", c.NumHiddenLayers, plan.Length, c.HiddenSize, c.IntermediateSize,
        [
            new(c.HiddenSize, "attention.self.query", "attention.self.key", "attention.self.value"),
            .. Attention(c.HiddenSize, c.NumAttentionHeads, c.AttentionProbsDropoutProb, "attention.output.dense"),
            .. Dropout(c.HiddenSize, c.HiddenDropoutProb),
            .. LayerNorm(c.HiddenSize),
            new(c.HiddenSize, "intermediate.dense"),
            .. FeedForward(c.IntermediateSize, c.HiddenAct, isGated: false, 0, "output.dense"),
            .. Dropout(c.HiddenSize, c.HiddenDropoutProb),
            .. LayerNorm(c.HiddenSize),
        ],
        [.. LayerNorm(c.HiddenSize, $"{body}.embeddings.word_embeddings"), .. Dropout(c.HiddenSize, c.HiddenDropoutProb, $"{body}.embeddings.word_embeddings"), new(c.HiddenSize, head)]);

    private LayerStack T5(T5Config c, string name, int layers, int length)
    {
        bool isDecoder = name == "decoder";
        string feedForward = $"layer.{(isDecoder ? 2 : 1)}";
        return new($"{name}.block.", layers, length, c.DModel, c.DFf,
            [
                .. T5Attention(c, "layer.0", "SelfAttention", length, length, "q", "k", "v"),
                .. isDecoder ? T5Attention(c, "layer.1", "EncDecAttention", length, plan.Length, "q") : [],
                .. isDecoder ? [new Activation((long)c.DModel * plan.Length / length, s_ofSource) { IsShared = true }] : Array.Empty<Activation>(),
                .. RmsNorm(c.DModel, feedForward + ".layer_norm"),
                new(c.DModel, c.IsGated ? [feedForward + ".DenseReluDense.wi_0", feedForward + ".DenseReluDense.wi_1"] : [feedForward + ".DenseReluDense.wi"]),
                .. FeedForward(c.DFf, c.Activation, c.IsGated, c.DropoutRate, feedForward + ".DenseReluDense.wo"),
                .. Dropout(c.DModel, c.DropoutRate),
            ],
            [
                .. Dropout(c.DModel, c.DropoutRate, "shared"),
                .. RmsNorm(c.DModel, name + ".final_layer_norm"),
                .. Dropout(c.DModel, c.DropoutRate),
                // What distances add to the scores, which checkpointed layers are given.
                new(plan.GradientCheckpointing ? (long)c.NumHeads * length / plan.Batch : 0),
                // Kernels that need not keep the weights of attention have no gradient of what is added to the scores.
                new(KeepsWeights(c.DropoutRate) || plan.GradientCheckpointing ? 0 : (long)c.NumHeads * length * layers, name + ".block.0.layer.0.SelfAttention.relative_attention_bias"),
                new(c.DModel, isDecoder ? ["lm_head"] : [.. s_ofSource.Select(name => $"decoder.block.0.{name}")]),
            ],
            isDecoder ? c.VocabSize : 0);
    }

    private IEnumerable<Activation> T5Attention(T5Config c, string layer, string attention, int length, int keys, params string[] projections) =>
    [
        .. RmsNorm(c.DModel, layer + ".layer_norm"),
        new(c.DModel, [.. projections.Select(projection => $"{layer}.{attention}.{projection}")]),
        .. Attention((long)c.NumHeads * c.DKv, c.NumHeads, c.DropoutRate, $"{layer}.{attention}.o", length, keys),
        .. Dropout(c.DModel, c.DropoutRate),
    ];

    private IEnumerable<Activation> Attention(long width, int heads, double dropout, string output, bool isCausal = false) => Attention(width, heads, dropout, output, plan.Length, plan.Length, isCausal);

    // Queries, keys and values; the weights, with dropout besides what they are multiplied with and the product; the mask, a byte each; the result.
    private IEnumerable<Activation> Attention(long width, int heads, double dropout, string output, int length, int keys, bool isCausal = false)
    {
        yield return new(width + (2 * width * keys / length));
        bool keepsWeights = KeepsWeights(dropout);
        if (keepsWeights)
            yield return new(((dropout > 0 ? 3L : 1) * heads * keys) + (isCausal ? keys / sizeof(float) : 0));
        yield return keepsWeights ? new(width, output) : new(width);
    }

    private bool KeepsWeights(double dropout) => dropout > 0 || plan.KeepsAttentionWeights;

    // What the activation function and the gate's product keep, and the projection's input. The input of relu is not kept, but its result, which may be the projection's input.
    private static IEnumerable<Activation> FeedForward(long inner, string activation, bool isGated, double dropout, string projection)
    {
        bool isRelu = activation == "relu";
        yield return new(inner * ((isRelu || !isGated ? 1 : 2) + (isGated ? 1 : 0)));
        if (dropout > 0)
            yield return new(inner);
        if (!isRelu || isGated || dropout > 0)
            yield return new(inner, projection);
    }

    // Its input and a number for each token; what its own weight is multiplied with only if that is trained.
    private static IEnumerable<Activation> RmsNorm(long width, string name) => [new(width + 1), new(width, name)];

    private static IEnumerable<Activation> LayerNorm(long width, params string[] trainedAt) => [new(width + 2, trainedAt)];

    private static IEnumerable<Activation> Dropout(long width, double probability, params string[] trainedAt) => probability > 0 ? [new(width, trainedAt)] : [];

    private static ArgumentException Unknown(ModelConfig config) =>
        new($"What a model of a {config.GetType().Name} keeps is not known. help: Give the configuration of one of this library's models.", nameof(config));
}
