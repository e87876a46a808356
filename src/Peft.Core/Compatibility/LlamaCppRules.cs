namespace Peft;

/// <summary>What llama.cpp takes.</summary>
/// <remarks>
/// Source: ggml-org/llama.cpp, <c>convert_lora_to_gguf.py</c> (names of tensors; it stores one lora_alpha and nothing else of the configuration) and
/// <c>src/llama-adapter.h</c> (<c>get_scale</c>: α over the rank of each layer's B).
/// </remarks>
internal static class LlamaCppRules
{
    internal static CompatibilityReport Check(AdapterContents adapter)
    {
        List<string> problems =
        [
            .. adapter.ForeignProblems(),
            .. adapter.UnknownTensors(".lora_A.weight", ".lora_B.weight", ".lora_embedding_A", ".lora_embedding_B", ".base_layer.weight"),
            .. adapter.OtherParameters.Select(AdapterContents.NotAdapted),
        ];
        if (adapter.Has("use_rslora"))
            problems.Add("It scales by α / r and not by α / √r, so a rank-stabilised adapter (UseRsLora) would act too little.");
        if (adapter.Has("alpha_pattern"))
            problems.Add("It has one lora_alpha for all layers, so AlphaPattern would be ignored.");
        return new CompatibilityReport(AdapterRuntime.LlamaCpp, problems, adapter.HasBaseModel ? [] : ["Give convert_lora_to_gguf.py the base model's folder with --base: the configuration names none."]);
    }
}
