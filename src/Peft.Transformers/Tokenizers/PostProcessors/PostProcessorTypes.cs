namespace Peft.Tokenizers.PostProcessors;

/// <summary>The post-processors that a tokenizer file may name.</summary>
internal static class PostProcessorTypes
{
    /// <param name="json">The processor's part of the file.</param>
    /// <param name="tokenOf">The text of a token, by id.</param>
    public static IPostProcessor Read(JsonPart json, Func<int, string?> tokenOf)
    {
        var table = new ComponentTable<IPostProcessor>("post-processor", new Dictionary<string, Func<JsonPart, IPostProcessor>>
        {
            ["BertProcessing"] = TemplateProcessor.ReadBert,
            ["ByteLevel"] = json => OffsetTrimmer.Read(json, tokenOf),
            ["RobertaProcessing"] = json => new PostProcessorSequence([OffsetTrimmer.Read(json, tokenOf), TemplateProcessor.ReadRoberta(json)]),
            ["Sequence"] = json => new PostProcessorSequence([.. json.Items("processors").Select(p => Read(p, tokenOf))]),
            ["TemplateProcessing"] = TemplateProcessor.Read,
        });
        return table.Read(json);
    }
}
