namespace Peft;

/// <summary>What vLLM takes.</summary>
/// <remarks>
/// Source: vllm-project/vllm, <c>vllm/lora/peft_helper.py</c> (DoRA, bias and modules_to_save are refused; one scaling α / r or α / √r for all layers),
/// <c>vllm/lora/utils.py</c> (names of tensors), <c>vllm/lora/model_manager.py</c> (experts: <c>is_3d_moe_weight</c>), <c>vllm/config/lora.py</c> (values of <c>max_lora_rank</c>, 16 unless set).
/// </remarks>
internal static class VllmRules
{
    private const int DefaultMaxRank = 16;
    private static readonly int[] s_maxRanks = [1, 8, 16, 32, 64, 128, 256, 320, 512];

    internal static CompatibilityReport Check(AdapterContents adapter)
    {
        List<string> problems =
        [
            .. adapter.ForeignProblems(),
            .. adapter.UnknownTensors(".lora_A.weight", ".lora_B.weight", ".lora_embedding_A", ".lora_embedding_B", ".embed_tokens.base_layer.weight", ".lm_head.base_layer.weight"),
            .. adapter.OtherParameters.Where(name => !IsOfExperts(name)).Select(AdapterContents.NotAdapted),
        ];
        if (adapter.Has("rank_pattern") || adapter.Has("alpha_pattern"))
            problems.Add("It scales all layers by the one r and lora_alpha of the configuration, so RankPattern and AlphaPattern would be ignored.");
        if (adapter.Has("alora_invocation_tokens"))
            problems.Add("It would let the adapter act from the first token on, and not from its invocation tokens (ActivatedLoraTokens).");
        int rank = adapter.Rank;
        if (rank > s_maxRanks[^1])
            problems.Add($"The rank is {rank}; it takes {s_maxRanks[^1]} at most.");
        var notes = new List<string>();
        if (rank > DefaultMaxRank && rank <= s_maxRanks[^1])
            notes.Add($"Start it with --max-lora-rank {s_maxRanks.First(m => m >= rank)}.");
        if (adapter.OtherParameters.Any(IsOfExperts))
            notes.Add("It adapts experts (TargetParameters) only in models whose experts it loads as one tensor, such as gpt-oss; in others they would go without the adapter, or it would not load.");
        return new CompatibilityReport(AdapterRuntime.Vllm, problems, notes);
    }

    private static bool IsOfExperts(string parameter) => parameter.Split('.').Contains("experts");
}
