using Peft.Attachment;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Peft.TestUtils;

/// <summary>An output layer that computes with an embedding's weight and has none of its own.</summary>
public sealed class TiedOutput : Module<Tensor, Tensor>, ITiedLayer
{
    private readonly Func<Embedding> _embedding;  // a delegate: the embedding is registered elsewhere

    public TiedOutput(Embedding embedding)
        : base(nameof(TiedOutput)) => _embedding = () => embedding;

    public Module WeightOwner => _embedding();

    public override Tensor forward(Tensor x) => functional.linear(x, _embedding().weight!);
}
