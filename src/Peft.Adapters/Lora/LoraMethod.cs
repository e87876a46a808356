using Microsoft.Extensions.Logging;
using Peft.Adapters;
using Peft.Attachment;
using static TorchSharp.torch.nn;

namespace Peft.Adapters
{
    /// <summary>LoRA as the library finds it.</summary>
    public sealed class LoraMethod : AdapterMethod
    {
        /// <inheritdoc/>
        public override string PeftType => "LORA";

        /// <inheritdoc/>
        public override Type ConfigType => typeof(LoraConfig);

        /// <inheritdoc/>
        public override bool CanAdapt(BaseLayer layer) => true;

        /// <inheritdoc/>
        internal override IEnumerable<ExtraPart> ExtraParts(IReadOnlyList<ModuleNode> tree, PeftConfig config) =>
            ((LoraConfig)config).TrainableTokens is { } tokens ? TokenParts.Of(tree, tokens, config, "token_adapter.trainable_tokens_delta") : [];

        /// <inheritdoc/>
        public override Adapter Create(BaseLayer layer, string path, PeftConfig config)
        {
            var lora = (LoraConfig)config;
            return lora.UseDora ? new DoraLinear(CreateLora(layer, path, lora)) : CreateLora(layer, path, lora);
        }

        private static LoraLayer CreateLora(BaseLayer layer, string path, LoraConfig config) => layer.Kind switch
        {
            LayerKind.Embedding => new LoraEmbedding(layer, path, config),
            LayerKind.Convolution => new LoraConv(layer, path, config),
            _ => new LoraLinear(layer, path, config),
        };
    }
}

namespace Peft
{
    /// <summary>Adds LoRA to any model.</summary>
    public static class LoraExtensions
    {
        /// <summary>Attaches a new LoRA adapter to a model, freezes the rest, and makes the adapter the active one.</summary>
        /// <param name="model">Any TorchSharp module that has layers with weights below it.</param>
        /// <param name="configure">Sets the options; at least <see cref="PeftConfig.TargetModules"/>.</param>
        /// <param name="name">The adapter's name.</param>
        /// <param name="logger">Where to report.</param>
        /// <returns>The model's adapters.</returns>
        /// <inheritdoc cref="PeftModel.AddAdapter" path="/exception"/>
        public static PeftModel AddLora(this Module model, Action<LoraConfig> configure, string name = PeftModel.DefaultAdapter, ILogger? logger = null)
        {
            ArgumentNullException.ThrowIfNull(configure);
            var config = new LoraConfig();
            configure(config);
            return model.AddLora(config, name, logger);
        }

        /// <summary>Attaches a new LoRA adapter to a model, freezes the rest, and makes the adapter the active one.</summary>
        /// <param name="model">Any TorchSharp module that has layers with weights below it.</param>
        /// <param name="config">The options, for example read by <see cref="PeftConfigFile.Read"/>.</param>
        /// <param name="name">The adapter's name.</param>
        /// <param name="logger">Where to report.</param>
        /// <returns>The model's adapters.</returns>
        /// <inheritdoc cref="PeftModel.AddAdapter" path="/exception"/>
        public static PeftModel AddLora(this Module model, LoraConfig config, string name = PeftModel.DefaultAdapter, ILogger? logger = null)
        {
            var peft = PeftModel.For(model, logger);
            peft.AddAdapter(config, name);
            return peft;
        }
    }
}
