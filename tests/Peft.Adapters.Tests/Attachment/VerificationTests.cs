using Microsoft.Extensions.Logging;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Peft.Adapters.Tests.Attachment;

/// <summary>An adapter that never runs does not go unnoticed.</summary>
[TestFixture]
public sealed class VerificationTests
{
    [Test]
    public void Forward_TrainingThatMissesALayer_NamesTheFieldAndTheMendUntilItIsReached()
    {
        using var scope = NewDisposeScope();
        using var model = new Experts();
        Attach(model);
        var x = randn(2, 4);
        for (int pass = 0; pass < 2; pass++)
        {
            Assert.That(() => model.call(x), Throws.TypeOf<AdapterStateException>()
                .With.Message.Contains("1 of 2").And.Message.Contains("'second'").And.Message.Contains("Experts.second (Module<Tensor, Tensor>)").And.Message.Contains("AllowUnreached"));
        }
        model.Chosen = 1;
        Assert.That(() => model.call(x), Throws.Nothing);
        model.Chosen = 0;
        Assert.That(() => model.call(x), Throws.Nothing, "each has run once");
    }

    [Test]
    public void Forward_AllowUnreached_RunsAndStillCanBeVerified()
    {
        using var scope = NewDisposeScope();
        using var model = new Experts();
        var peft = Attach(model);
        peft.AllowUnreached = true;
        model.call(randn(2, 4));

        Assert.That(peft.Sites.Select(s => s.Reached), Is.EqualTo(new[] { true, false }));
        Assert.That(() => peft.VerifyReached(), Throws.TypeOf<AdapterStateException>().With.Message.Contains("'second'"));
    }

    [TestCase("no gradients")]
    [TestCase("evaluation")]
    [TestCase("not trainable")]
    public void Forward_NothingIsTrained_WarnsOnce(string why)
    {
        using var scope = NewDisposeScope();
        using var model = new Experts();
        var log = new Warnings();
        var peft = Attach(model, log);
        if (why == "evaluation")
            model.eval();
        if (why == "not trainable")
            peft.SetActive();
        using var _ = set_grad_enabled(why != "no gradients");
        model.call(randn(2, 4));
        model.call(randn(2, 4));

        Assert.That(log.Messages, Has.Count.EqualTo(1));
        Assert.That(log.Messages[0], Does.Contain("1 of 2").And.Contain("second"));
    }

    [Test]
    public void Forward_ASealedLayerThatAdaptersCannotReach_IsAnErrorUnlessAllowed()
    {
        using var model = new SealedForwardMlp();
        var peft = model.AddLora(o => (o.TargetModules, o.Rank, o.Dropout) = (["lin0"], 2, 0.5));
        using var x = randn(3, 12);
        Assert.That(() => model.call(x), Throws.TypeOf<AdapterStateException>().With.Message.Contains("SealedForwardMlp.lin0 (Linear)").And.Message.Contains("dropout"));
        peft.AllowUnreached = true;
        Assert.That(() => model.call(x).Dispose(), Throws.Nothing);
        Assert.That(() => peft.VerifyReached(), Throws.TypeOf<AdapterStateException>());
    }

    [Test]
    public void VerifyReached_AfterForwardInsteadOfCall_SaysSo()
    {
        using var model = new SealedForwardMlp();
        var peft = model.AddLora(o => (o.TargetModules, o.Rank) = (["lin0"], 2));
        using (model.forward(randn(3, 12)))
            Assert.That(() => peft.VerifyReached(), Throws.TypeOf<AdapterStateException>().With.Message.Contains("model.call(x), not model.forward(x)"));
    }

    [Test]
    public void AddLora_RankAboveALayersSize_WarnsOnceAndNamesTheFirst()
    {
        using var model = Sequential(("wide", Linear(8, 9)), ("narrow", Linear(9, 7)), ("conv", Conv1d(2, 9, 4)), ("last", Linear(7, 3)));
        var log = new Warnings();
        model.AddLora(o => (o.TargetModules, o.Rank) = (["wide", "narrow", "conv", "last"], 8), logger: log);
        model.AddLora(o => (o.TargetModules, o.Rank, o.Init) = (["wide"], 8, LoraInit.Pissa), "second");

        Assert.That(log.Messages, Has.Count.EqualTo(1));
        Assert.That(log.Messages[0], Does.Contain("2 layers").And.Contain("narrow (9 to 7, rank 8)"));
    }

    private static PeftModel Attach(Module model, ILogger? logger = null) => model.AddLora(o => (o.TargetModules, o.Rank) = (ModuleTargets.AllLinear, 2), logger: logger);

    private sealed class Experts : Module<Tensor, Tensor>
    {
        private readonly Module<Tensor, Tensor> first = Linear(4, 4), second = Linear(4, 4);

        internal Experts()
            : base(nameof(Experts)) => RegisterComponents();

        internal int Chosen { get; set; }

        public override Tensor forward(Tensor x) => (Chosen == 0 ? first : second).call(x);
    }

    private sealed class Warnings : ILogger
    {
        internal List<string> Messages { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (logLevel == LogLevel.Warning)
                Messages.Add(formatter(state, exception));
        }
    }
}
