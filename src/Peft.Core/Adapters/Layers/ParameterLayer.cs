using Peft.Attachment;
using Peft.Interop;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Peft.Adapters;

/// <summary>
/// A parameter of any module, as if it were a linear layer's: a matrix (out, in), or one for each expert of a mixture (experts, out, in), which an
/// <see cref="ITransposedLinear"/> stores as (experts, in, out). What the module does with it is not known, so adapters act through its value only.
/// </summary>
/// <param name="owner">The module.</param>
/// <param name="name">The parameter's name there.</param>
/// <param name="pathInFiles">The path under which its adapters are stored.</param>
internal sealed class ParameterLayer(Module owner, string name, string pathInFiles) : BaseLayer(owner, name)
{
    private bool IsTransposed => Module is ITransposedLinear && WeightShape.Count == 3;

    public override LayerKind Kind => LayerKind.Parameter;

    public override long InFeatures => WeightShape[IsTransposed ? 1 : WeightShape.Count - 1];

    public override long OutFeatures => WeightShape[WeightShape.Count - (IsTransposed ? 1 : 2)];

    /// <summary>How many matrices it is.</summary>
    internal long Experts => WeightShape.Count == 3 ? WeightShape[0] : 1;

    internal override string PathInFiles(string path) => pathInFiles;

    public override Tensor ToMatrix(Tensor stored) => IsTransposed ? stored.transpose(1, 2) : stored;

    public override Tensor FromMatrix(Tensor matrix) => ToMatrix(matrix);

    public override Tensor Product(Tensor x, Tensor matrix) => CheckedProduct.Matmul(x.to(matrix.dtype), matrix.transpose(-1, -2));

    /// <summary>The parameters of a model that a configuration names (by ends of their paths), in its order; of one module's, the last is the outermost in files.</summary>
    internal static IEnumerable<(ModuleNode Node, ParameterLayer Layer)> Find(IReadOnlyList<ModuleNode> tree, IReadOnlyCollection<string> targets)
    {
        var found = new HashSet<string>(StringComparer.Ordinal);
        foreach (var node in tree.Skip(1))
        {
            var names = node.Module.named_parameters(recurse: false).Select(p => p.name).Where(n => IsTarget($"{node.Path}.{n}")).ToList();
            for (int i = 0; i < names.Count; i++)
            {
                string nesting = string.Concat(Enumerable.Repeat(".base_layer", names.Count - 1 - i));
                yield return (new ModuleNode($"{node.Path}.{names[i]}", node.Parent, node.Module), new ParameterLayer(node.Module, names[i], node.Path + nesting));
            }
        }
        var missing = targets.Where(t => !found.Contains(t)).ToList();
        if (missing.Count > 0)
            throw new TargetModulesNotFoundException(missing, [.. tree.Skip(1).SelectMany(n => n.Module.named_parameters(recurse: false).Select(p => $"{n.Path}.{p.name}"))], "TargetParameters");

        bool IsTarget(string path)
        {
            var matching = targets.Where(t => TargetMatcher.IsNamed(path, t)).ToList();
            found.UnionWith(matching);
            return matching.Count > 0;
        }
    }
}
