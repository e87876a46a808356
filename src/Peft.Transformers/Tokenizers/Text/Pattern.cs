using System.Text.RegularExpressions;

namespace Peft.Tokenizers.Text;

/// <summary>Reads patterns as tokenizer files write them.</summary>
internal static class Pattern
{
    public static IPattern Read(JsonPart json)
    {
        if (json.TextOrNull("String") is { } literal)
            return new LiteralPattern(literal);
        string expression = json.Text("Regex");
        try
        {
            return new RegexPattern(new Regex(expression, RegexOptions.Compiled | RegexOptions.CultureInvariant));
        }
        catch (RegexParseException e)
        {
            throw json.Error($"the regular expression {expression} is none that .NET can use: {e.Message}", "write it in the syntax that Oniguruma and .NET share.");
        }
    }
}
