using TorchSharp;
using static TorchSharp.torch;

namespace Peft.Binding.Tests;

[TestFixture]
public sealed class HookTests
{
    private sealed class Double() : nn.Module<Tensor, Tensor>("double")
    {
        public override Tensor forward(Tensor input) => input + input;
    }

    private sealed class Sum() : nn.Module<Tensor, Tensor, Tensor>("sum")
    {
        public override Tensor forward(Tensor input1, Tensor input2) => input1 + input2;
    }

    private static double Call(nn.Module<Tensor, Tensor> module, double x)
    {
        using var scope = NewDisposeScope();
        return module.call(tensor(x)).ToDouble();
    }

    [Test]
    public void Call_Hooks_RunInOrderAroundForward()
    {
        using var module = new Double();
        var log = new List<string>();
        module.register_forward_hook((_, _, output) => { log.Add("after 1"); return output; });
        module.register_forward_pre_hook((_, input) => { log.Add("before 1"); return input; });
        module.register_forward_pre_hook((_, input) => { log.Add("before 2"); return input; });
        module.register_forward_hook((_, _, output) => { log.Add("after 2"); return output; });
        module.register_forward_pre_hook(_ => log.Add("module before"));
        module.register_forward_hook(_ => log.Add("module after"));

        Call(module, 1);

        Assert.That(log, Is.EqualTo(new[] { "module before", "before 1", "before 2", "after 1", "after 2", "module after" }));
    }

    [Test]
    public void Call_HookResult_ReplacesInputOrOutput()
    {
        using var module = new Double();
        module.register_forward_pre_hook((_, input) => input + 1);
        module.register_forward_hook((_, input, output) => output * 10 + input);

        Assert.That(Call(module, 2), Is.EqualTo(63), "(2 + 1) * 2 * 10 + (2 + 1): a hook after forward sees the changed input");
    }

    [Test]
    public void Call_HookThatReturnsNull_KeepsTheValue()
    {
        using var module = new Double();
        module.register_forward_pre_hook((_, _) => null!);
        module.register_forward_hook((_, _, _) => null!);

        Assert.That(Call(module, 2), Is.EqualTo(4));
    }

    [Test]
    public void Forward_Hooks_DoNotRun()
    {
        using var module = new Double();
        using var input = tensor(2.0);
        module.register_forward_hook((_, _, output) => output * 100);

        using var output = module.forward(input);

        Assert.That(output.ToDouble(), Is.EqualTo(4));
    }

    [Test]
    public void Remove_Hook_RunsNoMore()
    {
        using var module = new Double();
        var first = module.register_forward_hook((_, _, output) => output * 10);
        module.register_forward_hook((_, _, output) => output + 1);

        first.remove();

        Assert.That(Call(module, 1), Is.EqualTo(3));
    }

    [Test]
    public void Remove_FromWithinTheHook_RunsOnce()
    {
        using var module = new Double();
        var remover = new List<nn.HookableModule<Func<nn.Module<Tensor, Tensor>, Tensor, Tensor>, Func<nn.Module<Tensor, Tensor>, Tensor, Tensor, Tensor>>.HookRemover>();
        remover.Add(module.register_forward_hook((_, _, output) => { remover[0].remove(); return output * 10; }));

        Assert.That(Call(module, 1), Is.EqualTo(20));
        Assert.That(Call(module, 1), Is.EqualTo(2));
    }

    [Test]
    public void Call_TwoArguments_HookChangesBoth()
    {
        using var scope = NewDisposeScope();
        using var module = new Sum();
        module.register_forward_pre_hook((_, a, b) => (a * 10, b * 100));

        Assert.That(module.call(tensor(1.0), tensor(2.0)).ToDouble(), Is.EqualTo(210));

        module.register_forward_pre_hook((_, _, _) => null);
        Assert.That(module.call(tensor(1.0), tensor(2.0)).ToDouble(), Is.EqualTo(210));
    }

    [Test]
    public void Call_HookOnALeaf_RunsWhenTheParentUsesCall()
    {
        using var linear = nn.Linear(2, 3);
        using var sequential = nn.Sequential(linear, nn.ReLU());
        using var input = ones(1, 2);
        int calls = 0;
        linear.register_forward_hook(_ => calls++);

        sequential.call(input).Dispose();
        sequential.to(ScalarType.Float64);
        using var wide = input.to(ScalarType.Float64);
        sequential.call(wide).Dispose();

        Assert.That(calls, Is.EqualTo(2), "hooks survive conversion");
    }
}
