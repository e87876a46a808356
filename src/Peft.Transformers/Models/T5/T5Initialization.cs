namespace Peft.Transformers;

/// <summary>How the weights of a new T5 are drawn: so that scores, which are not scaled, have the right size from the start.</summary>
internal static class T5Initialization
{
    /// <summary>The standard deviation of the matrix of a name.</summary>
    public static double Deviation(T5Config config, string name)
    {
        string[] path = name.Split('.');
        double variance = path[^2] switch
        {
            "shared" or "lm_head" => 1,
            "q" => 1.0 / (config.DModel * config.DKv),
            "o" => 1.0 / (config.NumHeads * config.DKv),
            "wo" => 1.0 / config.DFf,
            _ => 1.0 / config.DModel,
        };
        return config.InitializerFactor * Math.Sqrt(variance);
    }
}
