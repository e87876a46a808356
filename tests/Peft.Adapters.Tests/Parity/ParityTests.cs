using System.Globalization;
using System.Text.RegularExpressions;
using Peft.TestUtils;

namespace Peft.Adapters.Tests.Parity;

/// <summary>The figures of docs/parity.md; PEFT_UPDATE_PARITY=1 raises those that are too low.</summary>
[TestFixture]
[Category("Golden")]
public sealed class ParityTests
{
    private const string Begin = "<!-- figures -->\n", End = "<!-- end of figures -->";
    private static readonly string s_file = Path.Combine(Repository.Root, "docs", "parity.md");

    [Test]
    public void Figures_OfEveryFamily_AreAsDocumented()
    {
        var measured = PeftCase.All.Where(c => c.IsCovered && !c.HasWrongGradients).GroupBy(c => c.Family).ToDictionary(g => g.Key, g => (Cases: g.Count(), Figures: g.Select(ParityFigures.Of).Aggregate((a, b) => a.Or(b))));
        if (Environment.GetEnvironmentVariable("PEFT_UPDATE_PARITY") == "1")
            Raise(measured);
        // What is documented is true of the project's own vectors; others have other cases and noise.
        var documented = Golden.IsChosen ? measured.ToDictionary(f => f.Key, f => (f.Value.Cases, new ParityFigures(1e-3, 1e-3, 1e-3))) : Read();

        Assert.That(documented.Keys, Is.SupersetOf(measured.Keys), "families; help: PEFT_UPDATE_PARITY=1");
        foreach (var (family, (cases, figures)) in measured)
        {
            var (most, bounds) = documented[family];
            Assert.That(cases, Is.LessThanOrEqualTo(most), $"{family}: cases");
            Assert.That(figures.Output, Is.LessThanOrEqualTo(bounds.Output), $"{family}: output");
            Assert.That(figures.Gradient, Is.LessThanOrEqualTo(bounds.Gradient), $"{family}: gradients");
            Assert.That(figures.Loss, Is.LessThanOrEqualTo(bounds.Loss), $"{family}: losses");
        }
    }

    [Test]
    public void Differences_EachRow_NamesATestThatIsThere()
    {
        var rows = Regex.Matches(File.ReadAllText(s_file), @"`(?<test>\w+_\w+_\w+)`[^\n`]*?\[\w+\]\(\.\./(?<file>[^)]+)\)");

        Assert.That(rows, Has.Count.GreaterThan(10));
        foreach (Match row in rows)
            Assert.That(File.ReadAllText(Path.Combine(Repository.Root, row.Groups["file"].Value)), Does.Contain($" {row.Groups["test"].Value}("), row.Groups["test"].Value);
    }

    // Other machines have other kernels of BLAS, which round differently: no bound is lowered.
    private static void Raise(Dictionary<string, (int Cases, ParityFigures Figures)> measured)
    {
        var documented = Read();
        Write(measured.Select(f =>
        {
            var (cases, figures) = f.Value;
            var (_, known) = documented.GetValueOrDefault(f.Key, (0, new ParityFigures(0, 0, 0)));
            return $"| {f.Key} | {cases} | {Bound(figures.Output, known.Output)} | {Bound(figures.Gradient, known.Gradient)} | {Bound(figures.Loss, known.Loss)} |";
        }));
    }

    // The next power of ten above twice the figure.
    private static string Bound(double figure, double known) => $"1e{Math.Ceiling(Math.Log10(Math.Max(2 * Math.Max(figure, 1e-8), known)))}";

    private static void Write(IEnumerable<string> rows)
    {
        string text = File.ReadAllText(s_file);
        int begin = text.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length, end = text.IndexOf(End, StringComparison.Ordinal);
        string[] header = ["| family | cases | output | gradients | losses of five AdamW steps |", "| --- | --: | --: | --: | --: |"];
        File.WriteAllText(s_file, $"{text[..begin]}{string.Join('\n', header.Concat(rows))}\n{text[end..]}");
    }

    internal static Dictionary<string, (int Cases, ParityFigures Bounds)> Read()
    {
        string text = File.ReadAllText(s_file);
        string table = text[(text.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length)..text.IndexOf(End, StringComparison.Ordinal)];
        return table.Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(2).Select(row => row.Split('|', StringSplitOptions.TrimEntries))
            .ToDictionary(c => c[1], c => (int.Parse(c[2], CultureInfo.InvariantCulture), new ParityFigures(Number(c[3]), Number(c[4]), Number(c[5]))));
    }

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
