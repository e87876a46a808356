using System.Text.Json;
using System.Text.Json.Serialization;

namespace Peft.Adapters;

/// <summary>Writes a word as PEFT writes those of its prompt methods: <c>SAMPLE_VOCAB</c>.</summary>
internal sealed class UpperCaseConverter<T>() : JsonStringEnumConverter<T>(JsonNamingPolicy.SnakeCaseUpper)
    where T : struct, Enum;
