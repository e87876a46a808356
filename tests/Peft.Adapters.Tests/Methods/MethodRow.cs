using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Peft.Adapters.Tests.Methods;

/// <summary>One row of the matrix of behaviour: a method with a configuration that works on a reference model.</summary>
/// <param name="Name">What the row is called.</param>
/// <param name="Create">Makes the configuration; where it names no targets, those of the reference model are taken.</param>
public sealed record MethodRow(string Name, Func<PeftConfig> Create)
{
    /// <summary>The model on which it is tried.</summary>
    internal ReferenceModel On { get; init; } = ReferenceModel.Mlp;

    /// <summary>The adapters that it is made of, by their names.</summary>
    internal IReadOnlyDictionary<string, Func<PeftConfig>> Used { get; init; } = new Dictionary<string, Func<PeftConfig>>();

    /// <summary>Whether it can be merged.</summary>
    public bool Merges { get; init; } = true;

    /// <summary>Whether each row of a batch may have its own.</summary>
    public bool ActsPerRow { get; init; } = true;

    /// <summary>Whether a new adapter leaves the output as it is.</summary>
    public bool StartsUnchanged { get; init; } = true;

    /// <summary>Whether it acts on layers that are invoked through <c>forward</c>, where only the weight can be changed.</summary>
    public bool ActsThroughWeight { get; init; } = true;

    /// <summary>Whether the backward pass gives the derivative of the forward pass: not so where the paper takes something for a constant, or stores less.</summary>
    public bool HasExactGradients { get; init; } = true;

    /// <summary>Which of its tensors, by their keys in files, may have no gradient from the output, since only what is added to the loss trains them.</summary>
    internal Func<string, bool> HasNoGradient { get; init; } = _ => false;

    /// <summary>The configuration as a new object.</summary>
    internal PeftConfig Config()
    {
        var config = Create();
        config.TargetModules ??= On.Targets;
        return config;
    }

    /// <summary>Gives a model the adapters that it is made of, the same to each model.</summary>
    internal void AddUsed(PeftModel peft)
    {
        foreach (var (name, create) in Used.Where(u => !peft.AdapterNames.Contains(u.Key)))
        {
            manual_seed(5);
            var config = create();
            config.TargetModules ??= On.Targets;
            peft.AddAdapter(config, name);
        }
    }

    public override string ToString() => Name;
}

/// <summary>The rows of one method; found by the class alone.</summary>
public interface IMethodRows
{
    IEnumerable<MethodRow> Rows { get; }
}

/// <summary>A small model to try methods on.</summary>
/// <param name="Targets">The layers to adapt.</param>
/// <param name="Create">Makes it, with random weights.</param>
/// <param name="Input">Makes a batch of some rows.</param>
internal sealed record ReferenceModel(ModuleTargets Targets, Func<Module<Tensor, Tensor>> Create, Func<long, Tensor> Input)
{
    internal const int Inputs = 16, Hidden = 32, Outputs = 8;

    /// <summary>Its output layer, which stays as it is when the rest is quantised.</summary>
    internal IList<string> NotQuantized { get; init; } = ["lin2"];

    internal static readonly ReferenceModel Mlp = new(["lin0", "lin1"], () => new OpenMlp(Inputs, Hidden, Outputs), rows => randn(rows, Inputs));

    internal static readonly ReferenceModel Norms = new(["ln0", "ln1"], () => new NormMlp(Inputs, Hidden, Outputs), rows => randn(rows, Inputs));

    internal static readonly ReferenceModel Convolutions = new(["conv0"], () => new Cnn2d(4, 8, 4, groups: 2), rows => randn(rows, 4, 8, 8));

    internal static readonly ReferenceModel Sequences = new(["conv0"], () => new Cnn1d(4, 8, 4), rows => randn(rows, 4, 9));

    internal static readonly ReferenceModel Blocks = new(["block"], () => Sequential(("block", (Module<Tensor, Tensor>)Sequential(("fc0", Linear(Inputs, Hidden)), ("act", ReLU()), ("fc1", Linear(Hidden, Outputs))))), rows => randn(rows, Inputs));

    internal static readonly ReferenceModel Embeddings = new(["emb", "conv1d"], () => Filled(new EmbeddingConv1D(12, 8, 16, 4)), rows => cat([ones([rows, 1], ScalarType.Int64), randint(0, 12, [rows, 4])], 1)) { NotQuantized = ["lin0"] };

    internal static readonly ReferenceModel Prompted = new(ModuleTargets.Names([]), () => new PromptedNetwork(), rows => randint(0, PromptedNetwork.Vocabulary, [rows, 5]));

    internal static readonly ReferenceModel WithSide = new(ModuleTargets.Names([]), () => new SideNetwork(), rows => randint(0, SideNetwork.Vocabulary, [rows, 5]));

    // Its Conv1D is made of parameters without values.
    private static Module<Tensor, Tensor> Filled(Module<Tensor, Tensor> model)
    {
        using var _ = no_grad();
        foreach (var parameter in model.parameters())
            parameter.normal_(0, 0.3);
        return model;
    }
}
