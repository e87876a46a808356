namespace Peft.Transformers;

/// <summary>The shape of a RoBERTa model.</summary>
public sealed class RobertaConfig : EncoderConfig
{
    /// <summary>RoBERTa's base shape, with 125 million parameters.</summary>
    public RobertaConfig()
        : base("roberta", nameof(RobertaForSequenceClassification)) => (VocabSize, BosTokenId, PadTokenId, EosTokenId) = (50265, 0, 1, [2]);

    internal override long? FirstPosition => PadTokenId + 1;

    /// <summary>Reads a configuration.</summary>
    /// <param name="folder">The folder that has <c>config.json</c>.</param>
    /// <exception cref="PeftConfigException">There is no such file, or it is not that of a RoBERTa model that this library can make.</exception>
    public static RobertaConfig FromFolder(string folder) => Read<RobertaConfig>(folder);

    private protected override void Check(List<string> failures)
    {
        base.Check(failures);
        if (PadTokenId is null)
            failures.Add("pad_token_id is missing, but positions are counted from it.");
    }
}
