using System.Text.Json.Serialization;

namespace Peft.Adapters;

/// <summary>BD-LoRA: A or B is block-diagonal, so that a server that shards layers need not exchange what passes between A and B. PEFT's <c>BdLoraConfig</c>; arXiv 2510.23346.</summary>
/// <remarks>Where a server shards a layer's rows, A has blocks (output and down projections); where it shards columns, B (query, key, value, up, gate).</remarks>
public sealed class BdLoraConfig : LoraVariantConfig
{
    /// <summary>Parts of the names of layers whose A is block-diagonal.</summary>
    /// <value>Default: null.</value>
    [JsonPropertyName("target_modules_bd_a")]
    public IList<string>? BlockDiagonalA { get; set; }

    /// <summary>Parts of the names of layers whose B is block-diagonal.</summary>
    /// <value>Default: null.</value>
    [JsonPropertyName("target_modules_bd_b")]
    public IList<string>? BlockDiagonalB { get; set; }

    /// <summary>The number of blocks: the number of shards.</summary>
    /// <value>Default: 1. At least 1; divides the rank and the layers' sizes.</value>
    [JsonPropertyName("nblocks")]
    public int Blocks { get; set; } = 1;

    /// <summary>Whether every target must be named in one of the lists; otherwise one that is not has plain LoRA.</summary>
    /// <value>Default: true.</value>
    [JsonPropertyName("match_strict")]
    public bool MatchStrict { get; set; } = true;

    internal override void Validate(LoraConfig config, ICollection<string> failures)
    {
        failures.RequireAtLeast(1, Blocks, "BdLora.Blocks");
        if (BlockDiagonalA?.Intersect(BlockDiagonalB ?? []).FirstOrDefault() is { } both)
            failures.Add($"'{both}' is in both BdLora.BlockDiagonalA and BdLora.BlockDiagonalB; one of A and B has blocks.");
        if (config.Init is not (LoraInit.Default or LoraInit.Random or LoraInit.Gaussian))
            failures.Add($"BdLora is set, which goes with Init = Default, Gaussian and Random; Init is {config.Init}.");
    }

    internal override LoraLinear Create(BaseLayer layer, string path, LoraConfig config)
    {
        string name = path[(path.LastIndexOf('.') + 1)..];
        bool Named(IList<string>? parts) => parts?.Any(part => name.Contains(part, StringComparison.Ordinal)) == true;
        var (a, b) = (Named(BlockDiagonalA), Named(BlockDiagonalB));
        if (a && b)
            throw new PeftConfigException("LORA", [$"'{path}' is named by both BdLora.BlockDiagonalA and BdLora.BlockDiagonalB; one of A and B has blocks."]);
        if (!a && !b)
            return MatchStrict ? throw new PeftConfigException("LORA", [$"'{path}' is named by neither BdLora.BlockDiagonalA nor BdLora.BlockDiagonalB."], "Name it in one of them, or set MatchStrict to false for plain LoRA.") : new LoraLinear(layer, path, config);
        int rank = config.RankAt(path);
        if (rank % Blocks != 0 || (a ? layer.InFeatures : layer.OutFeatures) % Blocks != 0)
            throw new PeftConfigException("LORA", [$"{Blocks} blocks do not divide the rank {rank} and the {(a ? layer.InFeatures : layer.OutFeatures)} {(a ? "inputs" : "outputs")} of '{path}'."]);
        return new BdLoraLinear(layer, path, config, Blocks, a);
    }
}
