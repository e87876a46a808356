using System.Reflection;
using ApiDump;

namespace Peft.Repository.Tests;

/// <summary>A public surface as last accepted: a text file in api/, one member a line.</summary>
internal static class ApiSnapshot
{
    public const string AcceptVariable = "PEFT_UPDATE_API";

    public static void AssertEqual(Assembly assembly, string file)
    {
        string path = RepositoryFiles.FullPath("api/" + file);
        IReadOnlyList<string> actual = PublicSurface.Of(assembly);
        if (Environment.GetEnvironmentVariable(AcceptVariable) == "1")
            File.WriteAllText(path, string.Concat(actual.Select(line => line + "\n")));
        string[] accepted = File.Exists(path) ? File.ReadAllLines(path) : [];
        string[] difference = [.. accepted.Except(actual).Select(line => "- " + line), .. actual.Except(accepted).Select(line => "+ " + line)];
        Assert.That(difference, Is.Empty, $"The public surface of {assembly.GetName().Name} differs from api/{file}. "
            + $"help: if the change is meant, run the tests once with {AcceptVariable}=1 and commit the file.");
    }
}
