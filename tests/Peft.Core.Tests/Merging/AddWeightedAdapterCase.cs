using System.Text.Json;
using Peft.Merging;
using Peft.TestUtils;
using static TorchSharp.torch;

namespace Peft.Core.Tests.Merging;

/// <summary>One combination of the reference vectors' adapters, layer by layer as PEFT goes through them.</summary>
internal sealed class AddWeightedAdapterCase(JsonElement description)
{
    private const string Prefix = "base_model.model.model.";
    private static readonly GoldenCase s_case = Golden.Case("peft", "add_weighted_adapter");

    private readonly string _key = description.GetProperty("key").GetString()!;
    private readonly string[] _adapters = [.. description.GetProperty("adapters").EnumerateArray().Select(a => a.GetString()!)];
    private readonly double[] _weights = [.. description.GetProperty("weights").EnumerateArray().Select(w => w.GetDouble())];
    private readonly Dictionary<string, Tensor> _expected = s_case.Tensors("io.safetensors");
    private int _masksDrawn;

    internal void Check()
    {
        var options = Options();
        int compared = 0;
        var adapters = _adapters.ToDictionary(a => a, a => s_case.Tensors($"adapters/{a}/adapter_model.safetensors"));
        foreach (string layer in Layers(adapters[_adapters[0]].Keys))
        {
            LowRankFactors[] updates = [.. _adapters.Select(a => new LowRankFactors(adapters[a][$"{layer}.lora_A.weight"], adapters[a][$"{layer}.lora_B.weight"], Scaling(a)))];
            var result = LowRankCombination.Combine(updates, _weights, options);
            compared += CompareDelta($"delta.{layer[Prefix.Length..]}", result, updates, options) + Compare($"param.{layer}.lora_A.weight", result.A) + Compare($"param.{layer}.lora_B.weight", result.B);
            Assert.That(result.Rank, Is.EqualTo(description.GetProperty("rank").GetInt32()));
        }
        Assert.That(compared, Is.Positive);
        Assert.That(_masksDrawn, Is.EqualTo(description.GetProperty("random_masks").GetInt32()));
    }

    // Clamping depends on the signs of singular vectors, which are free: Python's result is that of one of all choices.
    private int CompareDelta(string name, LowRankFactors result, LowRankFactors[] updates, CombinationOptions options)
    {
        if (options.SvdClamp is not { } quantile || !_expected.TryGetValue($"{_key}.{name}", out var expected))
            return Compare(name, result.Delta());
        var (a, b, _) = LowRankCombination.Combine(updates, _weights, options with { SvdClamp = null });
        var choices = Enumerable.Range(0, 1 << result.Rank).Select(choice =>
        {
            var signs = tensor(Enumerable.Range(0, result.Rank).Select(i => (choice >> i & 1) == 0 ? 1f : -1f).ToArray());
            var (clampedA, clampedB) = LowRankFactors.Clamp(a * signs.unsqueeze(1), b * signs, quantile);
            return clampedB.mm(clampedA);
        }).ToList();
        TensorAssert.BitEqual(result.Delta(), choices[0], name);
        Assert.That(choices.Count(choice => choice.allclose(expected, 1e-4, 1e-5)), Is.EqualTo(1), name);
        return 1;
    }

    private int Compare(string name, Tensor actual)
    {
        if (!_expected.TryGetValue($"{_key}.{name}", out var expected))
            return 0;
        TensorAssert.AreClose(actual, expected, 1e-4, 1e-5, name);
        return 1;
    }

    // In named_modules' order, which is that of the names here.
    private static IEnumerable<string> Layers(IEnumerable<string> keys) => keys.Select(k => k[..k.IndexOf(".lora_", StringComparison.Ordinal)]).Distinct().Order(StringComparer.Ordinal);

    private CombinationOptions Options() => new()
    {
        Combination = Enum.Parse<Combination>(description.GetProperty("combination_type").GetString()!.Replace("_", ""), ignoreCase: true),
        Density = Number("density"),
        SvdRank = (int?)Number("svd_rank"),
        SvdClamp = Number("svd_clamp"),
        SvdScalesTwice = description.GetProperty("combination_type").GetString()!.EndsWith("svd", StringComparison.Ordinal),
        MajoritySign = description.TryGetProperty("majority_sign_method", out var method) ? Enum.Parse<SignElection>(method.GetString()!, ignoreCase: true) : SignElection.Total,
        DrawMask = (_, _) => _expected[$"{_key}.mask{_masksDrawn++}"].to_type(ScalarType.Bool),
    };

    private double? Number(string name) => description.TryGetProperty(name, out var value) ? value.GetDouble() : null;

    private static double Scaling(string adapter)
    {
        using var config = JsonDocument.Parse(File.ReadAllBytes(s_case.FullPath($"adapters/{adapter}/adapter_config.json")));
        double rank = config.RootElement.GetProperty("r").GetDouble();
        return config.RootElement.GetProperty("lora_alpha").GetDouble() / (config.RootElement.GetProperty("use_rslora").GetBoolean() ? Math.Sqrt(rank) : rank);
    }
}
