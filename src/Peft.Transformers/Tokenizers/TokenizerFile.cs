using Peft.Tokenizers.Decoders;
using Peft.Tokenizers.Models;
using Peft.Tokenizers.Normalizers;
using Peft.Tokenizers.PostProcessors;
using Peft.Tokenizers.PreTokenizers;

namespace Peft.Tokenizers;

/// <summary>Reads Hugging Face's <c>tokenizer.json</c>.</summary>
internal static class TokenizerFile
{
    public static TokenizerParts Read(string file)
    {
        var json = JsonPart.Read(file);
        var model = ModelTypes.Read(json.Part("model"));
        var tokens = new TokenTable(model.Vocabulary, [.. json.Items("added_tokens").Select(ReadAddedToken)]);
        return new(model, tokens)
        {
            Normalizer = json.PartOrNull("normalizer") is { } normalizer ? NormalizerTypes.Read(normalizer) : null,
            PreTokenizer = json.PartOrNull("pre_tokenizer") is { } preTokenizer ? PreTokenizerTypes.Read(preTokenizer) : null,
            PostProcessor = json.PartOrNull("post_processor") is { } postProcessor ? PostProcessorTypes.Read(postProcessor, tokens.TokenOf) : null,
            Decoder = json.PartOrNull("decoder") is { } decoder ? DecoderTypes.Read(decoder) : null,
        };
    }

    private static AddedToken ReadAddedToken(JsonPart json) => new(
        json.Int("id"), json.Text("content"), json.Flag("special", false), json.Flag("single_word", false), json.Flag("lstrip", false), json.Flag("rstrip", false), json.Flag("normalized", true));
}
