using Peft.Attachment;
using Peft.Interop;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Peft.Adapters;

/// <summary>
/// A layer as a method sees it: a matrix W (out, in) applied to the input. A linear layer, GPT-2's Conv1D, an embedding (a matrix over
/// one-hot inputs) and a convolution (a matrix over patches) differ in how they store W and how they multiply by it, and in nothing else.
/// </summary>
/// <remarks>
/// <code>
///   layer              stored weight        matrix (out, in)      features of the output
///   Linear             (out, in)            as stored             last dimension
///   Conv1D of GPT-2    (in, out)            transposed            last dimension
///   Embedding          (vocabulary, out)    transposed            last dimension
///   Conv1d, 2d, 3d     (out, in / g, k…)    (out, in / g · k…)    the channels' dimension
///   block of layers    none                 none                  last dimension
/// </code>
/// </remarks>
public abstract class BaseLayer
{
    private const string UsualName = "weight";

    private protected BaseLayer(Module module, string weightName = UsualName) =>
        (Module, WeightName, Store) = (module, weightName, WeightStore.Of(module is ITiedLayer tied ? tied.WeightOwner : module, weightName));

    private protected BaseLayer(Module module, WeightStore store) => (Module, WeightName, Store) = (module, UsualName, store);

    /// <summary>The layer itself.</summary>
    public Module Module { get; }

    /// <summary>What kind of layer it is.</summary>
    public abstract LayerKind Kind { get; }

    /// <summary>The weight as it is stored; the live parameter, not a copy. Of an <see cref="IQuantizedLayer"/> a new tensor with the values that count.</summary>
    public Tensor Weight => Store.Current;

    /// <summary>The weight as it is stored, without what is merged into it; of an <see cref="IQuantizedLayer"/> a new tensor.</summary>
    public Tensor OriginalWeight => Store.Original;

    /// <summary>The shape of <see cref="Weight"/>.</summary>
    public IReadOnlyList<long> WeightShape => Store.Shape;

    /// <summary>The element type of <see cref="Weight"/>.</summary>
    public ScalarType WeightType => Store.Type;

    /// <summary>Where the weight is.</summary>
    public Device Device => Store.Device;

    /// <summary>Whether the layer is an <see cref="IQuantizedLayer"/>.</summary>
    public bool IsQuantized => Store.IsQuantized;

    /// <summary>The bias (out), or null.</summary>
    public virtual Tensor? Bias => Module.named_parameters(recurse: false).FirstOrDefault(p => p.name == "bias").parameter;

    /// <summary>Features or channels of an input; of an embedding the size of the vocabulary.</summary>
    public abstract long InFeatures { get; }

    /// <summary>Features or channels of an output.</summary>
    public abstract long OutFeatures { get; }

    /// <summary>The dimension of an output that has the features, counted from the end.</summary>
    public virtual int FeatureDimension => -1;

    /// <summary>How the weight is kept.</summary>
    internal WeightStore Store { get; }

    /// <summary>What the module calls it.</summary>
    internal string WeightName { get; }

    /// <summary>The path under which adapters of the layer are stored in files.</summary>
    internal virtual string PathInFiles(string path) => path;

    /// <summary>The matrix of a stored weight; a view.</summary>
    /// <param name="stored">A tensor of the layout of <see cref="Weight"/>, with any number of outputs.</param>
    /// <returns>(outputs, in).</returns>
    public abstract Tensor ToMatrix(Tensor stored);

    /// <summary>The stored form of a matrix.</summary>
    /// <param name="matrix">(outputs, in), for a convolution (outputs, channels · k…) with as many channels as each group is to read.</param>
    /// <returns>A view in the layout of <see cref="Weight"/>.</returns>
    public abstract Tensor FromMatrix(Tensor matrix);

    /// <summary>What the layer does, without its bias, if its weight were another one; with any number of outputs.</summary>
    /// <param name="x">An input of the layer; converted to the weight's type.</param>
    /// <param name="matrix">(outputs, in) as <see cref="FromMatrix"/> takes it.</param>
    public abstract Tensor Product(Tensor x, Tensor matrix);

    /// <summary>Multiplies the features of an output (or of a <see cref="Product"/>) by a matrix.</summary>
    /// <param name="z">A tensor like an output, with any number of features.</param>
    /// <param name="matrix">(outputs, features of z); of a convolution (outputs, features / g), which makes g groups.</param>
    /// <param name="bias">(outputs), or null.</param>
    public virtual Tensor MixFeatures(Tensor z, Tensor matrix, Tensor? bias = null) => functional.linear(z, matrix, bias!);

    /// <summary>A vector with one entry for each feature, shaped so that it multiplies or adds to an output.</summary>
    /// <param name="vector">(features).</param>
    public virtual Tensor PerFeature(Tensor vector) => vector;

    /// <summary>The layer behind a module, or null if the module is none that has a weight to adapt.</summary>
    /// <param name="module">Any module.</param>
    /// <param name="transposed">Whether a linear layer that is neither TorchSharp's nor an <see cref="ITransposedLinear"/> stores its weight as (in, out).</param>
    public static BaseLayer? TryCreate(Module module, bool transposed = false) => module switch
    {
        Convolution { transposed: false } convolution => new ConvolutionLayer(convolution),
        Convolution => null,
        Embedding embedding => new EmbeddingLayer(EmbeddingWeight.Registered(embedding)),
        ITiedLayer and Module<Tensor, Tensor> tied => new LinearLayer(tied, transposed: false),
        IQuantizedLayer { Kind: LayerKind.Embedding } and Module<Tensor, Tensor> embedding => new EmbeddingLayer(embedding),
        IQuantizedLayer { Kind: LayerKind.Linear } and Module<Tensor, Tensor> linear => new LinearLayer(linear, module is ITransposedLinear),
        IQuantizedLayer => null,
        Module<Tensor, Tensor> linear when !module.named_children().Any() && HasMatrix(module) =>
            new LinearLayer(linear, module is ITransposedLinear || (transposed && module is not TorchSharp.Modules.Linear)),
        Module<Tensor, Tensor> block when module.named_children().Any() => BlockLayer.TryCreate(block),
        _ => null,
    };

    private static bool HasMatrix(Module module)
    {
        bool IsMatrix(string name, Tensor value) => name == UsualName && value.dim() == 2;
        return module.named_parameters(recurse: false).Any(p => IsMatrix(p.name, p.parameter)) || module.named_buffers(recurse: false).Any(b => IsMatrix(b.name, b.buffer));
    }
}
