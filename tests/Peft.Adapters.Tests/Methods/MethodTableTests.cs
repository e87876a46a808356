using System.Globalization;
using System.Text.Json.Nodes;
using Peft.Adapters.Tests.Parity;
using Peft.TestUtils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Peft.Adapters.Tests.Methods;

/// <summary>docs/methods/README.md is what the code says; PEFT_UPDATE_METHODS=1 writes it anew.</summary>
[TestFixture]
public sealed class MethodTableTests
{
    private const string Begin = "<!-- methods -->\n", End = "<!-- end of methods -->";
    private const int Features = 1024;
    private static readonly string s_file = Path.Combine(Repository.Root, "docs", "methods", "README.md");

    [Test]
    public void Table_OfAllMethods_IsUpToDate()
    {
        string[] lines =
        [
            "| method | family | paper | parameters | file | forward | backward | merges | layers | output | gradients | losses |",
            "| --- | --- | --- | --: | --: | --: | --: | :-: | --- | --: | --: | --: |",
            .. AdapterMethod.All.OrderBy(m => m.About.Family).ThenBy(m => m.About.Name, StringComparer.Ordinal).Select(Line),
        ];
        string table = string.Join('\n', lines) + "\n", text = File.ReadAllText(s_file);
        int begin = text.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length, end = text.IndexOf(End, StringComparison.Ordinal);
        if (Environment.GetEnvironmentVariable("PEFT_UPDATE_METHODS") == "1")
            File.WriteAllText(s_file, text[..begin] + table + text[end..]);
        else
            Assert.That(text[begin..end], Is.EqualTo(table), "help: PEFT_UPDATE_METHODS=1");
    }

    private static string Line(AdapterMethod method)
    {
        var (name, family, paper) = method.About;
        string site = paper.Contains('/', StringComparison.Ordinal) ? "https://github.com/" : paper.Contains('.', StringComparison.Ordinal) ? "https://arxiv.org/abs/" : "https://openreview.net/forum?id=";
        string link = $"[{paper}]({site}{paper})";
        var row = MethodMatrixTests.All.First(r => r.Create().PeftType == method.PeftType);
        var (parameters, bytes) = Size(method);
        return string.Create(CultureInfo.InvariantCulture,
            $"| [{name}]({method.Page}) | {family.ToString().ToLowerInvariant()} | {link} | {parameters:N0} | {bytes:N0} | {Ratio(method, "Forward")} | {Ratio(method, "Backward")} | {(row.Merges ? "yes" : "no")} | {Layers(method)} | {Figures(method)} |");
    }

    private static (long Parameters, long Bytes) Size(AdapterMethod method)
    {
        using var folder = new TempFolder();
        if (method.About.Family == MethodFamily.Prompt)
            return SizeOfPrompt((PromptConfig)method.CreateConfig(), folder);
        if (method.About.Family == MethodFamily.Side)
            return SizeOfSide(method.CreateConfig(), folder);
        using var model = Sequential(("fc", Linear(Features, Features)), ("norm", LayerNorm(Features)));
        var peft = PeftModel.For(model);
        foreach (var (name, used) in method.CreateUsedConfigs())
        {
            used.TargetModules = ["fc"];
            peft.AddAdapter(used, name);
        }
        var config = method.CreateConfig();
        config.TargetModules = method.CanAdapt(BaseLayer.TryCreate(model.named_children().First().module)!) ? ["fc"] : ["norm"];
        peft.AddAdapter(config);
        return SizeOf(peft, folder);
    }

    private static (long Parameters, long Bytes) SizeOfPrompt(PromptConfig config, TempFolder folder)
    {
        using var model = new PromptPlace(new() { Width = Features, Vocabulary = 4, Layers = 1, Heads = 16, KeyHeads = 16, HeadWidth = Features / 16 });
        config.NumVirtualTokens = 10;
        return SizeOf(model.AddAdapter(config), folder);
    }

    // A block like a BERT's, with a feed-forward layer four times as wide.
    private static (long Parameters, long Bytes) SizeOfSide(PeftConfig config, TempFolder folder)
    {
        const int Narrow = Features / 8;
        using var model = new SidePlace(new() { Width = Features, Layers = 1, Reducible = Features / 16 }, (12 * Narrow * Narrow) + (13 * Narrow));
        return SizeOf(model.AddAdapter(config), folder);
    }

    private static (long Parameters, long Bytes) SizeOf(PeftModel peft, TempFolder folder)
    {
        peft.SaveAdapter(folder.Path);
        return (peft.CountParameters().Trainable, new FileInfo(folder.File("adapter_model.safetensors")).Length);
    }

    private static string Ratio(AdapterMethod method, string pass)
    {
        var baselines = JsonNode.Parse(File.ReadAllText(Path.Combine(Repository.Root, "benchmarks", "baselines.json")))!;
        return ((double?)baselines[$"{MethodInventoryTests.BenchmarksOf(method)}.{pass}([Method={method.About.Name}])"]?["ratio"])?.ToString("F2", CultureInfo.InvariantCulture) ?? "–";
    }

    private static string Layers(AdapterMethod method)
    {
        if (method.OnlySelects)
            return "any";
        if (method.About.Family == MethodFamily.Prompt)
            return "the input";
        if (method.About.Family == MethodFamily.Side)
            return "the model";
        var kinds = new (string Name, Module Layer)[] { ("linear", Linear(2, 2)), ("embedding", Embedding(2, 2)), ("convolution", Conv2d(2, 2, 1)) };
        return string.Join(", ", kinds.Where(k => method.CanAdapt(BaseLayer.TryCreate(k.Layer)!)).Select(k => k.Name));
    }

    private static string Figures(AdapterMethod method) => ParityTests.Read().TryGetValue(Path.GetFileNameWithoutExtension(method.Page), out var found)
        ? string.Join(" | ", new[] { found.Bounds.Output, found.Bounds.Gradient, found.Bounds.Loss }.Select(b => b.ToString("0e0", CultureInfo.InvariantCulture))) : "formula | – | –";
}
