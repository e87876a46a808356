using Peft.Attachment;
using Peft.Generation;
using Peft.Transformers.Layers;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Peft.Transformers;

/// <summary>A model that predicts each token from those before it: a decoder that turns token ids into hidden states, and an output layer.</summary>
public abstract class CausalLanguageModel : nn.Module<Tensor, Tensor?, Tensor?, KvCache?, Tensor>, nn.IModule<Tensor, Tensor>, ICausalLanguageModel, ILanguageModel, ILinearMaker, ICheckpointedModel
{
    private readonly IReadOnlyCollection<string> _weightNames;

    private protected CausalLanguageModel(string name, ModelConfig config, LayerFactory layers)
        : base(name) => (CommonConfig, _weightNames) = (config, layers.Names);

    /// <summary>What the configurations of all such models have.</summary>
    /// <remarks>The models' own <c>Config</c> does not override it: <c>Module.to</c> of TorchSharp fails on a property that is overridden with another type.</remarks>
    public ModelConfig CommonConfig { get; }

    /// <inheritdoc/>
    public Device Device => Decoder.parameters().First().device;

    nn.Module ILanguageModel.InputEmbeddings => Embedding;

    nn.Module ILanguageModel.OutputEmbeddings => Head;

    nn.Module<Tensor, Tensor> ILinearMaker.MakeLinear(string path, Parameter weight, Parameter? bias) => MakeLinear(path, weight, bias);

    private protected abstract nn.Module<Tensor, Tensor?, Tensor?, KvCache?, Tensor> Decoder { get; }

    private protected abstract nn.Module<Tensor, Tensor> Embedding { get; }

    private protected abstract nn.Module<Tensor, Tensor> Head { get; }

    /// <summary>A linear layer as this model has it at a place.</summary>
    private protected virtual nn.Module<Tensor, Tensor> MakeLinear(string path, Parameter weight, Parameter? bias) => LayerFactory.Dense(weight, bias);

    private protected abstract LayerCheckpointing Checkpointing { get; }

    /// <inheritdoc/>
    public void EnableGradientCheckpointing(CheckpointingOptions? options = null) => Checkpointing.Options = options ?? new();

    /// <inheritdoc/>
    public void DisableGradientCheckpointing() => Checkpointing.Options = null;

    /// <summary>The mean cross-entropy of predicting each token from those before it.</summary>
    /// <param name="logits">(batch, length, vocabulary); those of virtual tokens may stand before, the last of which predicts the first token.</param>
    /// <param name="labels">The tokens themselves, not shifted: (batch, length). Those of -100 do not count.</param>
    /// <returns>A scalar, in nats a token.</returns>
    public static Tensor Loss(Tensor logits, Tensor labels) => CausalLoss.Compute(logits, labels);

    /// <summary>Logits for the token after each one.</summary>
    /// <param name="inputIds">Token ids: (batch, length).</param>
    /// <param name="attentionMask">1 for tokens, 0 for padding on either side: (batch, cached + length). Null: no padding.</param>
    /// <param name="positionIds">Positions: (batch or 1, length). Null: counted from the first token that is no padding.</param>
    /// <param name="cache">Keys and values of the tokens before these; those of these are added. Null: there are none before.</param>
    /// <returns>(batch, length, vocabulary), with the positions of adapters' virtual tokens in front.</returns>
    public override Tensor forward(Tensor inputIds, Tensor? attentionMask, Tensor? positionIds, KvCache? cache)
    {
        using var hidden = Decoder.call(inputIds, attentionMask, positionIds, cache);
        return Head.call(hidden);
    }

    /// <summary>Logits for the token after each one, without a cache.</summary>
    /// <param name="inputIds">Token ids: (batch, length).</param>
    /// <param name="attentionMask">1 for tokens, 0 for padding on either side: (batch, length). Null: no padding.</param>
    /// <returns>(batch, length, vocabulary).</returns>
    public Tensor call(Tensor inputIds, Tensor? attentionMask) => call(inputIds, attentionMask, null, null);

    /// <summary>Logits for the token after each one of sequences without padding.</summary>
    /// <param name="inputIds">Token ids: (batch, length).</param>
    /// <returns>(batch, length, vocabulary).</returns>
    public Tensor call(Tensor inputIds) => call(inputIds, null, null, null);

    /// <inheritdoc/>
    public Tensor NextLogits(Tensor inputIds, Tensor? attentionMask, KvCache? cache)
    {
        using var scope = NewDisposeScope();
        var hidden = Decoder.call(inputIds, attentionMask, null, cache);
        return Head.call(hidden.select(1, hidden.size(1) - 1)).MoveToOuterDisposeScope();
    }

    /// <summary>Saves configuration and weights in Hugging Face's form, in one file. Tokenizer files are not this model's to save.</summary>
    /// <param name="folder">The folder; created if it is not there.</param>
    /// <exception cref="InvalidOperationException">Adapters are attached.</exception>
    public void SavePretrained(string folder) => PretrainedFolder.Save(this, CommonConfig, _weightNames, folder);
}
