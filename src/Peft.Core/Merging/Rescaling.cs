namespace Peft.Merging;

/// <summary>How the values that random dropping keeps are enlarged to make up for those it drops.</summary>
public enum Rescaling
{
    /// <summary>They stay as they are.</summary>
    None,

    /// <summary>Divided by the density, so that the expected value of each element is what it was: DARE (arXiv 2311.03099, equation 3), and PEFT's <c>dare_*</c>.</summary>
    Density,

    /// <summary>Scaled so that the sum of magnitudes is exactly what it was: mergekit's <c>rescale</c>. As <see cref="Density"/> on average.</summary>
    Norm,
}
