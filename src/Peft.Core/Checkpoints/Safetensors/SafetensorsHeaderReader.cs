using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Unicode;

namespace Peft.Checkpoints;

/// <summary>
/// Parses a header's JSON as the reference implementation does: unknown fields of an entry are skipped, numbers are non-negative integers.
/// Stricter in what <see cref="SafetensorsFile"/> lists.
/// </summary>
internal ref struct SafetensorsHeaderReader
{
    /// <summary>The nesting the reference implementation's parser accepts.</summary>
    private const int MaxDepth = 127;

    private readonly string _file;
    private Utf8JsonReader _json;
    private string? _key;

    private SafetensorsHeaderReader(string file, ReadOnlySpan<byte> json)
    {
        _file = file;
        _json = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = MaxDepth });
    }

    /// <summary>Parses <paramref name="json"/>, the header of <paramref name="file"/>; the ranges are not checked yet.</summary>
    internal static (OrderedDictionary<string, string> Metadata, List<SafetensorInfo> Tensors) Read(string file, ReadOnlySpan<byte> json)
    {
        SafetensorsHeaderReader reader = new(file, json);
        reader.Require(Utf8.IsValid(json), "the header is not valid UTF-8.");
        try
        {
            return reader.ReadHeader();
        }
        catch (JsonException e)
        {
            throw reader.Error($"the header is not valid JSON: {e.Message}", reader._json.BytesConsumed, e);
        }
    }

    private (OrderedDictionary<string, string> Metadata, List<SafetensorInfo> Tensors) ReadHeader()
    {
        OrderedDictionary<string, string>? metadata = null;
        List<SafetensorInfo> tensors = [];
        HashSet<string> names = [];
        _json.Read();
        RequireToken(JsonTokenType.StartObject, "the header");
        while (ReadProperty(out _key))
        {
            Require(names.Add(_key), "the header has this key twice.");
            _json.Read();
            if (_key == SafetensorsHeader.MetadataKey)
            {
                metadata = ReadMetadata();
            }
            else
            {
                tensors.Add(ReadTensor(_key));
            }
        }

        _json.Read();
        return (metadata ?? [], tensors);
    }

    private OrderedDictionary<string, string>? ReadMetadata()
    {
        if (_json.TokenType == JsonTokenType.Null)
        {
            return null;
        }

        OrderedDictionary<string, string> metadata = [];
        RequireToken(JsonTokenType.StartObject, "the metadata");
        while (ReadProperty(out string? name))
        {
            Require(!metadata.ContainsKey(name), "the metadata has a key twice: this one.");
            _json.Read();
            RequireToken(JsonTokenType.String, "a value of the metadata");
            metadata.Add(name, ReadText());
        }

        return metadata;
    }

    private SafetensorInfo ReadTensor(string name)
    {
        SafetensorsDType? type = null;
        List<long>? shape = null;
        List<long>? range = null;
        RequireToken(JsonTokenType.StartObject, "the tensor's entry");
        while (ReadProperty(out string? field))
        {
            _json.Read();
            switch (field)
            {
                case "dtype":
                    Require(type is null, "the tensor's entry has 'dtype' twice.");
                    type = ReadType();
                    break;
                case "shape":
                    Require(shape is null, "the tensor's entry has 'shape' twice.");
                    shape = ReadNumbers("'shape'", "an element of 'shape'");
                    break;
                case "data_offsets":
                    Require(range is null, "the tensor's entry has 'data_offsets' twice.");
                    range = ReadNumbers("'data_offsets'", "an element of 'data_offsets'");
                    Require(range.Count == 2, "'data_offsets' must be two numbers, begin and end.");
                    break;
                default:
                    _json.Skip();
                    break;
            }
        }

        Require(type is not null, "the tensor's entry has no 'dtype'.");
        Require(shape is not null, "the tensor's entry has no 'shape'.");
        Require(range is not null, "the tensor's entry has no 'data_offsets'.");
        return new SafetensorInfo(name, type.Value, shape, range[0], range[1]);
    }

    private SafetensorsDType ReadType()
    {
        RequireToken(JsonTokenType.String, "'dtype'");
        string code = ReadText();
        return SafetensorsDTypes.TryParse(code, out SafetensorsDType type)
            ? type
            : throw Error($"the dtype '{code}' is not known; expected one of {SafetensorsDTypes.Codes}.", _json.TokenStartIndex);
    }

    private List<long> ReadNumbers(string field, string element)
    {
        List<long> numbers = [];
        RequireToken(JsonTokenType.StartArray, field);
        while (_json.Read() && _json.TokenType != JsonTokenType.EndArray)
        {
            RequireToken(JsonTokenType.Number, element);
            Require(_json.TryGetUInt64(out ulong number) && number <= long.MaxValue, "shapes and offsets must be integers from 0 to 2^63 - 1.");
            numbers.Add((long)number);
        }

        return numbers;
    }

    private bool ReadProperty([NotNullWhen(true)] out string? name)
    {
        _json.Read();
        name = _json.TokenType == JsonTokenType.PropertyName ? ReadText() : null;
        return name is not null;
    }

    private readonly string ReadText()
    {
        try
        {
            return _json.GetString()!;
        }
        catch (InvalidOperationException e)
        {
            throw Error("a string in the header has half a surrogate pair.", _json.TokenStartIndex, e);
        }
    }

    private readonly void RequireToken(JsonTokenType expected, string what)
    {
        if (_json.TokenType != expected)
        {
            throw Error($"{what} must be {Describe(expected)}; found {Describe(_json.TokenType)}.", _json.TokenStartIndex);
        }
    }

    private readonly void Require([DoesNotReturnIf(false)] bool condition, string problem)
    {
        if (!condition)
        {
            throw Error(problem, _json.TokenStartIndex);
        }
    }

    private readonly CheckpointFormatException Error(string problem, long position, Exception? cause = null) => new(
        _file,
        problem,
        "The file is damaged or was not written by a safetensors library: fetch or write it again.",
        _key,
        SafetensorsHeader.LengthBytes + position,
        cause);

    private static string Describe(JsonTokenType token) => token switch
    {
        JsonTokenType.StartObject => "an object",
        JsonTokenType.StartArray => "an array",
        JsonTokenType.String => "a string",
        JsonTokenType.Number => "a number",
        _ => token.ToString().ToLowerInvariant(),
    };
}
