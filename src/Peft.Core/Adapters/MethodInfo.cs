namespace Peft.Adapters;

/// <summary>What a method is, for people.</summary>
/// <param name="Name">Its name as its paper writes it.</param>
/// <param name="Family">What it does to a model.</param>
/// <param name="Paper">Where it comes from: an arXiv number, a number at OpenReview, or owner and name at GitHub.</param>
public sealed record MethodInfo(string Name, MethodFamily Family, string Paper);

/// <summary>What methods do to a model.</summary>
public enum MethodFamily
{
    /// <summary>Add to the weight: W + ΔW.</summary>
    Delta,

    /// <summary>Make another weight: T(W).</summary>
    Transform,

    /// <summary>Scale or shift inputs or outputs.</summary>
    Activation,

    /// <summary>Train some of the model's own parameters.</summary>
    Selection,

    /// <summary>Insert a small network after a layer, or beside it.</summary>
    Inserted,

    /// <summary>Put virtual tokens, or keys and values, before the input.</summary>
    Prompt,

    /// <summary>Train a small network beside the model.</summary>
    Side,
}
