using TorchSharp.Native;
using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>One step of long short-term memory, (batch, features).</summary>
public sealed class LSTMCell : nn.Module<Tensor, (Tensor, Tensor)?, (Tensor, Tensor)>
{
    private readonly long _hidden;

    internal LSTMCell(long inputSize, long hiddenSize, bool bias, Device? device, ScalarType? dtype) : base(nameof(LSTMCell))
    {
        _hidden = hiddenSize;
        Recurrent.RegisterCell(this, 4, inputSize, hiddenSize, bias, device, dtype);
    }

    /// <summary>The next hidden and cell states. Without states these start from zero.</summary>
    public new (Tensor, Tensor) call(Tensor input, (Tensor, Tensor)? h0_c0 = null) => base.call(input, h0_c0);

    public override (Tensor, Tensor) forward(Tensor input, (Tensor, Tensor)? h0_c0)
    {
        using var zero = h0_c0 is null ? Recurrent.ZeroCellState(input, _hidden) : null;
        var (h0, c0) = h0_c0 ?? (zero!, zero!);
        return Aten.lstm_cell(input, [h0, c0], NativeParameter("weight_ih")!, NativeParameter("weight_hh")!, NativeParameter("bias_ih"), NativeParameter("bias_hh"));
    }
}

/// <summary>One step of a gated recurrent unit, (batch, features).</summary>
public sealed class GRUCell : nn.Module<Tensor, Tensor?, Tensor>
{
    private readonly long _hidden;

    internal GRUCell(long inputSize, long hiddenSize, bool bias, Device? device, ScalarType? dtype) : base(nameof(GRUCell))
    {
        _hidden = hiddenSize;
        Recurrent.RegisterCell(this, 3, inputSize, hiddenSize, bias, device, dtype);
    }

    public override Tensor forward(Tensor input, Tensor? h0 = null)
    {
        using var zero = h0 is null ? Recurrent.ZeroCellState(input, _hidden) : null;
        return Aten.gru_cell(input, h0 ?? zero!, NativeParameter("weight_ih")!, NativeParameter("weight_hh")!, NativeParameter("bias_ih"), NativeParameter("bias_hh"));
    }
}
