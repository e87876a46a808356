using System.Globalization;
using Peft.TestUtils;
using Peft.Transformers;
using static TorchSharp.torch;

namespace Peft.Adapters.Tests;

/// <summary>The batches on which the reference started its data-driven adapters.</summary>
internal static class CalibrationData
{
    private const string Folder = "peft/_shared";

    private static readonly Dictionary<LoraInit, string> s_files = new() { [LoraInit.Corda] = "corda_data", [LoraInit.Eva] = "eva_data", [LoraInit.LoraGA] = "loraga_data" };

    /// <summary>Adds an adapter, with the reference's data if it needs any.</summary>
    internal static PeftModel AddLora(GoldenModel model, LoraConfig config)
    {
        if (!s_files.TryGetValue(config.Init, out string? file))
            return model.Module.AddLora(config);
        var llama = (LlamaForCausalLM)model.Module;
        return model.Module.AddLora(config, Batches(file), ids =>
        {
            var logits = llama.call(ids, null);
            if (config.Init == LoraInit.LoraGA)
                LlamaForCausalLM.Loss(logits, ids).backward();
        });
    }

    private static List<Tensor> Batches(string file) =>
        [.. Golden.Tensors(Path.Combine(Folder, file + ".safetensors")).OrderBy(t => int.Parse(t.Key["batch".Length..].Split('.')[0], CultureInfo.InvariantCulture)).Select(t => t.Value)];
}
