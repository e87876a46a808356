using Peft.Interop;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Peft.Adapters;

/// <summary>Any layer that maps (…, in) to (…, out) by a 2-D weight, stored as (out, in) or, transposed, as (in, out).</summary>
internal sealed class LinearLayer(Module<Tensor, Tensor> module, bool transposed) : BaseLayer(module)
{
    public override LayerKind Kind => LayerKind.Linear;

    public override long InFeatures => WeightShape[transposed ? 0 : 1];

    public override long OutFeatures => WeightShape[transposed ? 1 : 0];

    public override Tensor ToMatrix(Tensor stored) => transposed ? stored.t() : stored;

    public override Tensor FromMatrix(Tensor matrix) => transposed ? matrix.t() : matrix;

    public override Tensor Product(Tensor x, Tensor matrix) => functional.linear(x.As(matrix.dtype), matrix);
}
