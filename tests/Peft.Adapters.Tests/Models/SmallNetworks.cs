using Peft.Transformers.Layers;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Peft.Adapters.Tests;

/// <summary>lin0 - ln0 - relu - lin1 - ln1.</summary>
internal sealed class NormMlp : Module<Tensor, Tensor>
{
    private readonly Module<Tensor, Tensor> lin0, ln0, lin1, ln1;

    internal NormMlp(int input, int hidden, int output)
        : base(nameof(NormMlp))
    {
        (lin0, ln0, lin1, ln1) = (Linear(input, hidden), LayerNorm(hidden), Linear(hidden, output), LayerNorm(output));
        RegisterComponents();
    }

    public override Tensor forward(Tensor x) => ln1.call(lin1.call(functional.relu(ln0.call(lin0.call(x)))));
}

/// <summary>conv0 (3, padded) - relu - conv1 (2, stride 2) - relu - mean - lin0.</summary>
internal sealed class Cnn1d : Module<Tensor, Tensor>
{
    private readonly Module<Tensor, Tensor> conv0, conv1, lin0;

    internal Cnn1d(int channels, int mid, int output)
        : base(nameof(Cnn1d))
    {
        (conv0, conv1, lin0) = (Conv1d(channels, mid, 3, padding: 1), Conv1d(mid, mid, 2, stride: 2), Linear(mid, output));
        RegisterComponents();
    }

    public override Tensor forward(Tensor x) => lin0.call(functional.relu(conv1.call(functional.relu(conv0.call(x)))).mean([2]));
}

/// <summary>conv0 (3 x 3, padded) - relu - conv1 (3 x 3, stride 2, groups) - relu - conv2 (1 x 1, no bias) - mean - lin0.</summary>
internal sealed class Cnn2d : Module<Tensor, Tensor>
{
    private readonly Module<Tensor, Tensor> conv0, conv1, conv2, lin0;

    internal Cnn2d(int channels, int mid, int output, int groups)
        : base(nameof(Cnn2d))
    {
        (conv0, conv1) = (Conv2d(channels, mid, 3, padding: 1), Conv2d(mid, mid, 3, stride: 2, groups: groups));
        (conv2, lin0) = (Conv2d(mid, mid, 1, bias: false), Linear(mid, output));
        RegisterComponents();
    }

    public override Tensor forward(Tensor x) => lin0.call(conv2.call(functional.relu(conv1.call(functional.relu(conv0.call(x))))).mean([2, 3]));
}

/// <summary>conv0 (3 x 3 x 3, padded) - relu - mean - lin0.</summary>
internal sealed class Cnn3d : Module<Tensor, Tensor>
{
    private readonly Module<Tensor, Tensor> conv0, lin0;

    internal Cnn3d(int channels, int mid, int output)
        : base(nameof(Cnn3d))
    {
        (conv0, lin0) = (Conv3d(channels, mid, 3, padding: 1), Linear(mid, output));
        RegisterComponents();
    }

    public override Tensor forward(Tensor x) => lin0.call(functional.relu(conv0.call(x)).mean([2, 3, 4]));
}

/// <summary>emb - conv1d (a linear layer that stores its weight as (in, out)) - relu - mean over the sequence - lin0.</summary>
internal sealed class EmbeddingConv1D : Module<Tensor, Tensor>
{
    private readonly Module<Tensor, Tensor> emb, conv1d, lin0;

    internal EmbeddingConv1D(int vocabulary, int width, int mid, int output)
        : base(nameof(EmbeddingConv1D))
    {
        (emb, conv1d, lin0) = (Embedding(vocabulary, width), new Conv1D(new Parameter(empty(width, mid)), new Parameter(empty(mid))), Linear(mid, output));
        RegisterComponents();
    }

    public override Tensor forward(Tensor x) => lin0.call(functional.relu(conv1d.call(emb.call(x))).mean([1]));
}

/// <summary>Self-attention, batch first - mean over the sequence - lin0.</summary>
internal sealed class SelfAttention : Module<Tensor, Tensor>
{
    private readonly Module<Tensor, Tensor, Tensor, Tensor?, bool, Tensor?, Tuple<Tensor, Tensor>> mha;
    private readonly Module<Tensor, Tensor> lin0;

    internal SelfAttention(int width, int heads, int output)
        : base(nameof(SelfAttention))
    {
        (mha, lin0) = (MultiheadAttention(width, heads), Linear(width, output));
        RegisterComponents();
    }

    public override Tensor forward(Tensor x)
    {
        var first = x.transpose(0, 1);
        return lin0.call(mha.call(first, first, first, null, false, null).Item1.mean([0]));
    }
}
