using Peft.Attachment;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Peft.Adapters.Tests.Attachment;

/// <summary>A model (…, 4) → (…, 4) that keeps and uses its linear layers in some way of its own.</summary>
/// <param name="Name">How it keeps them.</param>
/// <param name="Strategy">How adapters have to be attached.</param>
/// <param name="Layers">How many linear layers it has.</param>
/// <param name="Create">Makes one.</param>
public sealed record Shape(string Name, SiteStrategy Strategy, int Layers, Func<Module<Tensor, Tensor>> Create)
{
    /// <summary>Every shape of the tests.</summary>
    public static IEnumerable<Shape> All => OpenShapes.All.Concat(SealedShapes.Called).Concat(SealedShapes.Forwarded);

    /// <summary>The name, which makes the test's.</summary>
    public override string ToString() => $"{Strategy}: {Name}";
}

/// <summary>What the models have in common.</summary>
internal abstract class ShapeModel : Module<Tensor, Tensor>
{
    protected ShapeModel()
        : base(nameof(ShapeModel))
    {
    }

    protected static Module<Tensor, Tensor> New() => Linear(4, 4);
}
