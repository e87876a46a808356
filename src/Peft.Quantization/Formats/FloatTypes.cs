using static TorchSharp.torch;

namespace Peft.Quantization;

/// <summary>The types that a weight may have before and after, by bitsandbytes' names.</summary>
internal static class FloatTypes
{
    private static readonly Dictionary<ScalarType, string> s_names = new()
    {
        [ScalarType.Float32] = "float32",
        [ScalarType.Float16] = "float16",
        [ScalarType.BFloat16] = "bfloat16",
    };

    internal static string Names => string.Join(", ", s_names.Keys);

    internal static bool IsKnown(ScalarType type) => s_names.ContainsKey(type);

    internal static string NameOf(ScalarType type) => s_names[type];

    internal static ScalarType? Find(string name)
    {
        foreach (var (type, known) in s_names)
        {
            if (known == name)
                return type;
        }
        return null;
    }
}
