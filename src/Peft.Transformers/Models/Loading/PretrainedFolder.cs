using Peft.Checkpoints;
using static TorchSharp.torch;

namespace Peft.Transformers;

/// <summary>Writes a model as Hugging Face's <c>save_pretrained</c> does.</summary>
internal static class PretrainedFolder
{
    private const string WeightsFile = "model.safetensors";

    private static readonly Dictionary<string, string> s_metadata = new() { ["format"] = "pt" };

    public static void Save(LlamaForCausalLM model, string folder)
    {
        using var scope = NewDisposeScope();
        var tensors = model.state_dict();
        if (tensors.Keys.FirstOrDefault(name => !model.WeightNames.Contains(name)) is { } foreign)
            throw new InvalidOperationException($"The model has '{foreign}', which is no weight of a plain Llama. help: merge and detach adapters first, or save them alone.");
        Directory.CreateDirectory(folder);
        model.Config.Dtype = tensors.Values.First().dtype.ToString().ToLowerInvariant();
        model.Config.Save(folder);
        SafetensorsFile.Save(Path.Combine(folder, WeightsFile), tensors, s_metadata);
    }
}
