using TorchSharp;
using static TorchSharp.torch;

namespace Peft.TestUtils;

/// <summary>
/// The devices of this machine, for tests of what must work on each: <c>[TestCaseSource(typeof(TestDevices), nameof(TestDevices.All))]</c>, with the device's name as the argument.
/// Those on a GPU are of the category Cuda; where there is none there are fewer cases.
/// </summary>
public static class TestDevices
{
    /// <summary>The category of tests on a GPU.</summary>
    public const string Category = "Cuda";

    private static readonly Lazy<bool> s_hasCuda = new(cuda.is_available);

    /// <summary>The CPU, and the first GPU if there is one.</summary>
    public static IEnumerable<TestCaseData> All => Names.Select(Case);

    /// <summary>The names of <see cref="All"/>.</summary>
    public static IReadOnlyList<string> Names => s_hasCuda.Value ? ["cpu", "cuda:0"] : ["cpu"];

    /// <summary>Cases of another source, each on every device, with the device's name as the last argument.</summary>
    public static IEnumerable<TestCaseData> WithEach<T>(IEnumerable<T> cases, Func<T, string> nameOf) =>
        Names.SelectMany(device => cases.Select(c => Categorized(new TestCaseData(c, device).SetArgDisplayNames(nameOf(c), device), device)));

    private static TestCaseData Case(string device) => Categorized(new TestCaseData(device), device);

    /// <summary>Puts a case into the category if its device is a GPU.</summary>
    public static TestCaseData Categorized(TestCaseData data, string device) => device == "cpu" ? data : data.SetCategory(Category);
}
