namespace Peft.Repository.Tests;

/// <summary>The readme that each package carries. It is read outside the repository.</summary>
[TestFixture]
public sealed class PackageTests
{
    private static IEnumerable<string> Projects => RepositoryFiles.EndingWith(".csproj").Where(project => project.StartsWith("src/"));

    [TestCaseSource(nameof(Projects))]
    public void Readme_OfPackage_IsItsOwnAndStandsAlone(string project)
    {
        string readme = $"{Path.GetDirectoryName(project)}/PACKAGE.md";

        Assert.That(RepositoryFiles.All, Does.Contain(readme));
        Assert.That(RepositoryFiles.Read(readme), Does.StartWith($"# {Path.GetFileNameWithoutExtension(project)}\n").And.Not.Match(@"\]\((?!https:)"));
    }
}
