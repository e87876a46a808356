using TorchSharp.Native;
using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>Gated recurrent units over sequences (length, batch, features), or (batch, length, features).</summary>
public sealed class GRU : nn.Module<Tensor, Tensor?, (Tensor, Tensor)>
{
    private readonly Recurrent _recurrent;

    internal GRU(long inputSize, long hiddenSize, long numLayers, bool bias, bool batchFirst, double dropout, bool bidirectional, Device? device, ScalarType? dtype)
        : base(nameof(GRU)) => _recurrent = new(this, 3, inputSize, hiddenSize, numLayers, bias, batchFirst, dropout, bidirectional, device, dtype);

    /// <summary>The outputs and the last hidden states, (layers · directions, batch, hidden). Without an initial state it is zero.</summary>
    public new (Tensor, Tensor) call(Tensor input, Tensor? h0 = null) => base.call(input, h0);

    public override (Tensor, Tensor) forward(Tensor input, Tensor? h0 = null)
    {
        using var zero = h0 is null ? _recurrent.ZeroState(input) : null;
        return Aten.gru_input(input, h0 ?? zero!, _recurrent.Weights, _recurrent.HasBias, _recurrent.Layers, _recurrent.Dropout, training, _recurrent.Bidirectional,
            _recurrent.BatchFirst);
    }

    /// <summary>Does nothing: the weights need not lie in one block here.</summary>
    public void flatten_parameters()
    {
    }
}
