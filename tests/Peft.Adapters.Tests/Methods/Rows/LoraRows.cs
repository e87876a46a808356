namespace Peft.Adapters.Tests.Methods.Rows;

internal sealed class LoraRows : IMethodRows
{
    public IEnumerable<MethodRow> Rows =>
    [
        Row("LoRA"),
        Row("LoRA, kernels") with { On = ReferenceModel.Convolutions },
        Row("LoRA, embedding and Conv1D") with { On = ReferenceModel.Embeddings },
        Row("LoRA with biases", c => c.Bias = TrainedBiases.AdaptedLayers) with { ActsPerRow = false },
        Row("DoRA", c => c.UseDora = true) with { HasExactGradients = false },
        Row("DoRA, kernels", c => c.UseDora = true) with { On = ReferenceModel.Convolutions, HasExactGradients = false },
        Row("DoRA, embedding and Conv1D", c => c.UseDora = true) with { On = ReferenceModel.Embeddings, HasExactGradients = false },
        Row("BD-LoRA", c => c.BdLora = new() { BlockDiagonalA = ["lin0"], BlockDiagonalB = ["lin1"], Blocks = 2 }),
        Row("KaSA", c => c.Kasa = new()) with { StartsUnchanged = false },
        Row("QA-LoRA", c => (c.UseQaLora, c.QaLoraGroupSize) = (true, 4)),
        Row("VeLoRA", c => c.Velora = new() { Groups = 4 }) with { HasExactGradients = false },
        Row("MonteCLoRA", c => c.MonteClora = new() { Samples = 3 }) with { HasNoGradient = key => key.Contains("monteclora", StringComparison.Ordinal) },
        Row("Activated LoRA", c => c.ActivatedLoraTokens = [1]) with { On = ReferenceModel.Embeddings with { Targets = ["conv1d"] }, Merges = false, ActsThroughWeight = false },
    ];

    private static MethodRow Row(string name, Action<LoraConfig>? configure = null) => new(name, () =>
    {
        var config = new LoraConfig { Rank = 4, Alpha = 8 };
        configure?.Invoke(config);
        return config;
    });
}
