using System.Reflection;
using ApiDump;
using TorchSharp;

namespace Peft.Repository.Tests;

/// <summary>
/// The System binding shows nothing that TorchSharp does not have, to the letter. TorchSharp's full surface is too long to keep here:
/// where its listing lies beside the repository the binding is compared with that, and everywhere with the part of it last accepted.
/// </summary>
[TestFixture]
public sealed class BindingSurfaceTests
{
    private static readonly Assembly s_binding = typeof(torch).Assembly;

    /// <summary>Otherwise what is compiled against the binding would not find its types in TorchSharp.</summary>
    [Test]
    public void Identity_OfSystemBinding_IsTorchSharps() =>
        Assert.That(s_binding.FullName, Is.EqualTo("TorchSharp, Version=0.107.0.0, Culture=neutral, PublicKeyToken=67b0e5e1da516a1c"));

    [Test]
    public void PublicSurface_OfSystemBinding_EqualsSnapshot() => ApiSnapshot.AssertEqual(s_binding, "TorchSharp.System.txt");

    [TestCaseSource(nameof(Listings))]
    public void PublicSurface_OfSystemBinding_IsPartOfTorchSharps(string listing, Func<Assembly, IReadOnlyList<string>> surface)
    {
        IReadOnlyList<string> ours = surface(s_binding);
        string[] foreign = ours.Except(File.ReadAllLines(listing)).ToArray();
        Assert.That(foreign, Is.Empty, $"{foreign.Length} of {ours.Count} lines are not TorchSharp's. help: take name, parameters, defaults and modifiers from {Path.GetFileName(listing)}.");
    }

    /// <summary>The second listing repeats inherited members, so that a member moved between a class and its base is seen on every derived class.</summary>
    private static IEnumerable<TestCaseData> Listings()
    {
        string folder = Path.Combine(RepositoryFiles.Root, "..", "shared");
        (string File, Func<Assembly, IReadOnlyList<string>> Surface)[] listings =
            [("torchsharp-public-api.txt", PublicSurface.Of), ("torchsharp-public-api-flat.txt", PublicSurface.FlatOf)];
        return from listing in listings
               let path = Path.Combine(folder, listing.File)
               where File.Exists(path)
               select new TestCaseData(path, listing.Surface).SetArgDisplayNames(listing.File);
    }
}
