using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace OwnModule;

/// <summary>An ordinary model of one's own: nothing in it knows about adapters, and its layers are private fields of a sealed type.</summary>
internal sealed class Classifier : nn.Module<Tensor, Tensor>
{
    private readonly Linear _input = nn.Linear(2, 64);
    private readonly Linear _hidden = nn.Linear(64, 64);
    private readonly Linear _output = nn.Linear(64, 2);

    public Classifier() : base(nameof(Classifier)) => RegisterComponents();

    public override Tensor forward(Tensor points)
    {
        using var scope = NewDisposeScope();
        return _output.call(_hidden.call(_input.call(points).tanh()).tanh()).MoveToOuterDisposeScope();
    }
}
