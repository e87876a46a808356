using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Peft.Adapters.Tests;

/// <summary>lin0 - relu - lin1 - relu - lin2 with fields that admit any layer.</summary>
internal sealed class OpenMlp : Module<Tensor, Tensor>
{
    private readonly Module<Tensor, Tensor> lin0, lin1, lin2;

    internal OpenMlp(int input = 12, int hidden = 20, int output = 6)
        : base(nameof(OpenMlp))
    {
        (lin0, lin1, lin2) = (Linear(input, hidden), Linear(hidden, hidden), Linear(hidden, output));
        RegisterComponents();
    }

    public override Tensor forward(Tensor x) => lin2.call(functional.relu(lin1.call(functional.relu(lin0.call(x)))));
}

/// <summary>The same with private fields of TorchSharp's sealed type, invoked through <c>call</c>.</summary>
internal sealed class SealedCallMlp : Module<Tensor, Tensor>
{
    private readonly Linear lin0, lin1, lin2;

    internal SealedCallMlp(int input = 12, int hidden = 20, int output = 6)
        : base(nameof(SealedCallMlp))
    {
        (lin0, lin1, lin2) = (Linear(input, hidden), Linear(hidden, hidden), Linear(hidden, output));
        RegisterComponents();
    }

    public override Tensor forward(Tensor x) => lin2.call(functional.relu(lin1.call(functional.relu(lin0.call(x)))));
}

/// <summary>The same again, invoked through <c>forward</c>, where no hook runs.</summary>
internal sealed class SealedForwardMlp : Module<Tensor, Tensor>
{
    private readonly Linear lin0, lin1, lin2;

    internal SealedForwardMlp(int input = 12, int hidden = 20, int output = 6)
        : base(nameof(SealedForwardMlp))
    {
        (lin0, lin1, lin2) = (Linear(input, hidden), Linear(hidden, hidden), Linear(hidden, output));
        RegisterComponents();
    }

    public override Tensor forward(Tensor x) => lin2.forward(functional.relu(lin1.forward(functional.relu(lin0.forward(x)))));
}
