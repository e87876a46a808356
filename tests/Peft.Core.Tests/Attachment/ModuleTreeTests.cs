using Peft.Attachment;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Peft.Core.Tests.Attachment;

[TestFixture]
public sealed class ModuleTreeTests
{
    [Test]
    public void Walk_NestedModel_GivesParentsBeforeChildrenUnderDottedPaths()
    {
        using var model = new Outer();

        Assert.That(ModuleTree.Walk(model).Select(n => n.Path), Is.EqualTo(new[] { "", "inner", "inner.fc", "stack", "stack.0", "stack.1", "Head" }));
    }

    [Test]
    public void Walk_AModuleUsedTwice_AppearsOnceUnderItsFirstPath()
    {
        using var shared = Linear(2, 2);
        using var model = Sequential(("a", shared), ("b", shared));

        Assert.That(ModuleTree.Walk(model).Select(n => n.Path), Is.EqualTo(new[] { "", "a" }));
    }

    private sealed class Inner : Module<Tensor, Tensor>
    {
        private readonly Module<Tensor, Tensor> fc = Linear(2, 2);

        internal Inner()
            : base(nameof(Inner)) => RegisterComponents();

        public override Tensor forward(Tensor x) => fc.call(x);
    }

    private sealed class Outer : Module<Tensor, Tensor>
    {
        private readonly Inner inner = new();
        private readonly Module<Tensor, Tensor> stack = Sequential(Linear(2, 2), ReLU());

        internal Outer()
            : base(nameof(Outer)) => RegisterComponents();

        public Module<Tensor, Tensor> Head { get; } = Linear(2, 2);

        public override Tensor forward(Tensor x) => Head.call(stack.call(inner.call(x)));
    }
}
