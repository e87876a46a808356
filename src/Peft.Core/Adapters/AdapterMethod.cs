using System.Collections.Concurrent;
using System.Reflection;
using Peft.Attachment;
using static TorchSharp.torch;

namespace Peft.Adapters;

/// <summary>
/// A method that the library knows: its name in PEFT's files, its configuration, and how it adapts a layer. A method is found by its
/// class alone: any public <see cref="AdapterMethod"/> with a parameterless constructor in Peft.Adapters or in a registered assembly.
/// </summary>
public abstract class AdapterMethod
{
    private const string MethodsAssembly = "Peft.Adapters";
    private static readonly ConcurrentDictionary<string, AdapterMethod> s_methods = new(StringComparer.Ordinal);
    private static readonly Lazy<bool> s_ownMethods = new(() => Register(Assembly.Load(MethodsAssembly)));

    /// <summary>PEFT's name, such as <c>LORA</c>.</summary>
    public abstract string PeftType { get; }

    /// <summary>What it is, for people.</summary>
    public abstract MethodInfo About { get; }

    /// <summary>Its page in docs/methods.</summary>
    internal string Page => PeftType.Replace('_', '-').ToLowerInvariant() + ".md";

    /// <summary>The class of its configuration.</summary>
    public abstract Type ConfigType { get; }

    /// <summary>A configuration with the method's defaults, and examples of what has none. It lacks <see cref="PeftConfig.TargetModules"/>.</summary>
    public virtual PeftConfig CreateConfig() => (PeftConfig)Activator.CreateInstance(ConfigType)!;

    /// <summary>The adapters that one with <see cref="CreateConfig"/>'s configuration is made of, by their names; none for most methods. They lack <see cref="PeftConfig.TargetModules"/> too.</summary>
    public virtual IReadOnlyDictionary<string, PeftConfig> CreateUsedConfigs() => new Dictionary<string, PeftConfig>();

    /// <summary>Whether the method can adapt such a layer; linear layers only, unless it says more.</summary>
    /// <param name="layer">A layer of the model.</param>
    public virtual bool CanAdapt(BaseLayer layer) => layer is { Kind: LayerKind.Linear };

    /// <summary>Makes the adapter of one layer, on the device of the layer's weight. <see cref="AdapterModule.Start"/> or <see cref="AdapterModule.Restore"/> follows, without gradients.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="path">Its path in the model, for settings that differ between layers.</param>
    /// <param name="config">A validated configuration of <see cref="ConfigType"/>.</param>
    public abstract Adapter Create(BaseLayer layer, string path, PeftConfig config);

    /// <summary>Makes the part of a layer that shares the weight of an embedding, out of the embedding's part, so that both change that weight alike.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="path">Its path in the model.</param>
    /// <param name="config">A configuration that <see cref="PeftConfig.TiesWeights"/>.</param>
    /// <param name="source">The embedding's part.</param>
    /// <exception cref="PeftConfigException">It cannot be done.</exception>
    internal virtual Adapter CreateTied(BaseLayer layer, string path, PeftConfig config, Adapter source) =>
        throw new PeftConfigException(PeftType, [$"'{path}' shares the weight of an embedding; {PeftType} has no tied parts."]);

    /// <summary>Makes what the parts at all layers share; null if nothing. <see cref="AdapterModule.Start"/> or <see cref="AdapterModule.Restore"/> follows.</summary>
    /// <param name="layers">All layers that are to be adapted, at least one.</param>
    /// <param name="config">A validated configuration of <see cref="ConfigType"/>.</param>
    internal protected virtual SharedTensors? CreateShared(IReadOnlyList<BaseLayer> layers, PeftConfig config) => null;

    /// <summary>Makes the adapter of one layer with what <see cref="CreateShared"/> made.</summary>
    internal protected virtual Adapter Create(BaseLayer layer, string path, PeftConfig config, SharedTensors? shared) => Create(layer, path, config);

    /// <summary>Makes the adapter of one layer out of the parts that other adapters have there.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="path">Its path in the model.</param>
    /// <param name="config">A validated configuration of <see cref="ConfigType"/>.</param>
    /// <param name="parts">Those of <see cref="PeftConfig.UsedAdapters"/>, in that order; null for one that has none there.</param>
    internal protected virtual Adapter Create(BaseLayer layer, string path, PeftConfig config, IReadOnlyList<Adapter?> parts) => Create(layer, path, config);

    /// <summary>Makes an adapter's part for the whole model, if it has one. <see cref="AdapterModule.Start"/> or <see cref="AdapterModule.Restore"/> follows.</summary>
    /// <param name="tree">The model.</param>
    /// <param name="config">A validated configuration of <see cref="ConfigType"/>.</param>
    /// <param name="isNew">Whether it is a new adapter, and not one from a file.</param>
    internal virtual ModelAdapter? CreateForModel(IReadOnlyList<ModuleNode> tree, PeftConfig config, bool isNew) => null;

    /// <summary>Whether an adapter trains the model's own parameters (<see cref="PeftConfig.KeyOfTrained"/>) at the targeted modules, and has no parts of its own.</summary>
    internal protected virtual bool OnlySelects => false;

    /// <summary>What the method adds to the loss; null if nothing.</summary>
    /// <param name="parts">The parts of one active adapter.</param>
    /// <param name="config">Its configuration.</param>
    /// <returns>A scalar, differentiable in the adapter's parameters.</returns>
    internal protected virtual Tensor? Regularization(IReadOnlyList<Adapter> parts, PeftConfig config) => null;

    /// <summary>The parts at a targeted module that is no layer itself; none if the method cannot adapt it.</summary>
    internal virtual IEnumerable<ExtraPart> PartsOf(ModuleNode target, PeftConfig config) => [];

    /// <summary>What the adapter has beside its targets, such as trained tokens.</summary>
    internal virtual IEnumerable<ExtraPart> ExtraParts(IReadOnlyList<ModuleNode> tree, PeftConfig config) => [];

    /// <summary>All methods that are known, by their names.</summary>
    public static IReadOnlyList<AdapterMethod> All => s_ownMethods.Value ? [.. s_methods.Values.OrderBy(m => m.PeftType, StringComparer.Ordinal)] : [];

    /// <summary>Makes the methods of an assembly known.</summary>
    /// <param name="assembly">An assembly with public <see cref="AdapterMethod"/> classes.</param>
    /// <returns>Whether it had any.</returns>
    public static bool Register(Assembly assembly)
    {
        ArgumentNullException.ThrowIfNull(assembly);
        bool any = false;
        foreach (var type in assembly.GetExportedTypes().Where(t => !t.IsAbstract && t.IsAssignableTo(typeof(AdapterMethod))))
        {
            var method = (AdapterMethod)Activator.CreateInstance(type)!;
            s_methods[method.PeftType] = method;
            any = true;
        }
        return any;
    }

    /// <summary>The method of a name.</summary>
    /// <param name="peftType">PEFT's name, such as <c>LORA</c>.</param>
    /// <exception cref="PeftConfigException">No registered method has this name.</exception>
    public static AdapterMethod Find(string peftType)
    {
        if (s_methods.TryGetValue(peftType, out var method) || (s_ownMethods.Value && s_methods.TryGetValue(peftType, out method)))
            return method;
        string known = string.Join(", ", s_methods.Keys.Order(StringComparer.Ordinal));
        throw new PeftConfigException(peftType, [$"the method '{peftType}' is not known. Known: {known}."], "Register the assembly that has it with AdapterMethod.Register.");
    }
}
