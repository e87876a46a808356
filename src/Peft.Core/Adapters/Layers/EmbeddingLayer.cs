using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Peft.Adapters;

/// <summary>A table of vectors (vocabulary, out): the matrix is its transpose, the inputs are ids.</summary>
internal sealed class EmbeddingLayer(Module<Tensor, Tensor> module) : BaseLayer(module)
{
    public override LayerKind Kind => LayerKind.Embedding;

    public override long InFeatures => WeightShape[0];

    public override long OutFeatures => WeightShape[1];

    public override Tensor ToMatrix(Tensor stored) => stored.t();

    public override Tensor FromMatrix(Tensor matrix) => matrix.t();

    public override Tensor Product(Tensor x, Tensor matrix)
    {
        using var scope = NewDisposeScope();
        return matrix.t().index_select(0, x.flatten()).view([.. x.shape, matrix.shape[0]]).MoveToOuterDisposeScope();
    }
}
