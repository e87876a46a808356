using System.Text.Json;

namespace Peft.Samples.Pretrain.World;

/// <summary>Examples as JSON lines.</summary>
public static class InstructionFile
{
    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web) { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static void Write(string path, IEnumerable<Example> examples)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, Format(examples));
    }

    public static string Format(IEnumerable<Example> examples) => string.Concat(examples.Select(e => JsonSerializer.Serialize(e, s_json) + "\n"));
}
