namespace Peft.Adapters;

/// <summary>What <see cref="LoraConfig.ActivatedLoraTokens"/> chooses.</summary>
internal sealed class ActivatedLora(long[] tokens) : LoraVariantConfig
{
    internal override void Validate(LoraConfig config, ICollection<string> failures)
    {
        if (tokens.Length == 0)
            failures.Add("ActivatedLoraTokens is empty; give the tokens from which on the adapter acts, or null.");
    }

    internal override LoraLinear Create(BaseLayer layer, string path, LoraConfig config) => new ActivatedLoraLinear(layer, path, config, tokens);
}
