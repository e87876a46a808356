using Microsoft.Extensions.Logging;
using Peft.Adapters;
using Peft.Attachment;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Peft.Adapters
{
    /// <summary>LoRA as the library finds it.</summary>
    public sealed partial class LoraMethod : AdapterMethod
    {
        /// <inheritdoc/>
        public override string PeftType => "LORA";

        /// <inheritdoc/>
        public override MethodInfo About => new("LoRA", MethodFamily.Delta, "2106.09685");

        /// <inheritdoc/>
        public override Type ConfigType => typeof(LoraConfig);

        /// <inheritdoc/>
        public override bool CanAdapt(BaseLayer layer) => layer is { Kind: not LayerKind.Block };

        /// <inheritdoc/>
        internal override IEnumerable<ExtraPart> PartsOf(ModuleNode target, PeftConfig config) => AttentionParts.Of(target);

        /// <inheritdoc/>
        internal override IEnumerable<ExtraPart> ExtraParts(IReadOnlyList<ModuleNode> tree, PeftConfig config)
        {
            var lora = (LoraConfig)config;
            var tokens = lora.TrainableTokens is { } indices ? TokenParts.Of(tree, indices, config, "token_adapter.trainable_tokens_delta") : [];
            return tokens.Concat(ParameterParts.Of(tree, lora));
        }

        /// <inheritdoc/>
        public override Adapter Create(BaseLayer layer, string path, PeftConfig config) => Create(layer, path, (LoraConfig)config);

        /// <inheritdoc/>
        /// <remarks>KaSA's is summed over its layers, MonteCLoRA's averaged, as in PEFT.</remarks>
        protected internal override Tensor? Regularization(IReadOnlyList<Adapter> parts, PeftConfig config)
        {
            if (parts.OfType<KasaLinear>().Select(p => p.Regularization()).ToList() is { Count: > 0 } kasa)
                return stack(kasa, 0).sum();
            return parts.OfType<MonteCloraLinear>().Select(p => p.Regularization()).ToList() is { Count: > 0 } monteClora ? stack(monteClora, 0).mean() : null;
        }

        /// <inheritdoc/>
        internal override Adapter CreateTied(BaseLayer layer, string path, PeftConfig config, Adapter source) => source is LoraEmbedding embedding && config is LoraConfig { LoraBias: false, Dropout: var dropout }
            ? new TiedLora(layer, embedding, dropout)
            : throw new PeftConfigException("LORA", [$"EnsureWeightTying is true, but the adapter of '{path}' cannot be tied to that of the embedding whose weight it shares: that goes with plain LoRA."],
                "Remove UseDora and LoraBias, or leave the embedding out of TargetModules.");

        private static Adapter Create(BaseLayer layer, string path, LoraConfig config)
        {
            if (config.Arrow is { } plan)
                return new ArrowRouter(layer, plan);
            Initializers.Of(config.Init).Check(layer, path);
            LoraLayer lora = layer.Kind switch
            {
                LayerKind.Embedding => new LoraEmbedding(layer, path, config),
                LayerKind.Convolution => new LoraConv(layer, path, config),
                LayerKind.Parameter when AttentionParts.IsOutput(layer) => new LoraOutputProjection((ParameterLayer)layer, path, config),
                LayerKind.Parameter => new LoraParameter((ParameterLayer)layer, path, config),
                _ => config.Variant?.Create(layer, path, config) ?? new LoraLinear(layer, path, config),
            };
            if (config.Variant is not null && layer.Kind != LayerKind.Linear)
                throw new PeftConfigException("LORA", [$"{config.Variant.GetType().Name} is for linear layers, but '{path}' is of kind {layer.Kind}."], "Exclude this layer, or give it an adapter of its own.");
            if (config.UseDora && layer.Kind == LayerKind.Parameter)
                throw new PeftConfigException("LORA", [$"UseDora is true, but '{path}' is adapted through its weights, which DoRA is not for."], "Exclude it, or give it an adapter of its own.");
            return config.UseDora ? new DoraLinear(lora) : lora;
        }
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

        /// <summary>
        /// Attaches a new LoRA adapter that starts from data (EVA, CorDA, LoRA-GA): runs the model on batches, then attaches, freezes the rest, and makes the adapter the active one.
        /// Adapters that the model has already do not act meanwhile.
        /// </summary>
        /// <typeparam name="TBatch">What the model is given.</typeparam>
        /// <param name="model">Any TorchSharp module that has linear layers below it.</param>
        /// <param name="config">The options, with an <see cref="LoraConfig.Init"/> that needs data. EVA's ranks are set in a copy, which files have.</param>
        /// <param name="batches">The data; enumerated again and again where EVA needs several passes.</param>
        /// <param name="step">Runs the model on a batch through <c>call</c>; for LoRA-GA loss and <c>backward</c> too.</param>
        /// <param name="mask">Which positions of a batch count, (batch, tokens); null for all.</param>
        /// <param name="name">The adapter's name.</param>
        /// <param name="logger">Where to report.</param>
        /// <returns>The model's adapters.</returns>
        /// <inheritdoc cref="PeftModel.AddAdapter" path="/exception"/>
        public static PeftModel AddLora<TBatch>(
            this Module model, LoraConfig config, IEnumerable<TBatch> batches, Action<TBatch> step, Func<TBatch, Tensor>? mask = null, string name = PeftModel.DefaultAdapter, ILogger? logger = null)
        {
            ArgumentNullException.ThrowIfNull(config);
            ArgumentNullException.ThrowIfNull(batches);
            ArgumentNullException.ThrowIfNull(step);
            if (Initializers.Of(config.Init) is not DataInitializer initializer)
                throw new PeftConfigException("LORA", [$"Init is {config.Init}, which needs no data."], "Call AddLora without batches, or set Init to Eva, Corda or LoraGA.");
            var peft = PeftModel.For(model, logger);
            if (peft.IsMerged)
                throw new AdapterStateException(name, "it cannot start from a model that another adapter is merged into.", "Call Unmerge first.");
            var started = config.Copy();
            var targets = peft.FindTargets(started, name);
            foreach (var target in targets)
                initializer.Check(target.Layer, target.Path);
            using var scope = NewDisposeScope();
            using (peft.DisableAdapters())
                started.Statistics = initializer.Collect(started, new CalibrationRun(model, targets, batches.Select(b => new CalibrationBatch(() => step(b), mask?.Invoke(b)))));
            peft.AddAdapter(started, name);
            started.Statistics = null;
            return peft;
        }
    }
}
