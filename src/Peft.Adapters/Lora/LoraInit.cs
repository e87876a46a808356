namespace Peft.Adapters;

/// <summary>How LoRA's A and B start. What each computes is said at its class in <c>Initialization</c>, and in docs/methods/lora-initialisation.md.</summary>
public enum LoraInit
{
    /// <summary>A uniform as Kaiming's with a = √5, B zero: the layer starts unchanged. PEFT's <c>true</c>.</summary>
    Default,

    /// <summary>A and B uniform as Kaiming's: the layer starts changed, for tests. PEFT's <c>false</c>.</summary>
    Random,

    /// <summary>A normal with standard deviation 1 / r, B zero (arXiv 2106.09685, section 4.1). PEFT's <c>"gaussian"</c>.</summary>
    Gaussian,

    /// <summary>A and B not zero, yet BA = 0: their rows and columns come from complementary halves of an orthogonal matrix. PEFT's <c>"orthogonal"</c>.</summary>
    Orthogonal,

    /// <summary>A and B take the principal singular part of the weight, and train it (arXiv 2404.02948). PEFT's <c>"pissa"</c>.</summary>
    Pissa,

    /// <summary>PiSSA by a randomised SVD with <see cref="LoraConfig.PissaIterations"/>. PEFT's <c>"pissa_niter_N"</c>.</summary>
    FastPissa,

    /// <summary>A and B start from the weight's QR decomposition (arXiv 2406.01775). PEFT's <c>"olora"</c>.</summary>
    Olora,

    /// <summary>B is the weight's minor left singular vectors and stays so, A starts at zero (arXiv 2604.01694). PEFT's <c>"mica"</c>.</summary>
    Mica,

    /// <summary>BA starts as what quantisation to 4 or 8 bits loses (arXiv 2310.08659). PEFT's <c>"loftq"</c>.</summary>
    LoftQ,

    /// <summary>A is the principal directions of the layer's inputs, with more rank where they explain more (arXiv 2410.07170). Needs data. PEFT's <c>"eva"</c>.</summary>
    Eva,

    /// <summary>A and B take the part of the weight that acts most, or least, on the layer's inputs (arXiv 2406.05223). Needs data. PEFT's <c>"corda"</c>.</summary>
    Corda,

    /// <summary>A and B span the weight's first gradient (arXiv 2407.05000). Needs data. PEFT's <c>"lora_ga"</c>.</summary>
    LoraGA,
}
