namespace Peft;

/// <summary>What else may load an adapter that is saved here.</summary>
public enum AdapterRuntime
{
    /// <summary>Hugging Face PEFT in Python.</summary>
    Peft,

    /// <summary>vLLM, with <c>--enable-lora</c>.</summary>
    Vllm,

    /// <summary>llama.cpp, after its <c>convert_lora_to_gguf.py</c>.</summary>
    LlamaCpp,
}
