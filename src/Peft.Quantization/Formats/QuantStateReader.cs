using System.Globalization;
using System.Text.Json;
using Peft.Quantization.Kernels.Cpu;
using TorchSharp;
using static TorchSharp.torch;

namespace Peft.Quantization;

/// <summary>Takes a quantised weight out of a state dict that bitsandbytes wrote. Whatever is not as expected is an error.</summary>
internal sealed class QuantStateReader(IReadOnlyDictionary<string, Tensor> state, string prefix)
{
    private const string Rewrite = "Check that the file is complete, or save the model again with a current bitsandbytes.";
    private readonly QuantStateKeys _keys = new(prefix);

    private Device Device => state[_keys.Weight].device;

    internal FourBitParts Read()
    {
        using DisposeScope scope = NewDisposeScope();
        Codebook codebook = FindCodebook();
        QuantStateDescription description = ReadDescription(codebook);
        bool nested = description.NestedBlockSize is not null;
        CheckKeys([_keys.Weight, _keys.Absmax, _keys.Map, _keys.Description(codebook), .. nested ? [_keys.NestedAbsmax, _keys.NestedMap] : Array.Empty<string>()]);
        long count = CountElements(description.Shape, codebook);
        long blocks = Blocks.Count(count, description.BlockSize);
        var absmax = new AbsmaxBlocks(
            Take(_keys.Absmax, nested ? ScalarType.Byte : ScalarType.Float32, blocks),
            nested ? new NestedAbsmax(
                Take(_keys.NestedAbsmax, ScalarType.Float32, Blocks.Count(blocks, NestedAbsmax.BlockSize)),
                (float)description.NestedOffset!.Value,
                TakeMap(_keys.NestedMap, Codebook.Dynamic)) : null);
        ScalarType type = FloatTypes.Find(description.DType)!.Value;
        return new FourBitParts(TakeMap(_keys.Map, codebook), TakePacked(count), absmax, description.BlockSize, description.Shape, type).Detach();
    }

    private Codebook FindCodebook()
    {
        string[] found = [.. state.Keys.Where(key => key.StartsWith(_keys.DescriptionStem, StringComparison.Ordinal))];
        if (found.Length != 1)
        {
            throw new QuantStateException(_keys.DescriptionStem + "nf4",
                found.Length == 0 ? "the state dict has no such key." : $"the state dict has {string.Join(" and ", found)}; expected one of them.",
                "Only weights saved in 4-bit form have such a key; check the prefix.");
        }
        string name = found[0][_keys.DescriptionStem.Length..];
        return new[] { Codebook.NF4, Codebook.FP4 }.FirstOrDefault(codebook => codebook.Name == name)
            ?? throw new QuantStateException(found[0], $"the quantisation type is '{name}'; expected nf4 or fp4.", "Quantise the original model to nf4.");
    }

    private QuantStateDescription ReadDescription(Codebook codebook)
    {
        string key = _keys.Description(codebook);
        Tensor bytes = TakeLocal(key, ScalarType.Byte, state[key].NumberOfElements);
        try
        {
            QuantStateDescription description = QuantStateDescription.Parse(bytes.bytes);
            string? problem = Problem(description, codebook);
            return problem is null ? description : throw new QuantStateException(key, problem, Rewrite);
        }
        catch (JsonException e)
        {
            throw new QuantStateException(key, $"the description cannot be read: {e.Message}", Rewrite, e);
        }
    }

    private static string? Problem(QuantStateDescription d, Codebook codebook) => d switch
    {
        _ when d.QuantType != codebook.Name => $"quant_type is '{d.QuantType}'; expected '{codebook.Name}' as in the key.",
        _ when !FourBitOptions.IsBlockSize(d.BlockSize) => $"blocksize is {d.BlockSize}; expected one of {FourBitOptions.BlockSizes}.",
        _ when FloatTypes.Find(d.DType) is null => $"dtype is '{d.DType}'; expected float32, float16 or bfloat16.",
        _ when (d.NestedBlockSize is null) != (d.NestedDType is null) || (d.NestedBlockSize is null) != (d.NestedOffset is null) =>
            "it has some of nested_blocksize, nested_dtype and nested_offset; expected all or none.",
        _ when d.NestedBlockSize is not (null or NestedAbsmax.BlockSize) => $"nested_blocksize is {d.NestedBlockSize}; expected {NestedAbsmax.BlockSize}.",
        _ when d.NestedDType is not (null or "float32") => $"nested_dtype is '{d.NestedDType}'; expected 'float32'.",
        _ when d.NestedOffset is { } offset && !float.IsFinite((float)offset) => $"nested_offset is {offset.ToString(CultureInfo.InvariantCulture)}; expected a finite float32.",
        _ => null,
    };

    private long CountElements(long[] shape, Codebook codebook)
    {
        long limit = long.MaxValue;
        foreach (long size in shape)
            limit = size > 0 ? limit / size : 0;
        return limit > 0 ? shape.Aggregate(1L, (product, size) => product * size) : throw new QuantStateException(
            _keys.Description(codebook), $"the shape is [{string.Join(", ", shape)}]; expected sizes above 0 whose product is a 64-bit number.", Rewrite);
    }

    private void CheckKeys(string[] expected)
    {
        if (expected.FirstOrDefault(key => !state.ContainsKey(key)) is { } missing)
            throw new QuantStateException(missing, $"the state dict has no such key; expected {string.Join(", ", expected)}.", Rewrite);
        if (state.Keys.Where(key => key.StartsWith(_keys.Weight + ".", StringComparison.Ordinal)).Except(expected).FirstOrDefault() is { } unknown)
            throw new QuantStateException(unknown, $"the key means nothing here; expected {string.Join(", ", expected)}.", "Remove it, or use a version that knows it.");
    }

    // Whatever is not text has to be where the packed codes are.
    private Tensor Take(string key, ScalarType type, long length)
    {
        Tensor found = state[key];
        return Fits(found, type, length) && found.device.Is(Device) ? found.detach().contiguous() : throw Unexpected(key, found, $"{type} [{length}] on {Device}");
    }

    private Tensor TakeLocal(string key, ScalarType type, long length)
    {
        Tensor found = state[key];
        return Fits(found, type, length) ? found.detach().cpu().contiguous() : throw Unexpected(key, found, $"{type} [{length}]");
    }

    private Tensor TakePacked(long elements)
    {
        Tensor found = state[_keys.Weight];
        long bytes = FourBitParts.PackedBytes(elements);
        bool fits = FourBitOptions.IsStorageType(found.dtype) && found.shape is [long length, 1] && length * found.ElementSize == bytes;
        return fits ? found.detach().contiguous()
            : throw Unexpected(_keys.Weight, found, $"{ScalarType.Byte} [{bytes}, 1] (or as many bytes of another storage type) for {elements} elements");
    }

    private Codebook TakeMap(string key, Codebook codebook)
    {
        Tensor found = TakeLocal(key, ScalarType.Float32, codebook.Values.Length);
        return codebook.WithValues(found.Floats()) ?? throw new QuantStateException(key, $"the values are not those of the {codebook.Name} map.", Rewrite);
    }

    private static bool Fits(Tensor found, ScalarType type, long length) => found.dtype == type && found.shape is [long size] && size == length;

    private static QuantStateException Unexpected(string key, Tensor found, string expected) =>
        new(key, $"expected {expected}, found {found.dtype} [{string.Join(", ", found.shape)}] on {found.device}.", Rewrite);
}
