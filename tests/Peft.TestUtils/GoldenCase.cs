using System.Text.Json;
using static TorchSharp.torch;

namespace Peft.TestUtils;

/// <summary>One case of the reference vectors.</summary>
/// <param name="Id">The case's name within its kind.</param>
/// <param name="Folder">The folder, relative to <see cref="Golden.Root"/>.</param>
/// <param name="What">What the case covers.</param>
public sealed record GoldenCase(string Id, string Folder, string What)
{
    private readonly Lazy<JsonElement> _description = new(() => Read(Folder, Id));

    /// <summary>What the case says about itself: <c>case.json</c>, or the JSON file named like the case where several share a folder.</summary>
    public JsonElement Description => _description.Value;

    /// <summary>The full path of a file of the case, which need not exist.</summary>
    public string FullPath(string file) => Path.Combine(Golden.Root, Folder, file);

    /// <summary>Whether the case has this file.</summary>
    public bool Has(string file) => File.Exists(FullPath(file));

    /// <summary>All tensors of a safetensors file of the case.</summary>
    public Dictionary<string, Tensor> Tensors(string file) => Golden.Tensors(Path.Combine(Folder, file));

    /// <summary>The id, which makes the test's name.</summary>
    public override string ToString() => Id;

    private static JsonElement Read(string folder, string id)
    {
        string shared = Golden.FullPath(Path.Combine(folder, id + ".json"));
        using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(File.Exists(shared) ? shared : Golden.FullPath(Path.Combine(folder, "case.json"))));
        return document.RootElement.Clone();
    }
}
