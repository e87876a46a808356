using Peft.Attachment;
using Peft.Generation;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Peft.Transformers;

/// <summary>A model that puts texts into classes: an encoder, and a classifier over its hidden states.</summary>
public abstract class SequenceClassifier : nn.Module<Tensor, Tensor?, Tensor?, KvCache?, Tensor>, nn.IModule<Tensor, Tensor>, ILanguageModel, ILinearMaker, ICheckpointedModel
{
    private readonly IReadOnlyCollection<string> _weightNames;

    private protected SequenceClassifier(string name, EncoderConfig config, LayerFactory layers)
        : base(name) => (CommonConfig, _weightNames) = (config, layers.Names);

    /// <summary>What the configurations of all such models have.</summary>
    /// <remarks>The models' own <c>Config</c> does not override it: <c>Module.to</c> of TorchSharp fails on a property that is overridden with another type.</remarks>
    public EncoderConfig CommonConfig { get; }

    /// <summary>The part below the classifier.</summary>
    public abstract BertModel Model { get; }

    /// <summary>Where the model expects its input.</summary>
    public Device Device => Model.parameters().First().device;

    nn.Module ILanguageModel.InputEmbeddings => Model.Embedding;

    nn.Module ILanguageModel.OutputEmbeddings => Classifier;

    nn.Module<Tensor, Tensor> ILinearMaker.MakeLinear(string path, Parameter weight, Parameter? bias) => LayerFactory.Dense(weight, bias);

    private protected abstract nn.Module<Tensor, Tensor> Classifier { get; }

    /// <inheritdoc/>
    public void EnableGradientCheckpointing(CheckpointingOptions? options = null) => Model.Checkpointing.Options = options ?? new();

    /// <inheritdoc/>
    public void DisableGradientCheckpointing() => Model.Checkpointing.Options = null;

    /// <summary>The mean cross-entropy of a batch.</summary>
    /// <param name="logits">(batch, classes).</param>
    /// <param name="labels">The right classes: (batch). Those of -100 do not count.</param>
    /// <returns>A scalar, in nats.</returns>
    /// <exception cref="ArgumentException">There is not one label for each row.</exception>
    public static Tensor Loss(Tensor logits, Tensor labels) => CrossEntropy.Compute(logits, labels);

    /// <summary>Logits of the classes from the encoder's hidden states.</summary>
    /// <param name="hidden">(batch, length, hidden size).</param>
    /// <returns>(batch, classes).</returns>
    public abstract Tensor Classify(Tensor hidden);

    /// <summary>Logits of the classes.</summary>
    /// <param name="inputIds">Token ids: (batch, length).</param>
    /// <param name="attentionMask">1 for tokens, 0 for padding: (batch, cached + length). Null: no padding.</param>
    /// <param name="tokenTypeIds">Which part of a pair each token belongs to: (batch, length). Null: the first.</param>
    /// <param name="cache">Keys and values that stand before the sequence, such as those of virtual tokens; those of the tokens are added. Null: none.</param>
    /// <returns>(batch, classes).</returns>
    public override Tensor forward(Tensor inputIds, Tensor? attentionMask, Tensor? tokenTypeIds, KvCache? cache)
    {
        using var hidden = Model.call(inputIds, attentionMask, tokenTypeIds, cache);
        return Classify(hidden);
    }

    /// <summary>Logits of the classes.</summary>
    /// <param name="inputIds">Token ids: (batch, length).</param>
    /// <param name="attentionMask">1 for tokens, 0 for padding: (batch, length). Null: no padding.</param>
    /// <param name="tokenTypeIds">Which part of a pair each token belongs to: (batch, length). Null: the first.</param>
    /// <returns>(batch, classes).</returns>
    public Tensor call(Tensor inputIds, Tensor? attentionMask, Tensor? tokenTypeIds = null) => call(inputIds, attentionMask, tokenTypeIds, null);

    /// <summary>Logits of the classes of sequences without padding.</summary>
    /// <param name="inputIds">Token ids: (batch, length).</param>
    /// <returns>(batch, classes).</returns>
    public Tensor call(Tensor inputIds) => call(inputIds, null, null, null);

    /// <summary>Saves configuration and weights in Hugging Face's form, in one file. Tokenizer files are not this model's to save.</summary>
    /// <param name="folder">The folder; created if it is not there.</param>
    /// <exception cref="InvalidOperationException">Adapters are attached.</exception>
    public void SavePretrained(string folder) => PretrainedFolder.Save(this, CommonConfig, _weightNames, folder);

    /// <summary>The factory for the classifier: new weights of the encoder's type and place, where the file has none.</summary>
    private protected static LayerFactory ForClassifier(LayerFactory layers, EncoderConfig config, BertModel encoder, bool isNew)
    {
        var weight = encoder.parameters().First();
        return isNew ? layers.From(new RandomWeights(_ => config.InitializerRange, weight.dtype, weight.device)) : layers;
    }
}
