namespace Peft.Samples;

/// <summary>Learning-rate schedules, as factors of the optimizer's rate.</summary>
internal static class Schedule
{
    /// <summary>Rises from 0 to 1 in a straight line, then falls along half a cosine wave to <paramref name="last"/>.</summary>
    /// <param name="step">The step, counted from 0.</param>
    /// <param name="warmUp">The number of steps of the rise.</param>
    /// <param name="steps">The number of all steps.</param>
    /// <param name="last">Where it ends.</param>
    public static double WarmUpThenCosine(int step, int warmUp, int steps, double last = 0)
    {
        if (step < warmUp)
            return (step + 1.0) / warmUp;
        double progress = (double)(step - warmUp) / Math.Max(1, steps - warmUp);
        return last + (1 - last) * (1 + Math.Cos(Math.PI * progress)) / 2;
    }
}
