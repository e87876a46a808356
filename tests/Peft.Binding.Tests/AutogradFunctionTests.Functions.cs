using Peft.TestUtils;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.autograd;

namespace Peft.Binding.Tests;

/// <summary>The functions that are tested.</summary>
public sealed partial class AutogradFunctionTests
{
    /// <summary>scale * x ^ power; arguments: x, power (int), a string that is only remembered, and scale or null.</summary>
    private sealed class ScaledPower : SingleTensorFunction<ScaledPower>
    {
        public override string Name => nameof(ScaledPower);

        public override Tensor forward(AutogradContext ctx, params object[] vars)
        {
            var (x, power, scale) = ((Tensor)vars[0], (int)vars[1], vars[3] as Tensor);
            ctx.save_for_backward([x, scale!]);
            ctx.save_data("power", power);
            ctx.save_data("label", vars[2]);
            return scale is null ? x.pow(power) : x.pow(power) * scale;
        }

        public override List<Tensor> backward(AutogradContext ctx, Tensor grad_output)
        {
            Assert.That(ctx.get_data("label"), Is.EqualTo("label"));
            Assert.That(ctx.get_data("other"), Is.Null);
            int power = (int)ctx.get_data("power");
            var saved = ctx.get_saved_variables();
            var (x, scale) = (saved[0], saved[1]);
            var by_x = grad_output * x.pow(power - 1) * power;
            return scale is null ? [by_x, null!, null!, null!] : [by_x * scale, null!, null!, grad_output * x.pow(power)];
        }
    }

    /// <summary>Sum and difference; the gradients that come in are recorded as saved under "seen".</summary>
    private sealed class SumAndDifference : MultiTensorFunction<SumAndDifference>
    {
        public override string Name => nameof(SumAndDifference);

        public override List<Tensor> forward(AutogradContext ctx, params object[] vars)
        {
            ctx.save_data("seen", vars[2]);
            ctx.set_materialize_grads((bool)vars[3]);
            Assert.That(ctx.MaterializeGrads, Is.EqualTo((bool)vars[3]));
            var (a, b) = ((Tensor)vars[0], (Tensor)vars[1]);
            return [a + b, a - b];
        }

        public override List<Tensor> backward(AutogradContext ctx, List<Tensor> grad_outputs)
        {
            ((List<bool>)ctx.get_data("seen")).AddRange(grad_outputs.Select(g => g.IsInvalid));
            var defined = grad_outputs.Where(g => !g.IsInvalid).ToList();
            return [defined.Aggregate((a, b) => a + b), grad_outputs[1].IsInvalid ? grad_outputs[0] : grad_outputs[0] - grad_outputs[1], null!, null!];
        }
    }

    private sealed class Doubling : SingleTensorFunction<Doubling>
    {
        public override string Name => nameof(Doubling);

        public override Tensor forward(AutogradContext ctx, params object[] vars)
        {
            var x = (Tensor)vars[0];
            x.mul_(2);
            ctx.mark_dirty([x]);
            return x;
        }

        public override List<Tensor> backward(AutogradContext ctx, Tensor grad_output) => [grad_output * 2];
    }

    /// <summary>The largest element and its index.</summary>
    private sealed class Largest : MultiTensorFunction<Largest>
    {
        public override string Name => nameof(Largest);

        public override List<Tensor> forward(AutogradContext ctx, params object[] vars)
        {
            var (values, indices) = ((Tensor)vars[0]).max(0);
            ctx.save_for_backward([(Tensor)vars[0], indices]);
            ctx.mark_non_differentiable([indices]);
            return [values, indices];
        }

        public override List<Tensor> backward(AutogradContext ctx, List<Tensor> grad_outputs)
        {
            var saved = ctx.get_saved_variables();
            return [zeros_like(saved[0]).index_put_(grad_outputs[0], saved[1])];
        }
    }

    /// <summary>Saves its result, not its argument.</summary>
    private sealed class Exponential : SingleTensorFunction<Exponential>
    {
        public override string Name => nameof(Exponential);

        public override Tensor forward(AutogradContext ctx, params object[] vars)
        {
            var y = ((Tensor)vars[0]).exp();
            ctx.save_for_backward([y]);
            return y;
        }

        public override List<Tensor> backward(AutogradContext ctx, Tensor grad_output) => [grad_output * ctx.get_saved_variables()[0]];
    }

    /// <summary>Keeps a tensor of its own as data, not as a saved tensor.</summary>
    private sealed class RememberedFactor : SingleTensorFunction<RememberedFactor>
    {
        public override string Name => nameof(RememberedFactor);

        public override Tensor forward(AutogradContext ctx, params object[] vars)
        {
            var factor = full(1, 3f);
            ctx.save_data("factor", factor);
            return (Tensor)vars[0] * factor;
        }

        public override List<Tensor> backward(AutogradContext ctx, Tensor grad_output)
        {
            using var factor = (Tensor)ctx.get_data("factor");
            return [grad_output * factor];
        }
    }

    /// <summary>Gradient checkpointing: backward computes forward again and differentiates that.</summary>
    private sealed class Checkpoint : SingleTensorFunction<Checkpoint>
    {
        public override string Name => nameof(Checkpoint);

        public override Tensor forward(AutogradContext ctx, params object[] vars)
        {
            ctx.save_for_backward([(Tensor)vars[0]]);
            ctx.save_data("run", vars[1]);
            return ((Func<Tensor, Tensor>)vars[1])((Tensor)vars[0]);
        }

        public override List<Tensor> backward(AutogradContext ctx, Tensor grad_output)
        {
            using var recording = enable_grad();
            var input = ctx.get_saved_variables()[0].detach().requires_grad_();
            var output = ((Func<Tensor, Tensor>)ctx.get_data("run"))(input);
            autograd.backward([output], [grad_output]);
            return [input.grad!, null!];
        }
    }

    private sealed class ThrowingForward : SingleTensorFunction<ThrowingForward>
    {
        public override string Name => nameof(ThrowingForward);

        public override Tensor forward(AutogradContext ctx, params object[] vars) => throw (Exception)vars[1];

        public override List<Tensor> backward(AutogradContext ctx, Tensor grad_output) => [grad_output, null!];
    }
}
