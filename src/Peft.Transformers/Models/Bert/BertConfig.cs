namespace Peft.Transformers;

/// <summary>The shape of a BERT model.</summary>
public sealed class BertConfig : EncoderConfig
{
    /// <summary>BERT's base shape, with 110 million parameters.</summary>
    public BertConfig()
        : base("bert", nameof(BertForSequenceClassification)) => PadTokenId = 0;

    /// <summary>Reads a configuration.</summary>
    /// <param name="folder">The folder that has <c>config.json</c>.</param>
    /// <exception cref="PeftConfigException">There is no such file, or it is not that of a BERT model that this library can make.</exception>
    public static BertConfig FromFolder(string folder) => Read<BertConfig>(folder);
}
