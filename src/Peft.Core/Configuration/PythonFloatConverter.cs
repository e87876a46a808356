using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Peft;

/// <summary>Writes a number as Python writes a <c>float</c>: <c>8.0</c>, <c>0.0001</c>, <c>1e-05</c>. For fields that are one in PEFT; others are integers there, as a rule.</summary>
internal sealed class PythonFloatConverter : JsonConverter<double>
{
    public override double Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.GetDouble();

    public override void Write(Utf8JsonWriter writer, double value, JsonSerializerOptions options)
    {
        string shortest = value.ToString(CultureInfo.InvariantCulture).Replace('E', 'e');
        writer.WriteRawValue(shortest.AsSpan().ContainsAny('.', 'e') ? shortest : shortest + ".0");
    }
}
