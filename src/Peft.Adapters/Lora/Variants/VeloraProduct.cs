using Peft.Interop;
using TorchSharp;
using static TorchSharp.torch;

namespace Peft.Adapters;

/// <summary>x Aᵀ, of which backward keeps x only as its groups' projections on a vector.</summary>
/// <remarks>Arguments: x (…, in), A (r, in), the vector (in / groups, rounded up), the number of groups, the factor of what is restored.</remarks>
internal sealed class VeloraProduct : GuardedFunction<VeloraProduct>
{
    private const string Scale = "velora.scale", Shape = "velora.shape";

    /// <summary>Inputs as (tokens, groups, features of a group), with zeros where features are missing.</summary>
    internal static Tensor Group(Tensor x, int groups)
    {
        long features = x.shape[^1], width = (features + groups - 1) / groups;
        return nn.functional.pad(x, [0, (groups * width) - features]).reshape(-1, groups, width);
    }

    protected override List<Tensor> Forward(autograd.AutogradContext context, object?[] arguments)
    {
        var (x, a, vector, groups) = ((Tensor)arguments[0]!, (Tensor)arguments[1]!, (Tensor)arguments[2]!, (int)arguments[3]!);
        context.save_for_backward([CheckedProduct.Matmul(Group(x, groups), vector), a, vector]);
        context.save_data(Scale, arguments[4]!);
        context.save_data(Shape, x.shape);
        return [nn.functional.linear(x, a)];
    }

    protected override List<Tensor?> Backward(autograd.AutogradContext context, List<Tensor> gradients)
    {
        var saved = context.get_saved_variables();
        var (projections, a, vector, shape) = (saved[0], saved[1], saved[2], (long[])context.get_data(Shape));
        var gradient = gradients[0].reshape(-1, a.shape[0]);
        var restored = projections.unsqueeze(-1).mul(vector).reshape(projections.shape[0], -1).narrow(1, 0, a.shape[1]).mul((Scalar)context.get_data(Scale));
        return [gradient.mm(a).view(shape), gradient.t().mm(restored), null, null, null];
    }
}
