using System.Text.Encodings.Web;
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

    /// <summary>Writes the index of tensors and the files that hold them, as Hugging Face's libraries do: with their size together, and sorted by name.</summary>
    internal static void Write(string path, IEnumerable<(SafetensorSpec Tensor, string File)> tensors)
    {
        (SafetensorSpec Tensor, string File)[] entries = [.. tensors.OrderBy(entry => entry.Tensor.Name, StringComparer.Ordinal)];
        AtomicFile.Write(path, stream =>
        {
            using Utf8JsonWriter json = new(stream, new JsonWriterOptions { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
            json.WriteStartObject();
            json.WriteStartObject("metadata");
            json.WriteNumber("total_size", entries.Sum(entry => entry.Tensor.ByteCount));
            json.WriteEndObject();
            json.WriteStartObject("weight_map");
            foreach ((SafetensorSpec tensor, string file) in entries)
            {
                json.WriteString(tensor.Name, file);
            }

            json.WriteEndObject();
            json.WriteEndObject();
        });
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
