using System.Reflection;
using ApiDump;

namespace Peft.Repository.Tests;

/// <summary>A public surface as last accepted: a text file in api/, one member a line.</summary>
internal static class ApiSnapshot
{
    private const string AcceptVariable = "PEFT_UPDATE_API";
    private const int ShownLines = 20;

    public static void AssertEqual(Assembly assembly, string file)
    {
        string path = RepositoryFiles.FullPath("api/" + file);
        IReadOnlyList<string> actual = PublicSurface.Of(assembly);
        if (Environment.GetEnvironmentVariable(AcceptVariable) == "1")
            File.WriteAllText(path, string.Concat(actual.Select(line => line + "\n")));
        string[] accepted = File.Exists(path) ? File.ReadAllLines(path) : [];
        string[] difference = [.. accepted.Except(actual).Select(line => "- " + line), .. actual.Except(accepted).Select(line => "+ " + line)];
        if (difference.Length > 0)
        {
            Assert.Fail($"The public surface of {assembly.GetName().Name} differs from api/{file} in {difference.Length} lines. help: if the change is meant, "
                + $"run {AcceptVariable}=1 ./build.sh test once and commit the file. The first of them:\n{string.Join('\n', difference.Take(ShownLines))}");
        }
    }
}
