using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>Enumeration for modules that keep their children themselves.</summary>
internal static class Containers
{
    internal static IEnumerable<(string, nn.Module)> Descendants(IEnumerable<(string, nn.Module)> children)
    {
        foreach (var child in children)
            yield return child;
        foreach (var (name, child) in children)
        {
            foreach (var (inner, module) in child.named_modules())
                yield return ($"{name}.{inner}", module);
        }
    }

    /// <summary>The tensors of the children, each once, by handle.</summary>
    internal static IEnumerable<(string, T)> Distinct<T>(IEnumerable<(string, nn.Module)> children, Func<nn.Module, IEnumerable<(string, T)>> tensorsOf) where T : Tensor
    {
        var seen = new HashSet<nint>();
        foreach (var (prefix, child) in children)
        {
            foreach (var (name, tensor) in tensorsOf(child))
            {
                if (!tensor.IsInvalid && seen.Add(tensor.Handle))
                    yield return ($"{prefix}.{name}", tensor);
            }
        }
    }
}
