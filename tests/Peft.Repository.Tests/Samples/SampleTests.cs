using Peft.Adapters;
using Peft.Quantization;
using Peft.Transformers;

namespace Peft.Repository.Tests.Samples;

/// <summary>The C# in documents: a reader can copy it into a program.</summary>
[TestFixture]
public sealed class SampleTests
{
    private static IEnumerable<string> Documents => RepositoryFiles.EndingWith(".md").Where(document => Sample.In(document).Count > 0);

    private static readonly string[] s_namespaces =
    [
        .. new[] { typeof(PeftModel), typeof(LoraConfig), typeof(NF4Tensor), typeof(LlamaConfig) }
            .SelectMany(type => type.Assembly.GetExportedTypes()).Select(type => $"using {type.Namespace};").Distinct(),
    ];

    [Test]
    public void Tables_OfPythonsNames_Compile()
    {
        var cells = RepositoryFiles.EndingWith(".md").SelectMany(Sample.InTables).ToList();

        Assert.That(cells.SelectMany(cell => cell.Errors(s_namespaces)), Is.Empty);
        Assert.That(cells, Is.Not.Empty);
    }

    [TestCaseSource(nameof(Documents))]
    public void Samples_OfDocument_Compile(string document)
    {
        var samples = Sample.In(document);

        Assert.That(samples.SelectMany((sample, i) => sample.Errors(samples.Take(i).SelectMany(earlier => earlier.Usings).Distinct())), Is.Empty,
            "help: Mend the sample, declare in Names.cs what a reader has anyway, or mark a part of something larger as ```csharp excerpt.");
    }
}
