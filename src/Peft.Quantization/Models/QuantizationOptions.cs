using System.Text.Json.Serialization;
using Peft.Adapters;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Peft.Quantization;

/// <summary>How the linear layers of a model are quantised: transformers' <c>BitsAndBytesConfig</c>, as which it is stored in <c>config.json</c>.</summary>
[JsonConverter(typeof(QuantizationOptionsConverter))]
public sealed class QuantizationOptions
{
    private static readonly string[] s_outputs = ["lm_head", "embed_out", "score", "classifier", "qa_outputs"];

    /// <summary>The form of the weights.</summary>
    /// <value>Default: <see cref="QuantizationType.NF4"/>.</value>
    public QuantizationType Type { get; set; }

    /// <summary>Whether the absmax values of four-bit weights are quantised in turn: see <see cref="FourBitOptions.DoubleQuantize"/>.</summary>
    /// <value>Default: false.</value>
    public bool DoubleQuantize { get; set; }

    /// <summary>The number of elements of a four-bit weight that share an absmax. <c>config.json</c> does not have it; the tensors do.</summary>
    /// <value>Default: 64. See <see cref="FourBitOptions.BlockSize"/>.</value>
    public int BlockSize { get; set; } = 64;

    /// <summary>The element type that packed bytes carry in files: see <see cref="FourBitOptions.StorageType"/>.</summary>
    /// <value>Default: <see cref="ScalarType.Byte"/>.</value>
    public ScalarType StorageType { get; set; } = ScalarType.Byte;

    /// <summary>The type to which four-bit layers round inputs and results: see <see cref="FourBitLayer.ComputeType"/>.</summary>
    /// <value>Default: null, the type of the input.</value>
    public ScalarType? ComputeType { get; set; }

    /// <summary>From which magnitude on a value of an input of an int8 layer is an outlier: see <see cref="Linear8bit.Threshold"/>.</summary>
    /// <value>Default: 6, the paper's. 0 for never.</value>
    public double Threshold { get; set; } = 6;

    /// <summary>Whether rows of int8 weights have zero points: see <see cref="Int8Tensor.HasZeroPoints"/>. For weights whose rows are not symmetric about zero.</summary>
    /// <value>Default: false. bitsandbytes does not know such weights; this library loads them.</value>
    public bool ZeroPoints { get; set; }

    /// <summary>Layers that stay as they are, with all that is below them: whole paths, or their last parts such as <c>lm_head</c>.</summary>
    /// <value>Default: null, a language model's output layer.</value>
    public IList<string>? Skip { get; set; }

    /// <summary>Whether tables of vectors (<c>Embedding</c>) are quantised too, to four bits: see <see cref="Embedding4bit"/>. Not those whose weight an output layer uses.</summary>
    /// <value>Default: false. transformers does not know such checkpoints; this library loads them.</value>
    public bool Embeddings { get; set; }

    internal void Validate()
    {
        List<string> failures = [];
        if (!Enum.IsDefined(Type))
            failures.Add($"Type is {Type}; it must be one of {string.Join(", ", Enum.GetNames<QuantizationType>())}.");
        if (ComputeType is { } type && !FloatTypes.IsKnown(type))
            failures.Add($"ComputeType is {type}; it must be one of {FloatTypes.Names}.");
        if (!(Threshold >= 0))
            failures.Add($"Threshold is {Threshold}; it must be at least 0.");
        if (Embeddings && Type == QuantizationType.Int8)
            failures.Add("Embeddings is true, which is for NF4 and FP4; Type is Int8.");
        if (ZeroPoints && Type != QuantizationType.Int8)
            failures.Add($"ZeroPoints is true, which is for Int8; Type is {Type}.");
        if (failures.Count > 0)
            throw new PeftConfigException("quantisation", failures);
        FourBit.Validate();
    }

    /// <summary>Whether a layer is one of <see cref="Skip"/> or below it.</summary>
    internal bool Skips(string path) => Names(Skip ?? [], path);

    /// <summary>The same where nothing but names tells which layers are the output: without <see cref="Skip"/>, those that transformers leaves alone.</summary>
    internal bool SkipsByName(string path) => Names(Skip ?? s_outputs, path);

    /// <summary>Refuses a name in <see cref="Skip"/> that is none of these paths' and none of an output layer, which may share its weight with the embedding.</summary>
    internal void CheckSkip(string what, IReadOnlyCollection<string> paths)
    {
        if (Skip?.FirstOrDefault(name => !s_outputs.Contains(name) && !paths.Any(path => IsOrIsBelow(path, name))) is not { } unknown)
            return;
        var names = paths.Where(path => path.Length > 0).SelectMany(path => new[] { path, path[(path.LastIndexOf('.') + 1)..] }).Distinct();
        throw new QuantizationException($"{what} has no layer '{unknown}', which Skip names. Nothing was changed.", $"The nearest names are {string.Join(", ", NearestNames.Of(unknown, names, 3))}.");
    }

    private static bool Names(IEnumerable<string> layers, string path) => layers.Any(name => IsOrIsBelow(path, name));

    /// <summary>Whether a path has a name in it, whole.</summary>
    private static bool IsOrIsBelow(string path, string name) => $".{path}.".Contains($".{name}.", StringComparison.Ordinal);

    internal IQuantizedWeight Quantize(Tensor weight) => Type switch
    {
        QuantizationType.NF4 => NF4Tensor.Quantize(weight, FourBit),
        QuantizationType.FP4 => FP4Tensor.Quantize(weight, FourBit),
        _ => Int8Tensor.Quantize(weight, ZeroPoints),
    };

    /// <summary>A linear layer of a quantised weight of any form.</summary>
    internal nn.Module<Tensor, Tensor> CreateLinear(IQuantizedWeight weight, Parameter? bias) => weight switch
    {
        FourBitTensor fourBit => new Linear4bit(fourBit, bias, ComputeType),
        Int8Tensor int8 => new Linear8bit(int8, bias, Threshold),
        _ => throw new ArgumentException($"There is no linear layer for a {weight.GetType().Name}.", nameof(weight)),
    };

    /// <summary>A table of vectors of a quantised weight.</summary>
    internal nn.Module<Tensor, Tensor> CreateEmbedding(IQuantizedWeight weight) => weight is FourBitTensor fourBit ? new Embedding4bit(fourBit, ComputeType)
        : throw new ArgumentException($"There is no embedding for a {weight.GetType().Name}.", nameof(weight));

    /// <summary>The bytes that a weight will take: <see cref="IQuantizedWeight.ByteCount"/>.</summary>
    internal long SizeOf(long rows, long columns)
    {
        long elements = rows * columns, blocks = (elements + BlockSize - 1) / BlockSize;
        if (Type == QuantizationType.Int8)
            return elements + (rows * sizeof(float) * (ZeroPoints ? 2 : 1));
        const int nestedBlock = 256;
        long scales = DoubleQuantize ? blocks + ((((blocks + nestedBlock - 1) / nestedBlock) + 1) * sizeof(float)) : blocks * sizeof(float);
        return ((elements + 1) / 2) + scales;
    }

    private FourBitOptions FourBit => new() { BlockSize = BlockSize, DoubleQuantize = DoubleQuantize, StorageType = StorageType };
}
