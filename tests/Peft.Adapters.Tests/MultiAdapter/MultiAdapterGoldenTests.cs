using System.Text.Json;
using Peft.Merging;
using Peft.TestUtils;
using static TorchSharp.torch;

namespace Peft.Adapters.Tests.MultiAdapter;

/// <summary>Several adapters on one model, against Python.</summary>
[TestFixture]
[Category("Golden")]
public sealed class MultiAdapterGoldenTests
{
    // But those that clamp: Python's output is that of the signs which its LAPACK happened to choose in each layer. Peft.Core.Tests has them, with all signs.
    private static IEnumerable<TestCaseData> Combinations => Optional("add_weighted_adapter")?.Description.GetProperty("cases").EnumerateArray().Where(c => !c.TryGetProperty("svd_clamp", out _))
        .Select(c => new TestCaseData(c).SetArgDisplayNames(c.GetProperty("key").GetString()!)) ?? [];

    // DoRA's norm is that of the base, so that several of them do the same merged and unmerged.
    [TestCase("default")]
    [TestCase("second")]
    [TestCase("third")]
    [TestCase("default+second")]
    [TestCase("default+second+third")]
    [TestCase("disabled")]
    [TestCase("mixed_batch")]
    [TestCase("merged_default+second")]
    public void MultiAdapter_AnyChoice_EqualsPython(string choice)
    {
        using var scope = NewDisposeScope();
        var golden = Golden.Case("peft", "multi_adapter");
        using var model = new GoldenBase("base/llama").Create();
        var peft = PeftModel.Load(model.Module, golden.FullPath("adapter"));
        peft.LoadAdapter(golden.FullPath("adapter/second"), "second");
        peft.LoadAdapter(golden.FullPath("adapter/third"), "third");
        using var _ = Choose(peft, choice);

        model.AssertOutput(golden.Tensors("io.safetensors")[$"output.{choice}"], choice);
    }

    [Test]
    public void MixedTypes_AnyChoice_EqualsPython()
    {
        using var scope = NewDisposeScope();
        if (Optional("mixed_types") is not { } golden)
            return;
        using var model = new GoldenBase("base/mlp").Create();
        var peft = PeftModel.For(model.Module);
        peft.AddAdapter(new LoraConfig { Rank = 4, Alpha = 8, TargetModules = ["lin0", "lin1"] }, "one");
        peft.AddAdapter(new LohaConfig { Rank = 3, Alpha = 6, TargetModules = ["lin0", "lin2"] }, "two");
        peft.AddAdapter(new LokrConfig { Rank = 2, Alpha = 4, TargetModules = ["lin1"] }, "three");
        var expected = golden.Tensors("io.safetensors");
        foreach (string name in peft.AdapterNames)
        {
            using var _ = no_grad();
            foreach (var (key, parameter) in peft.AdapterStateDict(name))
                parameter.copy_(expected["param." + (name == "one" ? key.Replace(".lora_", ".base_layer.lora_").Replace(".weight", ".one.weight") : $"{key}.{name}")]);
        }
        foreach (string choice in new[] { "one", "two", "three", "one+two", "one+two+three", "three+one" })
        {
            peft.SetActive(choice.Split('+'));
            model.AssertOutput(expected[$"output.{choice}"], choice);
        }
        peft.SetActive("one", "two", "three");
        peft.MergeAndUnload();
        model.AssertOutput(expected["output.merged_all"], "all merged");
    }

    [TestCaseSource(nameof(Combinations))]
    public void AddWeightedAdapter_EveryCase_EqualsPython(JsonElement @case)
    {
        using var scope = NewDisposeScope();
        var golden = Golden.Case("peft", "add_weighted_adapter");
        var expected = golden.Tensors("io.safetensors");
        string key = @case.GetProperty("key").GetString()!;
        string[] adapters = [.. @case.GetProperty("adapters").EnumerateArray().Select(a => a.GetString()!)];
        using var model = new GoldenBase("base/llama").Create();
        var peft = PeftModel.For(model.Module);
        foreach (string adapter in adapters)
            peft.LoadAdapter(golden.FullPath($"adapters/{adapter}"), adapter);
        var report = peft.AddWeightedAdapter(adapters, [.. @case.GetProperty("weights").EnumerateArray().Select(w => w.GetDouble())], "combined", Options(@case, key, expected));

        Assert.That(report.Rank, Is.EqualTo(@case.GetProperty("rank").GetInt32()));
        model.AssertOutput(expected[$"{key}.output"], "output");
        foreach (var (name, tensor) in peft.AdapterStateDict("combined").Where(t => expected.ContainsKey($"{key}.param.{t.Key}")))
            TensorAssert.AreClose(tensor, expected[$"{key}.param.{name}"], 1e-4, 1e-5, name);
    }

    private static IDisposable? Choose(PeftModel peft, string choice)
    {
        const string Merged = "merged_";
        switch (choice)
        {
            case "disabled":
                return peft.DisableAdapters();
            case "mixed_batch":
                return peft.UsePerRow(["second", null]);
            default:
                peft.SetActive((choice.StartsWith(Merged, StringComparison.Ordinal) ? choice[Merged.Length..] : choice).Split('+'));
                if (choice.StartsWith(Merged, StringComparison.Ordinal))
                    peft.Merge();
                return null;
        }
    }

    private static CombinationOptions Options(JsonElement @case, string key, Dictionary<string, Tensor> expected)
    {
        string type = @case.GetProperty("combination_type").GetString()!;
        double? Number(string name) => @case.TryGetProperty(name, out var value) ? value.GetDouble() : null;
        int drawn = 0;
        return new CombinationOptions
        {
            Combination = Enum.Parse<Combination>(type.Replace("_", ""), ignoreCase: true),
            Density = Number("density"),
            SvdRank = (int?)Number("svd_rank"),
            SvdClamp = Number("svd_clamp"),
            SvdScalesTwice = type.EndsWith("svd", StringComparison.Ordinal),
            MajoritySign = @case.TryGetProperty("majority_sign_method", out var method) ? Enum.Parse<SignElection>(method.GetString()!, ignoreCase: true) : SignElection.Total,
            DrawMask = (_, _) => expected[$"{key}.mask{drawn++}"].to_type(ScalarType.Bool),
        };
    }

    private static GoldenCase? Optional(string id) => Golden.Cases("peft").SingleOrDefault(c => c.Id == id);
}
