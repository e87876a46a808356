using Peft.Checkpoints;
using Peft.TestUtils;
using TorchSharp;
using static TorchSharp.torch;

namespace Peft.Adapters.Tests.Loading;

/// <summary>Every key, shape and field of an adapter's files is accounted for: refused, or listed.</summary>
[TestFixture]
public sealed class LoadAdapterTests
{
    private const string Key0 = "base_model.model.lin0.lora_A.weight", Key1 = "base_model.model.lin1.lora_B.weight";
    private static readonly LoadOptions s_lenient = new() { Strict = false };

    private TempFolder _folder = null!;

    [SetUp]
    public void SaveAnAdapter()
    {
        _folder = new TempFolder();
        using var model = new OpenMlp();
        model.AddLora(o => (o.TargetModules, o.Rank, o.Init) = (["lin0", "lin1"], 3, LoraInit.Random)).SaveAdapter(_folder.Path);
    }

    [TearDown]
    public void DeleteIt() => _folder.Dispose();

    [Test]
    public void LoadAdapter_FilesThatFit_ReportsAllOfThem()
    {
        using var model = new OpenMlp();
        var report = PeftModel.For(model).LoadAdapter(_folder.Path);

        Assert.That((report.IsComplete, report.Loaded.Count), Is.EqualTo((true, 4)));
        Assert.That(report.ToString(), Is.EqualTo("4 tensors loaded"));
    }

    [Test]
    public void LoadAdapter_LenientWithTensorsThatDoNotFit_LoadsTheOthersAndListsThem()
    {
        using var scope = NewDisposeScope();
        Change(tensors =>
        {
            tensors.Remove(Key0);
            tensors[Key1] = ones(7, 3);
            tensors["base_model.model.lin9.lora_A.weight"] = ones(3, 3);
        });
        using var model = new OpenMlp();
        var peft = PeftModel.For(model);
        Assert.That(() => peft.LoadAdapter(_folder.Path), Throws.TypeOf<CheckpointFormatException>().With.Message.Contains("lacks 1 of the 4"));
        Assert.That(peft.Sites, Is.Empty);
        var report = peft.LoadAdapter(_folder.Path, "default", s_lenient);

        Assert.That(report.Missing, Is.EqualTo(new[] { Key0 }));
        Assert.That(report.Unexpected, Is.EqualTo(new[] { "base_model.model.lin9.lora_A.weight" }));
        Assert.That(report.Misshapen.Single().ToString(), Is.EqualTo($"{Key1} [7, 3], expected [20, 3]"));
        Assert.That(report.Loaded, Is.EquivalentTo(new[] { "base_model.model.lin0.lora_B.weight", "base_model.model.lin1.lora_A.weight" }));
        Assert.That(report.ToString().Split(Environment.NewLine), Has.Length.EqualTo(4).And.Member($"missing: {Key0}"));
        using var file = SafetensorsFile.Open(_folder.File("adapter_model.safetensors"));
        foreach (string key in report.Loaded)
            TensorAssert.BitEqual(peft.AdapterStateDict()[key], file.Read(key), key);
    }

    [Test]
    public void LoadAdapter_LenientWithNothingThatFits_IsStillAnError()
    {
        Change(tensors =>
        {
            foreach (string key in tensors.Keys.ToList())
                tensors.Remove(key);
            tensors["other"] = ones(1);
        });
        using var model = new OpenMlp();

        Assert.That(() => PeftModel.For(model).LoadAdapter(_folder.Path, "default", s_lenient), Throws.TypeOf<CheckpointFormatException>());
        Assert.That(PeftModel.For(model).AdapterNames, Is.Empty);
    }

    [TestCase("\"lora_alpha\"", "\"lora_alfa\"", "'lora_alfa'", "'lora_alpha' may be meant")]
    [TestCase("\"init_lora_weights\"", "\"init_lora_weight\"", "'init_lora_weight'", "'init_lora_weights' may be meant")]
    [TestCase("\"rank_pattern\"", "\"rank_paterns\"", "'rank_paterns'", "'rank_pattern' may be meant")]
    public void LoadAdapter_AFieldThatLooksMisspelt_IsAnErrorOrAWarning(string field, string misspelt, string named, string meant)
    {
        ChangeConfig(json => json.Replace(field, misspelt, StringComparison.Ordinal));
        using var model = new OpenMlp();
        var peft = PeftModel.For(model);

        Assert.That(() => peft.LoadAdapter(_folder.Path), Throws.TypeOf<PeftConfigException>().With.Message.Contains(named).And.Message.Contains(meant));
        var report = peft.LoadAdapter(_folder.Path, "default", s_lenient);
        Assert.That(report.Warnings.Single(), Does.Contain(named).And.Contain(meant));
    }

    [TestCase("\"lora_alpha_2\": 1, \"peft_type\"")]
    [TestCase("\"something_new\": 1, \"peft_type\"")]
    public void LoadAdapter_AFieldOfALaterVersion_IsKept(string added)
    {
        ChangeConfig(json => json.Replace("\"peft_type\"", added, StringComparison.Ordinal));
        using var model = new OpenMlp();
        var peft = PeftModel.For(model);
        Assert.That(peft.LoadAdapter(_folder.Path).IsComplete);
        using var saved = new TempFolder();
        peft.SaveAdapter(saved.Path);

        Assert.That(File.ReadAllText(saved.File("adapter_config.json")), Does.Contain(added[..added.IndexOf(':', StringComparison.Ordinal)]));
    }

    [Test]
    public void LoadAdapter_NamesAndPatternsThatChooseNothing_AreWarningsAsTheKeysDecide()
    {
        ChangeConfig(json => json.Replace("\"lin1\"", "\"lin1\", \"query_key_value\"", StringComparison.Ordinal).Replace("\"rank_pattern\": {}", "\"rank_pattern\": {\"lin2\": 5}", StringComparison.Ordinal));
        using var model = new OpenMlp();
        var report = PeftModel.For(model).LoadAdapter(_folder.Path);

        Assert.That(report.Loaded, Has.Count.EqualTo(4));
        Assert.That(report.Warnings, Has.Count.EqualTo(2).And.Some.Contains("'query_key_value'").And.Some.Contains("'lin2' in RankPattern"));
    }

    [TestCase(true, ScalarType.Float32)]
    [TestCase(false, ScalarType.BFloat16)]
    public void LoadAdapter_OnHalfPrecision_KeepsSinglePrecisionUnlessToldOtherwise(bool autocast, ScalarType expected)
    {
        using var model = new OpenMlp();
        model.to(ScalarType.BFloat16);
        var peft = PeftModel.For(model);
        peft.LoadAdapter(_folder.Path, "default", new LoadOptions { AutocastAdapterDtype = autocast });

        Assert.That(peft.AdapterStateDict().Values.Select(t => t.dtype), Is.All.EqualTo(expected));
    }

    private void Change(Action<Dictionary<string, Tensor>> change)
    {
        string path = _folder.File("adapter_model.safetensors");
        using var scope = NewDisposeScope();
        Dictionary<string, Tensor> tensors;
        using (var file = SafetensorsFile.Open(path))
            tensors = file.ReadAll();
        change(tensors);
        SafetensorsFile.Save(path, tensors);
    }

    private void ChangeConfig(Func<string, string> change)
    {
        string path = _folder.File("adapter_config.json");
        string before = File.ReadAllText(path), after = change(before);
        Assert.That(after, Is.Not.EqualTo(before));
        File.WriteAllText(path, after);
    }
}
