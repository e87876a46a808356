namespace Peft.Repository.Tests;

[TestFixture]
public sealed class SolutionTests
{
    [Test]
    public void Solution_ForEveryProject_ContainsIt()
    {
        string solution = RepositoryFiles.Read("Peft.sln").Replace('\\', '/');
        IEnumerable<string> missing = RepositoryFiles.EndingWith(".csproj").Where(project => !solution.Contains($"\"{project}\""));
        Assert.That(missing, Is.Empty, "help: dotnet sln add PROJECT.");
    }
}
