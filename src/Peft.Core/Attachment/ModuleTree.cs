using static TorchSharp.torch.nn;

namespace Peft.Attachment;

/// <summary>One place in a model's module tree.</summary>
/// <param name="Path">Dotted path from the root, as in a state dict; empty for the root itself.</param>
/// <param name="Parent">The module that registers it; null for the root.</param>
/// <param name="Module">The module there.</param>
public sealed record ModuleNode(string Path, Module? Parent, Module Module);

/// <summary>Walks a model's registered modules from parent to child.</summary>
public static class ModuleTree
{
    /// <summary>The root and everything below it, parents first, each module object once (under its first path).</summary>
    /// <param name="root">The model.</param>
    public static IReadOnlyList<ModuleNode> Walk(Module root)
    {
        ArgumentNullException.ThrowIfNull(root);
        var nodes = new List<ModuleNode>();
        Visit(new ModuleNode("", null, root), nodes, new HashSet<Module>(ReferenceEqualityComparer.Instance));
        return nodes;
    }

    /// <summary>
    /// A registered name as the user wrote it: TorchSharp registers an auto-property under the name of its compiler-made field.
    /// </summary>
    internal static string ReadableName(string name) =>
        name.StartsWith('<') && name.EndsWith(">k__BackingField", StringComparison.Ordinal) ? name[1..name.IndexOf('>')] : name;

    private static void Visit(ModuleNode node, List<ModuleNode> nodes, HashSet<Module> seen)
    {
        if (!seen.Add(node.Module))
            return;
        nodes.Add(node);
        foreach (var (name, child) in node.Module.named_children().ToList())
        {
            string readable = ReadableName(name);
            Visit(new ModuleNode(node.Path.Length == 0 ? readable : $"{node.Path}.{readable}", node.Module, child), nodes, seen);
        }
    }
}
