namespace Peft;

/// <summary>Python's PEFT reads what is written here, if it knows the method.</summary>
/// <remarks>Source: huggingface/peft, <c>src/peft/utils/peft_types.py</c> (<c>PeftType</c>), version 0.20.</remarks>
internal static class PeftRules
{
    private static readonly HashSet<string> s_methods =
    [
        "ADALORA", "ADAMSS", "ADAPTION_PROMPT", "BEFT", "BOFT", "C3A", "CARTRIDGE", "CPT", "DEFT", "DELORA", "FOURIERFT", "FROD", "GLORA", "GRALORA", "HIRA", "HRA", "IA3", "LILY",
        "LN_TUNING", "LOHA", "LOKR", "LORA", "MISS", "MULTITASK_PROMPT_TUNING", "OFT", "OSF", "P_TUNING", "PEANUT", "POLY", "PREFIX_TUNING", "PROMPT_TUNING", "PSOFT", "PVERA", "RANDLORA",
        "ROAD", "SHIRA", "SUPERTUNING", "TINYLORA", "TRAINABLE_TOKENS", "UNILORA", "VBLORA", "VERA", "WAVEFT", "XLORA",
    ];

    internal static CompatibilityReport Check(AdapterContents adapter) => new(
        AdapterRuntime.Peft,
        s_methods.Contains(adapter.Method) ? [] : [$"It has no method '{adapter.Method}'."],
        ["The names of the model's modules have to be those of the Python model.", .. adapter.Has("use_qalora") ? ["It has QA-LoRA (UseQaLora) on GPTQ layers only."] : Array.Empty<string>()]);
}
