namespace Peft.Adapters;

/// <summary>What <see cref="LoraConfig.UseQaLora"/> chooses.</summary>
internal sealed class QaLora(int groupSize) : LoraVariantConfig
{
    internal override void Validate(LoraConfig config, ICollection<string> failures)
    {
        failures.RequireAtLeast(1, groupSize, nameof(LoraConfig.QaLoraGroupSize));
        if (config.Init is not (LoraInit.Default or LoraInit.Random or LoraInit.Gaussian))
            failures.Add($"UseQaLora is true, which goes with Init = Default, Gaussian and Random; Init is {config.Init}.");
    }

    internal override LoraLinear Create(BaseLayer layer, string path, LoraConfig config) => layer.InFeatures % groupSize == 0
        ? new QaLoraLinear(layer, path, config, groupSize)
        : throw new PeftConfigException("LORA", [$"groups of {groupSize} inputs (QaLoraGroupSize) do not divide the {layer.InFeatures} inputs of '{path}'."]);
}
