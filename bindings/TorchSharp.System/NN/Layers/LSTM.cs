using TorchSharp.Native;
using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>Long short-term memory over sequences (length, batch, features), or (batch, length, features).</summary>
public sealed class LSTM : nn.Module<Tensor, (Tensor, Tensor)?, (Tensor, Tensor, Tensor)>
{
    private readonly Recurrent _recurrent;

    internal LSTM(long inputSize, long hiddenSize, long numLayers, bool bias, bool batchFirst, double dropout, bool bidirectional, Device? device, ScalarType? dtype)
        : base(nameof(LSTM)) => _recurrent = new(this, 4, inputSize, hiddenSize, numLayers, bias, batchFirst, dropout, bidirectional, device, dtype);

    /// <summary>The outputs and the last hidden and cell states, (layers · directions, batch, hidden). Without initial states these are zero.</summary>
    public new (Tensor, Tensor, Tensor) call(Tensor input, (Tensor, Tensor)? h0_c0 = null) => base.call(input, h0_c0);

    public override (Tensor, Tensor, Tensor) forward(Tensor input, (Tensor, Tensor)? h0_c0 = null)
    {
        using var zero = h0_c0 is null ? _recurrent.ZeroState(input) : null;
        var (h0, c0) = h0_c0 ?? (zero!, zero!);
        return Aten.lstm_input(input, [h0, c0], _recurrent.Weights, _recurrent.HasBias, _recurrent.Layers, _recurrent.Dropout, training, _recurrent.Bidirectional,
            _recurrent.BatchFirst);
    }

    /// <summary>Does nothing: the weights need not lie in one block here.</summary>
    public void flatten_parameters()
    {
    }
}
