using System.Reflection;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using Module = TorchSharp.torch.nn.Module;

namespace Peft.Binding.Tests;

[TestFixture]
public sealed class ContainerTests
{
    private sealed class Scale(double factor) : nn.Module<Tensor, Tensor>("scale")
    {
        public Tensor? Input { get; private set; }

        public override Tensor forward(Tensor input)
        {
            Input = input;
            return input * factor;
        }
    }

    private static IEnumerable<string> ParameterNames(Module module) => module.named_parameters().Select(p => p.name);

    [Test]
    public void Sequential_Forward_CallsOneAfterAnotherAndDisposesIntermediates()
    {
        using var input = tensor(2.0);
        using var last = new Scale(5);
        using var sequential = nn.Sequential(new Scale(3), last);

        using var output = sequential.call(input);

        Assert.That(output.ToDouble(), Is.EqualTo(30));
        Assert.That(last.Input!.IsInvalid, Is.True, "an intermediate result lives until the next module has used it");
        Assert.That(input.IsInvalid, Is.False);
    }

    [Test]
    public void Sequential_Empty_GivesAnotherWrapperOfTheInput()
    {
        using var input = tensor(2.0);
        using var sequential = nn.Sequential();

        using var output = sequential.call(input);

        Assert.That(output, Is.Not.SameAs(input));
        Assert.That(output.ToDouble(), Is.EqualTo(2));
    }

    [Test]
    public void Sequential_Names_AreIndicesOrGiven()
    {
        using var numbered = nn.Sequential(nn.Linear(1, 1, hasBias: false), nn.ReLU(), nn.Linear(1, 1, hasBias: false));
        using var named = nn.Sequential(("up", nn.Linear(1, 1, hasBias: false)), ("act", nn.ReLU())).append("down", nn.Linear(1, 1, hasBias: false));

        Assert.That(ParameterNames(numbered), Is.EqualTo(new[] { "0.weight", "2.weight" }));
        Assert.That(ParameterNames(named), Is.EqualTo(new[] { "up.weight", "down.weight" }));
        Assert.That(named.named_children().Select(c => c.name), Is.EqualTo(new[] { "up", "act", "down" }));
        Assert.That(named.Count, Is.EqualTo(3));
        Assert.That(named[1], Is.InstanceOf<ReLU>());
        Assert.That(named[1..].named_children().Select(c => c.name), Is.EqualTo(new[] { "act", "down" }));
    }

    [Test]
    public void Sequential_RegisterModule_ChangesNothingVisible()
    {
        using var extra = nn.Linear(1, 1);
        using var sequential = nn.Sequential(nn.ReLU());

        sequential.register_module("extra", extra);

        Assert.That(sequential.named_children().Count(), Is.EqualTo(1));
    }

    [Test]
    public void Sequential_ModulesField_CanBeReplacedByReflection()
    {
        using var input = tensor(2.0);
        using var sequential = nn.Sequential(new Scale(3), new Scale(5));
        var field = typeof(Sequential).GetField("_modules", BindingFlags.Instance | BindingFlags.NonPublic);

        ((List<nn.IModule<Tensor, Tensor>>)field!.GetValue(sequential)!)[1] = new Scale(100);

        using var output = sequential.call(input);
        Assert.That(output.ToDouble(), Is.EqualTo(600));
    }

    [Test]
    public void ModuleList_ChangesAfterRegistration_AreNotRegistered()
    {
        using var list = nn.ModuleList(nn.Linear(1, 1, hasBias: false), nn.Linear(1, 1, hasBias: false));
        using var parent = nn.ModuleList<Module>();
        parent.register_module("layers", list);
        using var replaced = list[0];
        using var replacement = nn.Linear(1, 1, hasBias: false);
        using var added = nn.Linear(1, 1);

        list[0] = replacement;
        list.Add(added);

        Assert.That(list.Count, Is.EqualTo(3));
        Assert.That(list[0], Is.SameAs(replacement));
        Assert.That(list.named_children().First().module, Is.SameAs(replaced), "the registry still has the old one");
        Assert.That(ParameterNames(parent), Is.EqualTo(new[] { "layers.0.weight", "layers.1.weight" }));
    }

    [Test]
    public void ModuleList_List_HasTheUsualOperations()
    {
        using var first = nn.ReLU();
        using var second = nn.Tanh();
        using var third = nn.SiLU();
        using var list = nn.ModuleList<Module>(first);

        list.append(second);
        list.Insert(1, third);
        Assert.That(list, Is.EqualTo(new Module[] { first, third, second }));
        Assert.That(list.IndexOf(second), Is.EqualTo(2));
        Assert.That(list.Remove(third), Is.True);
        list.RemoveAt(0);
        list.extend([first]);
        Assert.That(list, Is.EqualTo(new Module[] { second, first }));
    }

    [Test]
    public void ModuleDict_Keys_AreTheNames()
    {
        using var dict = nn.ModuleDict(("q", nn.Linear(1, 1, hasBias: false)), ("v", nn.Linear(1, 1, hasBias: false)));
        using var parent = nn.ModuleList<Module>();
        parent.register_module("proj", dict);
        using var replaced = dict["q"];
        using var replacement = nn.Linear(1, 1, hasBias: false);

        dict["q"] = replacement;

        Assert.That(dict.keys(), Is.EqualTo(new[] { "q", "v" }));
        Assert.That(dict["q"], Is.SameAs(replacement));
        Assert.That(dict[0].Item2, Is.SameAs(replacement), "a replacement keeps its place");
        Assert.That(((Module)dict).named_children().First().module, Is.SameAs(replaced), "the registry still has the old one");
        Assert.That(ParameterNames(parent), Is.EqualTo(new[] { "proj.q.weight", "proj.v.weight" }));
    }

    [Test]
    public void ParameterList_Names_AreIndices()
    {
        using var list = nn.ParameterList(nn.Parameter(ones(1)), nn.Parameter(ones(2)));
        using var parent = nn.ModuleList<Module>();
        parent.register_module("list", list);

        Assert.That(ParameterNames(parent), Is.EqualTo(new[] { "list.0", "list.1" }));
        Assert.That(parent.get_parameter("list.1"), Is.SameAs(list[1]));

        parent.to(ScalarType.Float64);
        Assert.That(list[0].dtype, Is.EqualTo(ScalarType.Float64));
    }

    [Test]
    public void ParameterDict_Names_AreKeys()
    {
        using var dict = nn.ParameterDict(("a", nn.Parameter(ones(1))), ("b", nn.Parameter(ones(2))));

        Assert.That(dict.named_parameters(true).Select(p => p.name), Is.EqualTo(new[] { "a", "b" }));
        Assert.That(dict.get_parameter("b"), Is.SameAs(dict["b"]));
        Assert.That(dict.has_parameter("c"), Is.False);
    }
}
