using System.Reflection;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Peft.TestUtils;

namespace Peft.Adapters.Tests.Methods;

/// <summary>What every method has to come with.</summary>
[TestFixture]
public sealed class MethodInventoryTests
{
    private static readonly string s_pages = Path.Combine(Repository.Root, "docs", "methods");

    private static IEnumerable<TestCaseData> Methods => AdapterMethod.All.Select(m => new TestCaseData(m).SetArgDisplayNames(m.PeftType));

    [TestCaseSource(nameof(Methods))]
    public void Method_Any_HasRowsInTheMatrix(AdapterMethod method) =>
        Assert.That(MethodMatrixTests.All.Where(r => r.Create().PeftType == method.PeftType), Is.Not.Empty, "help: declare a class with IMethodRows");

    [Test]
    public void Lora_EveryVariant_HasARow()
    {
        var configs = MethodMatrixTests.All.Select(r => r.Create()).OfType<LoraConfig>().ToList();

        foreach (var variant in typeof(LoraConfig).GetProperties().Where(p => p.PropertyType.IsAssignableTo(typeof(LoraVariantConfig))))
            Assert.That(configs.Select(variant.GetValue), Has.Some.Not.Null, variant.Name);
    }

    [TestCaseSource(nameof(Methods))]
    public void Method_Any_HasAPageWithItsPaperItsOptionsAndASnippet(AdapterMethod method)
    {
        string page = File.ReadAllText(Path.Combine(s_pages, method.Page));
        string all = page + string.Concat(Regex.Matches(page, @"\]\((?<file>[\w-]+\.md)[)#]").Select(m => File.ReadAllText(Path.Combine(s_pages, m.Groups["file"].Value))));

        Assert.That(page, Does.StartWith($"# {method.About.Name}\n").And.Contain(method.About.Paper).And.Contain("```csharp").And.Contain("**When.**").And.Contain("**Cost.**"));
        foreach (var option in Options(method))
            Assert.That(all, Does.Contain($"`{option.Name}`"), $"the table of options in docs/methods/{method.Page}");
    }

    [TestCaseSource(nameof(Methods))]
    public void Method_Any_HasACommittedBenchmark(AdapterMethod method)
    {
        var baselines = JsonNode.Parse(File.ReadAllText(Path.Combine(Repository.Root, "benchmarks", "baselines.json")))!.AsObject();

        foreach (string pass in new[] { "Forward", "Backward" })
            Assert.That(baselines.ContainsKey($"{BenchmarksOf(method)}.{pass}([Method={method.About.Name}])"), "help: ./build.sh bench --category Methods --update, or --category ModelMethods");
    }

    [TestCaseSource(nameof(Methods))]
    public void Method_Any_IsComparedWithReferenceVectorsOrItsFormula(AdapterMethod method) => Assert.That(
        PeftCase.All.Any(c => c.IsCovered && c.PeftType == method.PeftType)
            || Array.Exists(typeof(MethodInventoryTests).Assembly.GetTypes(), t => t.GetCustomAttributes<FormulaOfAttribute>().Any(f => f.PeftType == method.PeftType)),
        "help: add a case to the reference vectors, or a fixture with FormulaOf");

    /// <summary>The class of its benchmark.</summary>
    internal static string BenchmarksOf(AdapterMethod method) => method.About.Family is MethodFamily.Prompt or MethodFamily.Side ? "ModelMethodBenchmarks" : "MethodBenchmarks";

    private static IEnumerable<PropertyInfo> Options(AdapterMethod method) => method.ConfigType.GetProperties()
        .Where(p => p.DeclaringType != typeof(PeftConfig) && p.GetSetMethod() is not null && p.GetMethod!.GetBaseDefinition().DeclaringType != typeof(PeftConfig));
}

/// <summary>Marks a fixture that compares a method with its paper's formula, written down independently.</summary>
/// <param name="peftType">The method's name in files.</param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
internal sealed class FormulaOfAttribute(string peftType) : Attribute
{
    public string PeftType => peftType;
}
