namespace Peft.Merging;

/// <summary>How several tensors agree on one sign for each element.</summary>
public enum SignElection
{
    /// <summary>The sign of the sum of their values (arXiv 2306.01708, section 4, step 2). PEFT's <c>"total"</c>.</summary>
    Total,

    /// <summary>The sign that more of them have, whatever their magnitudes. PEFT's <c>"frequency"</c>.</summary>
    Frequency,
}
