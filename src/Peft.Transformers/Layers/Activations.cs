using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Peft.Transformers.Layers;

/// <summary>Activation functions by the names that Hugging Face's configurations use.</summary>
internal static class Activations
{
    private static readonly Dictionary<string, Func<Tensor, Tensor>> s_functions = new(StringComparer.Ordinal)
    {
        ["silu"] = x => nn.functional.silu(x),
        ["swish"] = x => nn.functional.silu(x),
        ["gelu"] = nn.functional.gelu,
        ["gelu_new"] = x => nn.functional.gelu(x, GELU.Approximate.tanh),
        ["gelu_pytorch_tanh"] = x => nn.functional.gelu(x, GELU.Approximate.tanh),
        ["relu"] = x => nn.functional.relu(x),
    };

    public static IReadOnlyCollection<string> Names => s_functions.Keys;

    public static Func<Tensor, Tensor> Find(string name) => s_functions[name];
}
