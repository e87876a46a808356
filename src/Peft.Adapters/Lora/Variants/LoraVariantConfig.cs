using System.Text.Json;
using System.Text.Json.Serialization;

namespace Peft.Adapters;

/// <summary>A variant of LoRA on linear layers, with fields of its own in an object of PEFT's file. A configuration has at most one.</summary>
public abstract class LoraVariantConfig
{
    /// <summary>Fields of the file that this version does not know; written back unchanged.</summary>
    [JsonExtensionData]
    public IDictionary<string, JsonElement> ExtensionData { get; set; } = new Dictionary<string, JsonElement>();

    /// <summary>Adds a sentence for everything that is wrong.</summary>
    internal abstract void Validate(LoraConfig config, ICollection<string> failures);

    /// <summary>Makes the adapter of a linear layer; its A and B are filled afterwards.</summary>
    internal abstract LoraLinear Create(BaseLayer layer, string path, LoraConfig config);
}
