using Peft.Attachment;

namespace Peft.Adapters;

/// <summary>A method whose configuration is of one class.</summary>
/// <typeparam name="TConfig">The class.</typeparam>
public abstract class AdapterMethod<TConfig> : AdapterMethod
    where TConfig : PeftConfig, new()
{
    /// <inheritdoc/>
    public sealed override string PeftType { get; } = new TConfig().PeftType;

    /// <inheritdoc/>
    public sealed override Type ConfigType => typeof(TConfig);

    /// <inheritdoc/>
    public sealed override Adapter Create(BaseLayer layer, string path, PeftConfig config) => Create(layer, path, (TConfig)config);

    /// <inheritdoc cref="AdapterMethod.Create(BaseLayer, string, PeftConfig)"/>
    protected abstract Adapter Create(BaseLayer layer, string path, TConfig config);
}

/// <summary>A method whose layers share tensors.</summary>
/// <typeparam name="TConfig">The class of its configuration.</typeparam>
/// <typeparam name="TShared">The class of what they share.</typeparam>
public abstract class SharingMethod<TConfig, TShared> : AdapterMethod
    where TConfig : PeftConfig, new()
    where TShared : SharedTensors
{
    /// <inheritdoc/>
    public sealed override string PeftType { get; } = new TConfig().PeftType;

    /// <inheritdoc/>
    public sealed override Type ConfigType => typeof(TConfig);

    /// <inheritdoc/>
    public sealed override Adapter Create(BaseLayer layer, string path, PeftConfig config) => Create(layer, path, config, CreateShared([layer], config));

    /// <inheritdoc cref="AdapterMethod.CreateShared"/>
    protected abstract TShared CreateShared(IReadOnlyList<BaseLayer> layers, TConfig config);

    /// <inheritdoc cref="AdapterMethod.Create(BaseLayer, string, PeftConfig, SharedTensors)"/>
    protected abstract Adapter Create(BaseLayer layer, string path, TConfig config, TShared shared);

    /// <inheritdoc/>
    internal protected sealed override SharedTensors CreateShared(IReadOnlyList<BaseLayer> layers, PeftConfig config) => CreateShared(layers, (TConfig)config);

    /// <inheritdoc/>
    internal protected sealed override Adapter Create(BaseLayer layer, string path, PeftConfig config, SharedTensors? shared) => Create(layer, path, (TConfig)config, (TShared)shared!);
}

/// <summary>A method whose adapters are made of others of the model: those of <see cref="PeftConfig.UsedAdapters"/>, which stay adapters of their own.</summary>
/// <typeparam name="TConfig">The class of its configuration.</typeparam>
public abstract class ComposingMethod<TConfig> : AdapterMethod
    where TConfig : PeftConfig, new()
{
    /// <inheritdoc/>
    public sealed override string PeftType { get; } = new TConfig().PeftType;

    /// <inheritdoc/>
    public sealed override Type ConfigType => typeof(TConfig);

    /// <inheritdoc/>
    /// <exception cref="NotSupportedException">Always: there is nothing to make it of.</exception>
    public sealed override Adapter Create(BaseLayer layer, string path, PeftConfig config) =>
        throw new NotSupportedException($"{PeftType} is made of other adapters. help: Add it to the model that has them with AddAdapter.");

    /// <inheritdoc cref="AdapterMethod.Create(BaseLayer, string, PeftConfig, IReadOnlyList{Adapter})"/>
    protected abstract Adapter Create(BaseLayer layer, string path, TConfig config, IReadOnlyList<Adapter?> parts);

    /// <inheritdoc/>
    internal protected sealed override Adapter Create(BaseLayer layer, string path, PeftConfig config, IReadOnlyList<Adapter?> parts) => Create(layer, path, (TConfig)config, parts);
}

/// <summary>A method that trains some of the model's own parameters, those for which <see cref="PeftConfig.KeyOfTrained"/> has a name, and adds none.</summary>
/// <typeparam name="TConfig">The class of its configuration.</typeparam>
public abstract class SelectionMethod<TConfig> : AdapterMethod<TConfig>
    where TConfig : PeftConfig, new()
{
    /// <inheritdoc/>
    protected internal sealed override bool OnlySelects => true;

    /// <inheritdoc/>
    /// <exception cref="NotSupportedException">Always: there are no parts at layers.</exception>
    protected sealed override Adapter Create(BaseLayer layer, string path, TConfig config) =>
        throw new NotSupportedException($"{PeftType} has no parts at layers. help: It trains the model's own parameters.");
}

/// <summary>A method that acts on a whole model and has no parts at layers.</summary>
/// <typeparam name="TConfig">The class of its configuration.</typeparam>
public abstract class ModelMethod<TConfig> : AdapterMethod<TConfig>
    where TConfig : PeftConfig, new()
{
    private protected ModelMethod()
    {
    }

    /// <inheritdoc/>
    public sealed override bool CanAdapt(BaseLayer layer) => false;

    /// <inheritdoc/>
    /// <exception cref="NotSupportedException">Always: there are no parts at layers.</exception>
    protected sealed override Adapter Create(BaseLayer layer, string path, TConfig config) =>
        throw new NotSupportedException($"{PeftType} has no parts at layers. help: It acts on the whole model.");

    /// <summary>The first part of a model that implements an interface.</summary>
    private protected T Find<T>(IReadOnlyList<ModuleNode> tree, string missing)
        where T : class => tree.Select(n => n.Module).OfType<T>().FirstOrDefault()
            ?? throw new PeftConfigException(PeftType, [$"the model does not say where {missing}."], $"Implement {typeof(T).Name} in it, or adapt it by another method.");
}

/// <summary>A method that puts virtual tokens before a model's input.</summary>
/// <typeparam name="TConfig">The class of its configuration.</typeparam>
public abstract class PromptMethod<TConfig> : ModelMethod<TConfig>
    where TConfig : PromptConfig, new()
{
    /// <summary>Makes the virtual tokens. <see cref="AdapterModule.Start"/> or <see cref="AdapterModule.Restore"/> follows, without gradients.</summary>
    /// <param name="slot">Where they enter the model.</param>
    /// <param name="config">A validated configuration that fits the model.</param>
    /// <param name="isNew">Whether it is a new adapter. One from a file has what the file has, and not what made that.</param>
    protected abstract PromptAdapter CreatePrompt(PromptSlot slot, TConfig config, bool isNew);

    internal sealed override ModelAdapter CreateForModel(IReadOnlyList<ModuleNode> tree, PeftConfig config, bool isNew)
    {
        var (slot, prompts) = (Find<IPromptedModel>(tree, "virtual tokens enter").Prompts, (TConfig)config);
        prompts.FitTo(slot.Shape);
        return CreatePrompt(slot, prompts, isNew);
    }
}

/// <summary>A method that puts a small network beside a model.</summary>
/// <typeparam name="TConfig">The class of its configuration.</typeparam>
public abstract class SideMethod<TConfig> : ModelMethod<TConfig>
    where TConfig : PeftConfig, new()
{
    /// <summary>Makes the side network. <see cref="AdapterModule.Start"/> or <see cref="AdapterModule.Restore"/> follows, without gradients.</summary>
    /// <param name="slot">Where it stands.</param>
    /// <param name="config">A validated configuration.</param>
    /// <exception cref="PeftConfigException">It does not fit the model.</exception>
    protected abstract SideAdapter CreateSide(SideSlot slot, TConfig config);

    internal sealed override ModelAdapter CreateForModel(IReadOnlyList<ModuleNode> tree, PeftConfig config, bool isNew) =>
        CreateSide(Find<ISideModel>(tree, "a side network stands").Side, (TConfig)config);
}
