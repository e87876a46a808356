using TorchSharp;
using static TorchSharp.torch;

namespace Peft.Quantization;

/// <summary>Puts a quantised weight into a state dict as bitsandbytes does.</summary>
internal static class QuantStateWriter
{
    internal static Dictionary<string, Tensor> Write(FourBitParts parts, string prefix)
    {
        var keys = new QuantStateKeys(prefix);
        using DisposeScope scope = NewDisposeScope();
        Dictionary<string, Tensor> state = new()
        {
            [keys.Weight] = parts.Packed.alias(),
            [keys.Absmax] = parts.Absmax.Values.alias(),
            [keys.Map] = tensor(parts.Codebook.Values.ToArray(), device: parts.Device),
        };
        if (parts.Absmax.Nested is { } nested)
        {
            state[keys.NestedAbsmax] = nested.Absmax.alias();
            state[keys.NestedMap] = tensor(nested.Map.Values.ToArray(), device: parts.Device);
        }
        // A text, which bitsandbytes too leaves on the CPU.
        state[keys.Description(parts.Codebook)] = tensor(QuantStateDescription.Of(parts).ToUtf8());
        scope.MoveToOuter(state.Values);
        return state;
    }
}
