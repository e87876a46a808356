using Peft.Attachment;
using Peft.TestUtils;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Peft.Adapters.Tests.Methods;

/// <summary>What holds for every method, whatever its formula: each row of the matrix comes through every test.</summary>
[TestFixture]
public sealed partial class MethodMatrixTests
{
    private const long Batch = 6;

    /// <summary>All rows, from the classes that declare them.</summary>
    internal static readonly MethodRow[] All =
        [.. typeof(MethodMatrixTests).Assembly.GetTypes().Where(t => t.IsClass && t.IsAssignableTo(typeof(IMethodRows))).Select(t => (IMethodRows)Activator.CreateInstance(t)!).SelectMany(r => r.Rows)];

    private static IEnumerable<TestCaseData> Rows => All.Select(Case);

    private static IEnumerable<TestCaseData> ExactRows => All.Where(r => r.HasExactGradients).Select(Case);

    private static IEnumerable<MethodRow> OfMlp => All.Where(r => r.On == ReferenceModel.Mlp);

    [TestCaseSource(nameof(Rows))]
    public void AddAdapter_NewAdapter_IsOnItsTargetsAndLeavesTheOutput(MethodRow row)
    {
        using var scope = NewDisposeScope();
        using var reference = new Trial(row);
        var before = reference.Output();
        reference.Attach();

        Assert.That(reference.Peft.Sites.Select(s => s.Path), Is.SubsetOf(row.On.Targets.ModuleNames));
        Assert.That(reference.Peft.TrainableParameters(), Is.Not.Empty);
        if (row.StartsUnchanged)
            TensorAssert.AreClose(reference.Output(), before, 1e-5, 1e-5, "output");
    }

    [TestCaseSource(nameof(Rows))]
    public void DisableAdaptersAndDetach_ChangedAdapter_GiveTheBaseBitForBit(MethodRow row)
    {
        using var scope = NewDisposeScope();
        using var reference = new Trial(row);
        var (before, state) = (reference.Output(), reference.State());
        reference.AttachChanged();

        Assert.That(reference.Output().allclose(before), Is.False, "the adapter acts");
        using (reference.Peft.DisableAdapters())
            TensorAssert.BitEqual(reference.Output(), before, "disabled");
        reference.Peft.Detach();
        TensorAssert.BitEqual(reference.Output(), before, "detached");
        Assert.That(reference.State().Keys, Is.EqualTo(state.Keys));
        foreach (var (key, tensor) in reference.State())
            TensorAssert.BitEqual(tensor, state[key], key);
    }

    [TestCaseSource(nameof(Rows))]
    public void Merge_ChangedAdapter_ComputesTheSameAndUnmergesBitForBit(MethodRow row)
    {
        using var scope = NewDisposeScope();
        using var reference = new Trial(row);
        reference.AttachChanged();
        var adapted = reference.Output();
        if (!row.Merges)
        {
            Assert.That(() => reference.Peft.Merge(), Throws.InstanceOf<PeftException>());
            return;
        }
        var state = reference.State();
        reference.Peft.Merge(checkFinite: true);
        TensorAssert.AreClose(reference.Output(), adapted, 1e-4, 1e-5, "merged");
        reference.Peft.Unmerge();
        foreach (var (key, tensor) in reference.State())
            TensorAssert.BitEqual(tensor, state[key], key);
        reference.Peft.MergeAndUnload();
        TensorAssert.AreClose(reference.Output(), adapted, 1e-4, 1e-5, "merged and unloaded");
    }

    [TestCaseSource(nameof(Rows))]
    public void SaveAdapter_ChangedAdapter_LoadsIdenticallyWithoutRandomNumbersAndSavesTheSameBytes(MethodRow row)
    {
        using var scope = NewDisposeScope();
        using var folder = new TempFolder();
        using var reference = new Trial(row);
        using var other = new Trial(row, reference);
        reference.AttachChanged();
        reference.Peft.SaveAdapter(folder.File("first"));
        row.AddUsed(other.Peft);
        manual_seed(7);
        var next = randn(4);
        manual_seed(7);
        var peft = PeftModel.Load(other.Model, folder.File("first"));

        TensorAssert.BitEqual(randn(4), next, "the next random numbers");
        // What is loaded is equal to the bit, as the files below; how a product of it is rounded may depend on where in memory it lies.
        TensorAssert.AreClose(other.Output(), reference.Output(), 1e-5, 1e-6, "output");
        peft.SaveAdapter(folder.File("second"));
        foreach (string file in Directory.GetFiles(folder.File("first")))
            Assert.That(File.ReadAllBytes(Path.Combine(folder.File("second"), Path.GetFileName(file))), Is.EqualTo(File.ReadAllBytes(file)), Path.GetFileName(file));
    }

    [TestCaseSource(nameof(Rows))]
    public void TwoAdapters_SwitchedAndDeleted_ActAlone(MethodRow row)
    {
        using var scope = NewDisposeScope();
        using var reference = new Trial(row);
        var before = reference.Output();
        reference.AttachChanged("one");
        var one = reference.Output();
        reference.AttachChanged("two");
        var two = reference.Output();
        reference.Peft.SetActive("one");

        Assert.That(two.allclose(one), Is.False);
        TensorAssert.BitEqual(reference.Output(), one, "the first again");
        reference.Delete("one");
        TensorAssert.BitEqual(reference.Output(), two, "the second, left over");
        reference.Delete("two");
        TensorAssert.BitEqual(reference.Output(), before, "none");
    }

    [TestCaseSource(nameof(Rows))]
    public void TwoAdapters_ActiveTogether_DoTheSameMerged(MethodRow row)
    {
        using var scope = NewDisposeScope();
        using var reference = new Trial(row);
        reference.AttachChanged("one");
        reference.AttachChanged("two");
        if (!row.ActsPerRow || !row.Merges)
            return;
        reference.Peft.SetActive("one", "two");
        var both = reference.Output();
        reference.Peft.Merge();

        TensorAssert.AreClose(reference.Output(), both, 1e-4, 1e-5, "merged");
    }

    [TestCaseSource(nameof(Rows))]
    public void UsePerRow_TwoAdaptersAndNone_GivesEachRowItsOwn(MethodRow row)
    {
        using var scope = NewDisposeScope();
        using var reference = new Trial(row);
        reference.AttachChanged("one");
        reference.AttachChanged("two");
        string?[] rows = ["two", null, "one", "one", "two", null];
        if (!row.ActsPerRow)
        {
            Assert.That(() => reference.Peft.UsePerRow(rows), Throws.InstanceOf<PeftException>());
            return;
        }
        Tensor mixed;
        using (reference.Peft.UsePerRow(rows))
            mixed = reference.Output();
        for (int i = 0; i < rows.Length; i++)
        {
            using (reference.Peft.Use(rows[i] is { } name ? [name] : []))
                TensorAssert.AreClose(mixed[i], reference.Output()[i], 1e-5, 1e-5, $"row {i}");
        }
    }

    [TestCaseSource(nameof(Rows))]
    public void Training_NewAdapter_ReachesOnlyTheAdapterAndLowersTheLoss(MethodRow row)
    {
        using var scope = NewDisposeScope();
        using var reference = new Trial(row);
        reference.Attach();
        reference.Model.train();
        var target = randn_like(reference.Output());
        var parameters = reference.Peft.TrainableParameters();
        var own = reference.Model.parameters().Where(p => !parameters.Any(t => ReferenceEquals(t, p))).Select(p => (p, p.detach().clone())).ToList();
        using var optimizer = optim.Adam(parameters, 0.02);
        var losses = new List<double>();
        for (int step = 0; step < 40; step++)
        {
            optimizer.zero_grad();
            var loss = (reference.Model.call(reference.Input) - target).square().mean();
            loss.backward();
            optimizer.step();
            losses.Add(loss.item<float>());
        }

        Assert.That(losses[^1], Is.LessThan(0.999 * losses[0]));
        reference.AssertGradients();
        foreach (var (parameter, value) in own)
        {
            Assert.That(parameter.grad, Is.Null);
            TensorAssert.BitEqual(parameter, value, "a parameter of the model");
        }
    }

    [TestCaseSource(nameof(ExactRows))]
    public void Backward_AnyFormula_IsTheDerivativeOfForward(MethodRow row)
    {
        const double Step = 1e-6;
        using var scope = NewDisposeScope();
        using var reference = new Trial(row);
        reference.To(ScalarType.Float64);
        reference.AttachChanged();
        var direction = randn_like(reference.Output());
        Tensor Loss() => (reference.Model.call(reference.Input) * direction).sum();
        Loss().backward();
        reference.AssertGradients();
        using var _ = no_grad();
        foreach (var (key, parameter) in reference.Peft.AdapterStateDict().Where(t => t.Value is Parameter { grad: not null }))
        {
            var along = randn_like(parameter);
            parameter.add_(along, Step);
            var ahead = Loss();
            parameter.add_(along, -2 * Step);
            double slope = (ahead - Loss()).ToDouble() / (2 * Step);
            parameter.add_(along, Step);
            Assert.That((parameter.grad! * along).sum().ToDouble(), Is.EqualTo(slope).Within(1e-6 * (1 + Math.Abs(slope))), key);
        }
    }

    [TestCaseSource(nameof(Rows))]
    public void Forward_BaseOfHalfPrecision_KeepsItsTypeAndTrainsInSingle(MethodRow row)
    {
        using var scope = NewDisposeScope();
        using var reference = new Trial(row);
        reference.To(ScalarType.BFloat16);
        reference.AttachChanged();
        var y = reference.Model.call(reference.Input);
        y.sum().backward();

        Assert.That(y.dtype, Is.EqualTo(ScalarType.BFloat16));
        Assert.That(y.isfinite().all().item<bool>());
        reference.AssertGradients();
        reference.Model.to(ScalarType.Float64);
        reference.Input = reference.Input.is_floating_point() ? reference.Input.to(ScalarType.Float64) : reference.Input;
        Assert.That(reference.Output().dtype, Is.EqualTo(ScalarType.Float64), "moved with its adapters");
    }

    [TestCaseSource(nameof(Rows))]
    public void Use_FromAttachToDetach_LeavesNoTensors(MethodRow row)
    {
        using var reference = new Trial(row);
        LeakGuard.NoTensorsLeft(() =>
        {
            using var scope = NewDisposeScope();
            reference.AttachChanged();
            reference.Model.train();
            reference.Model.call(reference.Input).sum().backward();
            reference.Output();
            if (row.Merges)
            {
                reference.Peft.Merge();
                reference.Peft.Unmerge();
            }
            reference.Peft.Detach();
        });
    }

    [Test]
    public void Forward_HoweverTheLayersAreHeld_IsTheSame([ValueSource(nameof(OfMlp))] MethodRow row)
    {
        using var scope = NewDisposeScope();
        using var folder = new TempFolder();
        using var reference = new Trial(row);
        var models = new Module<Tensor, Tensor>[] { new SealedCallMlp(ReferenceModel.Inputs, ReferenceModel.Hidden, ReferenceModel.Outputs), new SealedForwardMlp(ReferenceModel.Inputs, ReferenceModel.Hidden, ReferenceModel.Outputs) };
        foreach (var model in models)
            model.load_state_dict(reference.Model.state_dict());
        reference.AttachChanged();
        reference.Peft.SaveAdapter(folder.Path);
        var expected = reference.Output();
        foreach (var model in models)
        {
            model.eval();
            row.AddUsed(PeftModel.For(model));
            PeftModel.Load(model, folder.Path);
            using var _ = no_grad();
            if (row.ActsThroughWeight || model is SealedCallMlp)
                TensorAssert.AreClose(model.call(reference.Input), expected, 1e-5, 1e-5, model.GetName());
            else
                Assert.That(() => model.call(reference.Input), Throws.TypeOf<AdapterStateException>());
            model.Dispose();
        }
    }

    private static TestCaseData Case(MethodRow row) => new TestCaseData(row).SetArgDisplayNames(row.Name);

    /// <summary>A row's model and input.</summary>
    private sealed class Trial : IDisposable
    {
        private readonly MethodRow _row;

        internal Trial(MethodRow row)
        {
            manual_seed(3);
            (_row, Model, Input) = (row, row.On.Create(), row.On.Input(Batch));
            Model.eval();
        }

        /// <summary>One with the weights and the input of another.</summary>
        internal Trial(MethodRow row, Trial other)
            : this(row)
        {
            Model.load_state_dict(other.Model.state_dict());
            Input = other.Input;
        }

        internal Module<Tensor, Tensor> Model { get; }

        internal Tensor Input { get; set; }

        internal PeftModel Peft => PeftModel.For(Model);

        internal void To(ScalarType type)
        {
            Model.to(type);
            Input = Input.is_floating_point() ? Input.to(type) : Input;
        }

        internal void Attach(string name = PeftModel.DefaultAdapter)
        {
            _row.AddUsed(Peft);
            Peft.AddAdapter(_row.Config(), name);
        }

        /// <summary>Deletes an adapter; of those that are left, none acts that others of the row are made of.</summary>
        internal void Delete(string name)
        {
            Peft.DeleteAdapter(name);
            if (_row.Used.Count > 0)
                Peft.SetActive([.. Peft.AdapterNames.Except(_row.Used.Keys)]);
        }

        /// <summary>Attaches an adapter and gives it other values than those it starts with.</summary>
        internal void AttachChanged(string name = PeftModel.DefaultAdapter)
        {
            Attach(name);
            using var _ = no_grad();
            foreach (var parameter in Peft.AdapterStateDict(name).Values.Where(t => t.requires_grad))
                parameter.add_(randn_like(parameter), 0.2);
            Model.eval();
        }

        internal Tensor Output()
        {
            Model.eval();
            using var _ = no_grad();
            return Model.call(Input);
        }

        internal void AssertGradients()
        {
            foreach (var (key, tensor) in Peft.AdapterStateDict().Where(t => t.Value is Parameter && !_row.HasNoGradient(t.Key)))
                Assert.That(tensor.grad, Is.Not.Null, key);
        }

        internal Dictionary<string, Tensor> State() => Model.state_dict().ToDictionary(t => t.Key, t => t.Value.detach().clone());

        public void Dispose()
        {
            Model.Dispose();
            Input.Dispose();
        }
    }
}
