using TorchSharp.Native;
using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>A plain recurrent network over sequences (length, batch, features), or (batch, length, features).</summary>
public sealed class RNN : nn.Module<Tensor, Tensor?, (Tensor, Tensor)>
{
    private readonly Recurrent _recurrent;
    private readonly nn.NonLinearities _nonLinearity;

    internal RNN(long inputSize, long hiddenSize, long numLayers, nn.NonLinearities nonLinearity, bool bias, bool batchFirst, double dropout, bool bidirectional, Device? device,
        ScalarType? dtype) : base(nameof(RNN))
    {
        _recurrent = new(this, 1, inputSize, hiddenSize, numLayers, bias, batchFirst, dropout, bidirectional, device, dtype);
        _nonLinearity = nonLinearity;
    }

    /// <summary>The outputs and the last hidden states, (layers · directions, batch, hidden). Without an initial state it is zero.</summary>
    public new (Tensor, Tensor) call(Tensor input, Tensor? h0 = null) => base.call(input, h0);

    public override (Tensor, Tensor) forward(Tensor input, Tensor? h0)
    {
        using var zero = h0 is null ? _recurrent.ZeroState(input) : null;
        var state = h0 ?? zero!;
        return _nonLinearity == nn.NonLinearities.ReLU
            ? Aten.rnn_relu_input(input, state, _recurrent.Weights, _recurrent.HasBias, _recurrent.Layers, _recurrent.Dropout, training, _recurrent.Bidirectional, _recurrent.BatchFirst)
            : Aten.rnn_tanh_input(input, state, _recurrent.Weights, _recurrent.HasBias, _recurrent.Layers, _recurrent.Dropout, training, _recurrent.Bidirectional, _recurrent.BatchFirst);
    }

    /// <summary>Does nothing: the weights need not lie in one block here.</summary>
    public void flatten_parameters()
    {
    }
}
