using System.Text.Json;
using Peft.TestUtils;
using static TorchSharp.torch;

namespace Peft.Quantization.Tests;

/// <summary>One case of four_bit.json: an input, how it was quantised, and what came of it.</summary>
public sealed class FourBitCase(JsonElement entry)
{
    private const string DoubleQuantSuffix = ".dq";

    private static readonly GoldenCase s_golden = Golden.Case("quant", "four_bit");
    private static readonly Lazy<Dictionary<string, Tensor>> s_inputs = Load(s_golden.Description.GetProperty("inputs").GetString()!.Split(' ')[0]);
    private static readonly Lazy<Dictionary<string, Tensor>> s_results = Load("quant/four_bit.safetensors");

    public static IEnumerable<FourBitCase> All => s_golden.Description.GetProperty("cases").EnumerateArray().Select(entry => new FourBitCase(entry));

    /// <summary>The names of all results, with the id of their case in front.</summary>
    public static IEnumerable<string> ResultNames => s_results.Value.Keys;

    public string Id { get; } = entry.GetProperty("id").GetString()!;

    public bool IsDoubleQuantized { get; } = entry.GetProperty("double_quant").GetBoolean();

    public Tensor Packed => s_results.Value[entry.GetProperty("packed_from").GetString()!];

    /// <summary>What the input's absmax values are before they are quantised in turn.</summary>
    public Tensor Absmax => s_results.Value[(IsDoubleQuantized ? Id[..^DoubleQuantSuffix.Length] : Id) + ".absmax"];

    /// <summary>A result; where the exact reference and the compiled library differ, that of the exact reference.</summary>
    public Tensor Result(string name) => s_results.Value.GetValueOrDefault($"{Id}.{name}") ?? s_results.Value[$"{Id}.{name}.torch"];

    /// <param name="place">One of <see cref="Places.All"/>.</param>
    public FourBitTensor Quantize(string place)
    {
        var options = new FourBitOptions { BlockSize = entry.GetProperty("blocksize").GetInt32(), DoubleQuantize = IsDoubleQuantized };
        Codebook codebook = entry.GetProperty("quant_type").GetString() == "nf4" ? Codebook.NF4 : Codebook.FP4;
        Tensor input = s_inputs.Value[entry.GetProperty("input").GetString()!];
        return Places.Quantize(input, codebook, options, place);
    }

    public override string ToString() => Id;

    /// <summary>Tensors that stay until the process ends, for all cases.</summary>
    private static Lazy<Dictionary<string, Tensor>> Load(string path) => new(() =>
    {
        Dictionary<string, Tensor> tensors = Golden.Tensors(path);
        foreach (Tensor tensor in tensors.Values)
            tensor.DetachFromDisposeScope();
        return tensors;
    });
}
