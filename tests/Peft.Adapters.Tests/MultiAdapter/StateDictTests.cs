using Peft.Attachment;
using Peft.Checkpoints;
using Peft.TestUtils;
using static TorchSharp.torch;

namespace Peft.Adapters.Tests.MultiAdapter;

/// <summary>Tensors in memory in the place of an adapter's.</summary>
[TestFixture]
public sealed class StateDictTests
{
    [TestCaseSource(typeof(Mlps), nameof(Mlps.Strategies))]
    public void LoadAdapterStateDict_EarlierState_GoesBackToIt(SiteStrategy strategy)
    {
        using var scope = NewDisposeScope();
        using var model = Mlps.Create(strategy);
        var x = randn(3, Mlps.Inputs);
        var peft = model.WithAdapters("a", "b");
        var (a, b, parameters) = (model.OutputOf(x, "a"), model.OutputOf(x, "b"), peft.TrainableParameters());
        var saved = peft.AdapterStateDict("a").ToDictionary(t => t.Key, t => t.Value.detach().clone().to_type(ScalarType.Float64));
        using (no_grad())
        {
            foreach (var tensor in peft.AdapterStateDict("a").Values)
                tensor.zero_();
        }
        Assert.That(model.OutputOf(x, "a").Equals(a), Is.False);

        peft.LoadAdapterStateDict(saved, "a");

        TensorAssert.BitEqual(model.OutputOf(x, "a"), a, "a");
        TensorAssert.BitEqual(model.OutputOf(x, "b"), b, "b");
        Assert.That(peft.TrainableParameters(), Is.EqualTo(parameters));
    }

    [Test]
    public void LoadAdapterStateDict_OfOtherKeysOrShapes_SaysWhichAndChangesNothing()
    {
        using var scope = NewDisposeScope();
        using var model = Mlps.Create(SiteStrategy.Replace);
        var peft = model.WithAdapters("a", "b");
        var before = peft.AdapterStateDict("a").ToDictionary(t => t.Key, t => t.Value.detach().clone());
        var zeros = before.ToDictionary(t => t.Key, t => zeros_like(t.Value));
        string key = before.Keys.Last();
        var misspelt = zeros.ToDictionary(t => t.Key == key ? key + "s" : t.Key, t => t.Value);
        var misshapen = zeros.ToDictionary(t => t.Key, t => t.Key == key ? t.Value.unsqueeze(0) : t.Value);

        Assert.That(() => peft.LoadAdapterStateDict(misspelt, "a"), Throws.TypeOf<CheckpointFormatException>().With.Message.Contains($"'{key}s' may stand for '{key}'"));
        Assert.That(() => peft.LoadAdapterStateDict(misshapen, "a"), Throws.TypeOf<CheckpointFormatException>().With.Message.Contains("[1, ").And.Message.Contains(key));
        Assert.That(() => peft.LoadAdapterStateDict(zeros, "c"), Throws.TypeOf<AdapterStateException>());
        peft.SetActive("a");
        peft.Merge();
        Assert.That(() => peft.LoadAdapterStateDict(zeros, "a"), Throws.TypeOf<AdapterStateException>().With.Message.Contains("merged"));
        foreach (var (name, tensor) in peft.AdapterStateDict("a"))
            TensorAssert.BitEqual(tensor.detach(), before[name], name);
    }
}
