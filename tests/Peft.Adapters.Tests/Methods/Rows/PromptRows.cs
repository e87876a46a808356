namespace Peft.Adapters.Tests.Methods.Rows;

internal sealed class PromptRows : IMethodRows
{
    private const int Tokens = 3;

    public IEnumerable<MethodRow> Rows =>
    [
        Row("Prompt tuning", () => new PromptTuningConfig { NumVirtualTokens = Tokens }),
        Row("Prompt tuning from a text", () => new PromptTuningConfig { NumVirtualTokens = Tokens, Init = PromptTuningInit.Text, InitText = "ab", Tokenize = text => [.. text.Select(c => c - 'a' + 1)] }),
        Row("Prompt tuning from the vocabulary", () => new PromptTuningConfig { NumVirtualTokens = Tokens, Init = PromptTuningInit.SampleVocab }),
        Row("P-tuning", () => new PTuningConfig { NumVirtualTokens = Tokens, EncoderHiddenSize = 6 }),
        Row("P-tuning with an LSTM", () => new PTuningConfig { NumVirtualTokens = Tokens, EncoderHiddenSize = 6, Encoder = PTuningEncoder.Lstm, EncoderDropout = 0.1 }),
        Row("Prefix tuning", () => new PrefixTuningConfig { NumVirtualTokens = Tokens, PrefixProjection = true, EncoderHiddenSize = 6 }),
        Row("Prefix tuning from zero", () => new PrefixTuningConfig { NumVirtualTokens = Tokens, PrefixProjection = true, InitWeights = PrefixInit.Zero }) with { HasNoGradient = key => !key.Contains("transform.2") },
        Row("P-tuning v2", () => new PrefixTuningConfig { NumVirtualTokens = Tokens }),
        Row("P-tuning v2 from zero", () => new PrefixTuningConfig { NumVirtualTokens = Tokens, InitWeights = PrefixInit.Zero }),
        Row("Multitask prompt tuning", () => new MultitaskPromptTuningConfig { NumVirtualTokens = Tokens, NumRanks = 2 }),
    ];

    private static MethodRow Row(string name, Func<PromptConfig> create) =>
        new(name, create) { On = ReferenceModel.Prompted, Merges = false, StartsUnchanged = false };
}
