using System.Text.Json;

namespace Peft.Transformers.Tests;

/// <summary>The real models, tokenizers and data sets beside the repository. Without them, tests that need them have no cases.</summary>
internal static class SharedData
{
    private static readonly string s_root = Path.GetFullPath(Path.Combine(TestUtils.Repository.Root, "..", "shared", "data"));

    public static bool Exists => Directory.Exists(s_root);

    public static string FullPath(params ReadOnlySpan<string> parts) => Path.Combine([s_root, .. parts]);

    public static JsonElement Json(params ReadOnlySpan<string> parts) => JsonElement.Parse(File.ReadAllBytes(FullPath(parts)));
}
