using System.Text.Json.Nodes;

namespace Peft.Generation;

/// <summary>How a model continues a text. The defaults take the most probable token each time.</summary>
public sealed class GenerationOptions
{
    private const string FileName = "generation_config.json";

    /// <summary>The number of tokens after which generation ends, if no stop token came before.</summary>
    /// <value>Default: 128.</value>
    public int MaxNewTokens { get; set; } = 128;

    /// <summary>The number of tokens before which no stop token is chosen.</summary>
    /// <value>Default: 0.</value>
    public int MinNewTokens { get; set; }

    /// <summary>What logits are divided by before a token is drawn; 0 takes the most probable token.</summary>
    /// <value>Default: 0.</value>
    public double Temperature { get; set; }

    /// <summary>Draws only from this many of the most probable tokens.</summary>
    /// <value>Default: null, from all.</value>
    public int? TopK { get; set; }

    /// <summary>Draws only from the most probable tokens that together have at least this probability (Holtzman et al., arXiv 1904.09751).</summary>
    /// <value>Default: 1, from all.</value>
    public double TopP { get; set; } = 1;

    /// <summary>Makes drawing repeatable: the same seed gives the same tokens. Row i of a batch uses the seed plus i.</summary>
    /// <value>Default: null, drawn from torch's generator.</value>
    public int? Seed { get; set; }

    /// <summary>The tokens that end a sequence; the one that came is part of the result.</summary>
    /// <value>Default: none.</value>
    public IReadOnlyList<int> StopTokens { get; set; } = [];

    /// <summary>The token that fills up the shorter prompts of a batch; masked, so any will do.</summary>
    /// <value>Default: 0.</value>
    public int PadToken { get; set; }

    /// <summary>Whether keys and values of earlier tokens are kept instead of being computed again for each token.</summary>
    /// <value>Default: true.</value>
    public bool UseCache { get; set; } = true;

    /// <summary>Reads the settings that a model was published with: <c>generation_config.json</c>, where it exists.</summary>
    /// <param name="folder">A model's folder.</param>
    /// <exception cref="PeftConfigException">The file is damaged.</exception>
    public static GenerationOptions FromFolder(string folder)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        string path = Path.Combine(folder, FileName);
        var options = new GenerationOptions();
        if (!File.Exists(path))
            return options;
        try
        {
            options.Read(JsonNode.Parse(File.ReadAllBytes(path))!.AsObject());
        }
        catch (Exception e) when (e is System.Text.Json.JsonException or InvalidOperationException or FormatException)
        {
            throw new PeftConfigException(path, [e.Message]);
        }
        return options;
    }

    /// <summary>Checks every setting.</summary>
    /// <exception cref="PeftConfigException">Something is wrong; the message lists all of it.</exception>
    public void Validate()
    {
        var failures = new List<string>();
        if (MaxNewTokens <= 0)
            failures.Add($"MaxNewTokens is {MaxNewTokens} but has to be positive.");
        if (MinNewTokens < 0 || MinNewTokens > MaxNewTokens)
            failures.Add($"MinNewTokens is {MinNewTokens} but has to be from 0 to MaxNewTokens, {MaxNewTokens}.");
        if (!double.IsFinite(Temperature) || Temperature < 0)
            failures.Add($"Temperature is {Temperature} but has to be 0 or a positive number.");
        if (TopK is <= 0)
            failures.Add($"TopK is {TopK} but has to be positive, or null for all tokens.");
        if (!(TopP is > 0 and <= 1))
            failures.Add($"TopP is {TopP} but has to be above 0 and at most 1.");
        if (failures.Count > 0)
            throw new PeftConfigException("generation", failures);
    }

    private void Read(JsonObject fields)
    {
        StopTokens = fields["eos_token_id"] switch
        {
            JsonArray list => [.. list.Select(id => id!.GetValue<int>())],
            JsonValue one => [one.GetValue<int>()],
            _ => [],
        };
        PadToken = fields["pad_token_id"]?.GetValue<int>() ?? PadToken;
        MaxNewTokens = fields["max_new_tokens"]?.GetValue<int>() ?? MaxNewTokens;
        if (fields["do_sample"]?.GetValue<bool>() != true)
            return;
        Temperature = fields["temperature"]?.GetValue<double>() ?? 1;
        TopK = fields["top_k"]?.GetValue<int>() is > 0 and int topK ? topK : null;
        TopP = fields["top_p"]?.GetValue<double>() ?? TopP;
    }
}
