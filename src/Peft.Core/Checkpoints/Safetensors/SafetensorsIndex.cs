using System.Text.Json;

namespace Peft.Checkpoints;

/// <summary>The index of a sharded checkpoint: a JSON file whose <c>weight_map</c> tells for every tensor which file beside the index holds it.</summary>
internal static class SafetensorsIndex
{
    private const string Help = "Fetch the index again, together with every shard it names.";
    private const string HostileHelp = "Do not use this checkpoint: an index that points elsewhere is made to mislead.";

    /// <summary>The file name of each tensor's shard. Every one is a plain name: an index cannot reach outside its folder.</summary>
    /// <exception cref="CheckpointFormatException">The index is not of that form, or names a file elsewhere.</exception>
    internal static Dictionary<string, string> Read(string path)
    {
        long length = new FileInfo(path).Length;
        if (length > SafetensorsHeader.LongestJson)
        {
            throw new CheckpointFormatException(path, $"the index has {length} bytes; at most {SafetensorsHeader.LongestJson} are allowed.", Help);
        }

        Dictionary<string, string> shardOf = Parse(path);
        foreach ((string tensor, string shard) in shardOf)
        {
            if (shard is "" or "." or ".." || shard.IndexOfAny(['/', '\\', ':', '\0']) >= 0)
            {
                throw new CheckpointFormatException(path, $"the shard '{shard}' is not a plain file name, as that of a file beside the index.", HostileHelp, tensor);
            }
        }

        return shardOf;
    }

    private static Dictionary<string, string> Parse(string path)
    {
        try
        {
            using JsonDocument index = JsonDocument.Parse(File.ReadAllBytes(path), new JsonDocumentOptions { AllowDuplicateProperties = false });
            return index.RootElement.GetProperty("weight_map").EnumerateObject().ToDictionary(entry => entry.Name, entry => entry.Value.GetString() ?? "");
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            throw new CheckpointFormatException(
                path, $"the index must be JSON with an object 'weight_map' that names a file for every tensor: {e.Message}", Help, innerException: e);
        }
    }
}
