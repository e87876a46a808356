using Peft.Checkpoints;

namespace Peft;

/// <summary>Answers, before an adapter is saved or shipped, whether a runtime can take it.</summary>
/// <remarks>The rules are those of the runtimes' public sources: what they refuse, and what they would compute otherwise than it was trained, without saying so.</remarks>
public static class AdapterCompatibility
{
    /// <summary>Whether a runtime can take an adapter of a model.</summary>
    /// <param name="peft">The model's adapters.</param>
    /// <param name="runtime">The runtime.</param>
    /// <param name="name">The adapter.</param>
    public static CompatibilityReport Check(PeftModel peft, AdapterRuntime runtime, string name = PeftModel.DefaultAdapter)
    {
        ArgumentNullException.ThrowIfNull(peft);
        return Check(peft.ContentsToSave(name), runtime);
    }

    /// <summary>Whether a runtime can take the adapter in a folder.</summary>
    /// <param name="folder">The folder with <c>adapter_config.json</c> and <c>adapter_model.safetensors</c>.</param>
    /// <param name="runtime">The runtime.</param>
    /// <exception cref="PeftConfigException">The configuration cannot be read.</exception>
    /// <exception cref="CheckpointFormatException">The tensors' file is missing or damaged.</exception>
    public static CompatibilityReport Check(string folder, AdapterRuntime runtime)
    {
        using var file = AdapterCheckpoint.Open(Path.Combine(folder, AdapterCheckpoint.FileName));
        return Check(new AdapterContents(PeftConfigFile.Read(folder, strict: false), file.Tensors.ToDictionary(t => t.Key, t => (IReadOnlyList<long>)[.. t.Value.Shape])), runtime);
    }

    private static CompatibilityReport Check(AdapterContents adapter, AdapterRuntime runtime) => runtime switch
    {
        AdapterRuntime.Peft => PeftRules.Check(adapter),
        AdapterRuntime.Vllm => VllmRules.Check(adapter),
        AdapterRuntime.LlamaCpp => LlamaCppRules.Check(adapter),
        _ => throw new ArgumentOutOfRangeException(nameof(runtime), runtime, "Unknown runtime."),
    };
}
