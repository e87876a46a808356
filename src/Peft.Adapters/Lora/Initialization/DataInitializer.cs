using static TorchSharp.torch;

namespace Peft.Adapters;

/// <summary>An initialisation that looks at data first.</summary>
internal abstract class DataInitializer : Initializer
{
    /// <summary>Runs the model over data and keeps what <see cref="Initializer.Start"/> needs of each layer.</summary>
    /// <param name="config">The configuration, which may be changed.</param>
    /// <param name="data">The model and its data.</param>
    /// <returns>A tensor for each layer, by its path.</returns>
    internal abstract Dictionary<string, Tensor> Collect(LoraConfig config, CalibrationRun data);

    /// <summary>What <see cref="Collect"/> kept of a layer.</summary>
    private protected static Tensor StatisticOf(LoraStart start) => start.Config.Statistics?[start.Path]
        ?? throw new PeftConfigException("LORA", [$"Init is {start.Config.Init}, which needs data."], "Give AddLora batches and what to do with each: model.AddLora(config, batches, batch => model.call(batch)).");
}
