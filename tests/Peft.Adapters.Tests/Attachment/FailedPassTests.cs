using Peft.TestUtils;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Peft.Adapters.Tests.Attachment;

/// <summary>Passes that an exception ends, models that invoke themselves, hooks of the user's own.</summary>
[TestFixture]
public sealed class FailedPassTests
{
    [TestCase(false)]
    [TestCase(true)]
    public void Forward_ThatThrew_LeavesNothingBehindInTheNextPass(bool decided)
    {
        using var scope = NewDisposeScope();
        using var model = new Recursive(Mode.Forward);
        var x = randn(3, 4);
        var weight = model.Layer.weight;
        var before = model.call(x);
        var peft = Attach(model);
        if (decided)
            model.call(x);
        model.Fails = true;
        Assert.That(() => model.call(x), Throws.TypeOf<InvalidDataException>());
        model.Fails = false;
        var adapted = model.call(x);

        Assert.That(model.Layer.weight, Is.SameAs(weight));
        Assert.That(adapted.allclose(before), Is.False);
        TensorAssert.BitEqual(model.call(x), adapted, "second pass");
        using (peft.DisableAdapters())
            TensorAssert.BitEqual(model.call(x), before, "disabled");
    }

    [Test]
    public void Detach_AfterAForwardThatThrew_RestoresTheWeight()
    {
        using var scope = NewDisposeScope();
        using var model = new Recursive(Mode.Forward) { Fails = true };
        var weight = model.Layer.weight;
        var peft = Attach(model);
        Assert.That(() => model.call(randn(3, 4)), Throws.TypeOf<InvalidDataException>());
        Assert.That(model.Layer.weight, Is.Not.SameAs(weight), "the pass has not ended");
        peft.Detach();

        Assert.That(model.Layer.weight, Is.SameAs(weight));
    }

    [TestCase(Mode.Open)]
    [TestCase(Mode.Call)]
    public void Forward_OfAModelThatInvokesItself_AdaptsEveryUse(Mode mode)
    {
        using var scope = NewDisposeScope();
        using var model = new Recursive(mode) { Depth = 3 };
        var x = randn(3, 4);
        var peft = Attach(model);
        Tensor first = model.call(x), second = model.call(x);
        peft.Merge();

        TensorAssert.AreClose(second, first, 1e-6, 1e-6, "second");
        TensorAssert.AreClose(model.call(x), first, 1e-5, 1e-5, "merged");
    }

    [Test]
    public void Forward_OfAModelThatInvokesItselfAndItsLayerThroughForward_IsAnError()
    {
        using var model = new Recursive(Mode.Forward) { Depth = 2 };
        Attach(model);

        Assert.That(() => model.call(randn(3, 4)), Throws.TypeOf<AdapterStateException>().With.Message.Contains("'fc'").And.Message.Contains("invokes itself").And.Message.Contains("Recursive.fc (Linear)"));
    }

    [TestCase(Mode.Open)]
    [TestCase(Mode.Call)]
    public void Hooks_OfTheUser_RunOnTheLayerBeforeTheAdaptersAndStay(Mode mode)
    {
        using var scope = NewDisposeScope();
        using var model = new Recursive(mode);
        var layer = (Module<Tensor, Tensor>)(mode == Mode.Open ? model.Open : model.Layer);
        var x = randn(3, 4);
        var log = new List<string>();
        layer.register_forward_pre_hook((_, input) =>
        {
            log.Add("before");
            return input;
        });
        layer.register_forward_hook((_, _, output) =>
        {
            log.Add("after");
            return output * 2;
        });
        var doubled = model.call(x);
        var peft = Attach(model);
        var adapted = model.call(x);
        var update = peft.AdapterStateDict();
        var expected = doubled + x.mm(update["base_model.model.fc.lora_A.weight"].t()).mm(update["base_model.model.fc.lora_B.weight"].t());
        TensorAssert.AreClose(model.call(x), expected, 1e-5, 1e-5, "doubled base and update");
        TensorAssert.AreClose(adapted, expected, 1e-5, 1e-5, "first pass");
        peft.Detach();
        log.Clear();

        TensorAssert.BitEqual(model.call(x), doubled, "detached");
        Assert.That(log, Is.EqualTo(new[] { "before", "after" }));
    }

    [TestCase(Mode.Call)]
    [TestCase(Mode.Forward)]
    public void Detach_Twice_DoesNothingMore(Mode mode)
    {
        using var model = new Recursive(mode);
        var peft = Attach(model);
        peft.Detach();

        Assert.That(peft.Detach(), Is.SameAs(model));
        Assert.That(PeftModel.For(model).AdapterNames, Is.Empty);
    }

    private static PeftModel Attach(Module<Tensor, Tensor> model) =>
        model.AddLora(o => (o.TargetModules, o.Rank, o.Alpha, o.Init) = (["fc"], 2, 2, LoraInit.Random));

    public enum Mode
    {
        Open,
        Call,
        Forward,
    }

    private sealed class Recursive : Module<Tensor, Tensor>
    {
        private readonly Mode mode;
        private readonly Linear? fc;
        private readonly Module? open;
        private int depth;

        internal Recursive(Mode mode)
            : base(nameof(Recursive))
        {
            this.mode = mode;
            if (mode == Mode.Open)
                register_module("fc", open = Linear(4, 4));
            else
                register_module("fc", fc = Linear(4, 4));
        }

        internal Linear Layer => fc!;

        internal Module Open => open!;

        internal bool Fails { get; set; }

        internal int Depth { get; set; } = 1;

        public override Tensor forward(Tensor x)
        {
            var y = mode switch
            {
                Mode.Open => ((Module<Tensor, Tensor>)open!).call(x),
                Mode.Call => fc!.call(x),
                _ => fc!.forward(x),
            };
            if (Fails)
                throw new InvalidDataException();
            if (++depth < Depth)
                y = call(y.tanh());
            depth = 0;
            return y;
        }
    }
}
