namespace Peft.Adapters;

/// <summary>Kinds of layers that adapters are for.</summary>
public enum LayerKind
{
    /// <summary>(…, in) → (…, out), whatever way the weight is stored.</summary>
    Linear,

    /// <summary>Token ids (…) → (…, out).</summary>
    Embedding,

    /// <summary>(N, in, …) → (N, out, …) with one to three further dimensions.</summary>
    Convolution,

    /// <summary>(…, in) → (…, out) by a module that has layers below it and no weight of its own.</summary>
    Block,

    /// <summary>A parameter of a module of any kind, on which adapters act through its value alone.</summary>
    Parameter,
}

/// <summary>Marks a linear layer that stores its weight as (in, out), as GPT-2's Conv1D does.</summary>
public interface ITransposedLinear
{
}
