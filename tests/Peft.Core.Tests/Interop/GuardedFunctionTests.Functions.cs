using Peft.Interop;
using static TorchSharp.torch;

namespace Peft.Core.Tests.Interop;

/// <summary>The functions that are tested.</summary>
public sealed partial class GuardedFunctionTests
{
    public delegate List<Tensor?> BackwardOf(Tensor gradient);

    /// <summary>2x; arguments: x, what to do in backward, and a tensor that takes no part.</summary>
    private sealed class Twice : GuardedFunction<Twice>
    {
        protected override List<Tensor> Forward(autograd.AutogradContext context, object?[] arguments)
        {
            context.save_data("backward", arguments[1]!);
            return [((Tensor)arguments[0]!).mul(Scalars.Two)];
        }

        protected override List<Tensor?> Backward(autograd.AutogradContext context, List<Tensor> gradients) => ((BackwardOf)context.get_data("backward"))(gradients[0]);
    }

    /// <summary>e to the power of x, and x + y, whose gradients are one tensor for both.</summary>
    private sealed class ExponentialAndSum : GuardedFunction<ExponentialAndSum>
    {
        protected override List<Tensor> Forward(autograd.AutogradContext context, object?[] arguments)
        {
            var (x, y) = ((Tensor)arguments[0]!, (Tensor)arguments[1]!);
            var half = x.div(Scalars.Two).exp();
            context.save_for_backward([half]);
            return [half.mul(half), x.add(y, Scalars.One)];
        }

        protected override List<Tensor?> Backward(autograd.AutogradContext context, List<Tensor> gradients)
        {
            var half = context.get_saved_variables()[0];
            return [gradients[1].add(gradients[0].mul(half).mul(half), Scalars.One), gradients[1]];
        }
    }

    /// <summary>x + y, whose gradient came in.</summary>
    private sealed class Sum : GuardedFunction<Sum>
    {
        protected override List<Tensor> Forward(autograd.AutogradContext context, object?[] arguments) => [((Tensor)arguments[0]!).add((Tensor)arguments[1]!, Scalars.One)];

        protected override List<Tensor?> Backward(autograd.AutogradContext context, List<Tensor> gradients) => [gradients[0], gradients[0]];
    }
}
