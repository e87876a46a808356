using TorchSharp;
using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using Module = TorchSharp.torch.nn.Module;

namespace Peft.Binding.Tests;

[TestFixture]
public sealed class ModuleRegistrationTests
{
    private class Base : nn.Module<Tensor, Tensor>
    {
        private readonly Linear inherited = nn.Linear(2, 2);

        protected Base(bool register) : base("base")
        {
            if (register)
                RegisterComponents();
        }

        public override Tensor forward(Tensor input) => inherited.call(input);
    }

    private sealed class Derived : Base
    {
        private readonly Parameter scale = nn.Parameter(ones(3));
        private readonly Tensor offset = zeros(3);
        private readonly Linear first;
        [ComponentName(Name = "renamed")] private readonly Linear _second;
        private readonly Module[] _hidden = [nn.Linear(1, 1)];

        public Derived(bool baseRegisters) : base(baseRegisters)
        {
            first = nn.Linear(2, 2);
            _second = nn.Linear(2, 2);
            RegisterComponents();
        }

        public Module Auto { get; } = nn.Linear(2, 2);

        public int Hidden => _hidden.Length;

        public Parameter Scale => scale;

        public Tensor Offset => offset;

        public Linear First => first;

        public Linear Second => _second;
    }

    private static IEnumerable<string> Names(Module module) => module.named_children().Select(child => child.name);

    [Test]
    public void RegisterComponents_Fields_AreFoundByNameDerivedClassFirst()
    {
        using var module = new Derived(baseRegisters: false);

        Assert.That(Names(module), Is.EqualTo(new[] { "first", "renamed", "<Auto>k__BackingField", "inherited" }));
        Assert.That(module.named_parameters(false).Select(p => p.name), Is.EqualTo(new[] { "scale" }));
        Assert.That(module.named_buffers(false).Select(b => b.name), Is.EqualTo(new[] { "offset" }));
    }

    [Test]
    public void RegisterComponents_ModulesInArrays_AreNotFound()
    {
        using var module = new Derived(baseRegisters: false);

        Assert.That(module.Hidden, Is.EqualTo(1));
        Assert.That(module.modules().Count(), Is.EqualTo(4));
    }

    [Test]
    public void RegisterComponents_CalledByTheBaseClass_DoesNotSeeFieldsAssignedLater()
    {
        using var module = new Derived(baseRegisters: true);

        Assert.That(Names(module), Does.Not.Contain("first").And.Not.Contain("renamed").And.Contain("inherited"));
        // Field initialisers run before the base constructor, so these are there.
        Assert.That(module.named_parameters(false).Select(p => p.name), Is.EqualTo(new[] { "scale" }));
    }

    [Test]
    public void RegisterModule_Child_IsTheSameObjectAndItsComponentsAreRegistered()
    {
        using var list = nn.ModuleList<Module>(nn.Sequential());
        using var child = nn.ModuleList<Module>(nn.Linear(2, 3), nn.Dropout(0.1));
        Assert.That(child.parameters(), Is.Empty, "a list that belongs to nothing has registered nothing");

        list.register_module("child", child);

        Assert.That(list.named_children().Last().module, Is.SameAs(child));
        Assert.That(list.named_parameters().Select(p => p.name), Is.EqualTo(new[] { "child.0.weight", "child.0.bias" }));
    }

    [Test]
    public void RegisterModule_Null_RemovesTheEntry()
    {
        using var module = new Derived(baseRegisters: false);
        using var first = module.First;

        module.register_module("first", null!);

        Assert.That(Names(module), Does.Not.Contain("first"));
    }

    [TestCase("a.b")]
    [TestCase("")]
    public void RegisterModule_NameWithADotOrEmpty_Throws(string name)
    {
        using var module = new Derived(baseRegisters: false);
        using var child = nn.Linear(1, 1);

        Assert.That(() => module.register_module(name, child), Throws.ArgumentException);
    }

    [Test]
    public void Register_TakenName_Throws()
    {
        using var module = new Derived(baseRegisters: false);
        using var child = nn.Linear(1, 1);
        using var tensor = zeros(1);
        using var parameter = nn.Parameter(zeros(1));

        Assert.That(() => module.register_module("first", child), Throws.InvalidOperationException);
        Assert.That(() => module.register_buffer("offset", tensor), Throws.InvalidOperationException);
        Assert.That(() => module.register_parameter("scale", parameter), Throws.InvalidOperationException);
    }

    [Test]
    public void Register_NullTensor_Throws()
    {
        using var module = new Derived(baseRegisters: false);

        Assert.That(() => module.register_buffer("b", null!), Throws.ArgumentNullException);
        Assert.That(() => module.register_parameter("p", null!), Throws.ArgumentNullException);
    }

    [Test]
    public void Register_OnAParameterLessModule_IsRefused()
    {
        using var dropout = nn.Dropout();
        using var linear = nn.Linear(1, 1);
        using var relu = nn.ReLU();
        using var tensor = zeros(1);

        Assert.That(() => dropout.register_buffer("b", tensor), Throws.InvalidOperationException);
        Assert.That(() => dropout.register_parameter("p", linear.weight), Throws.InvalidOperationException);
        Assert.That(() => dropout.register_module("m", linear), Throws.InvalidOperationException);
        Assert.That(() => dropout.register_module("m", relu), Throws.Nothing);
    }

    [Test]
    public void NamedChildren_OfAnOrdinaryModule_IsTheRegistry()
    {
        using var module = new Derived(baseRegisters: false);
        var registry = module.named_children() as OrderedDict<string, Module>;
        Assert.That(registry, Is.Not.Null);
        using var old = module.First;
        var replacement = nn.Identity();

        registry!["first"] = replacement;

        Assert.That(Names(module), Is.EqualTo(new[] { "first", "renamed", "<Auto>k__BackingField", "inherited" }), "a replacement keeps its place");
        Assert.That(module.children().First(), Is.SameAs(replacement));
    }

    [Test]
    public void NamedModules_Order_IsChildrenThenTheirDescendants()
    {
        using var tree = nn.ModuleList<Module>();
        tree.register_module("a", nn.Sequential(("x", nn.Linear(1, 1)), ("y", nn.Sequential(nn.ReLU()))));
        tree.register_module("b", nn.ReLU());

        Assert.That(tree.named_modules().Select(m => m.name), Is.EqualTo(new[] { "a", "b", "a.x", "a.y", "a.y.0" }));
    }

    [Test]
    public void NamedParameters_SharedParameter_ComesOnceAndModulesOncePerPath()
    {
        using var shared = nn.Linear(2, 2, hasBias: false);
        using var tree = nn.ModuleList<Module>();
        tree.register_module("a", shared);
        tree.register_module("b", shared);

        Assert.That(tree.named_parameters().Select(p => p.name), Is.EqualTo(new[] { "a.weight" }));
        Assert.That(tree.named_modules().Select(m => m.name), Is.EqualTo(new[] { "a", "b" }));
        Assert.That(tree.state_dict().Keys, Is.EqualTo(new[] { "a.weight", "b.weight" }), "the state has every path");
    }

    [Test]
    public void GetParameter_DottedPath_FindsTheObject()
    {
        using var tree = nn.Sequential(("block", nn.Sequential(("proj", nn.Linear(2, 3)))));
        var linear = (Linear)tree.named_modules().Last().module;

        Assert.That(tree.get_parameter("block.proj.weight"), Is.SameAs(linear.weight));
        Assert.That(tree.has_parameter("block.proj.bias"), Is.True);
        Assert.That(tree.get_parameter("block.nothing.weight"), Is.Null);
        Assert.That(tree.has_buffer("block.proj.bias"), Is.False);
    }

    [Test]
    public void Parameter_OfATensor_TakesOverItsDataAndItsScope()
    {
        Parameter parameter;
        using (NewDisposeScope())
        {
            var data = ones(2);
            parameter = new Parameter(data);
            Assert.That(data.IsInvalid, Is.True);
            Assert.That(parameter.requires_grad, Is.True);
        }
        Assert.That(parameter.IsInvalid, Is.True, "a parameter made in a scope dies with it unless detached");
    }

    [Test]
    public void Linear_MadeInAScope_KeepsItsParameters()
    {
        Linear linear;
        using (NewDisposeScope())
            linear = nn.Linear(2, 2);

        Assert.That(linear.parameters().Any(p => p.IsInvalid), Is.False);
        linear.Dispose();
    }
}
