using Peft.TestUtils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Peft.Adapters.Tests.Lora;

[TestFixture]
public sealed class DoraTests
{
    private const string A = "base_model.model.layer.lora_A.weight", B = "base_model.model.layer.lora_B.weight", Magnitude = "base_model.model.layer.lora_magnitude_vector";

    private static LoraConfig Config => new() { TargetModules = ["layer"], Rank = 2, Alpha = 6, UseDora = true, Init = LoraInit.Random };

    [Test]
    public void Forward_ByTheEquation_IsThatOfRowsOfTrainedLength()
    {
        using var scope = NewDisposeScope();
        using var model = Sequential(("layer", Linear(6, 10)));
        var tensors = Changed(model, Config);
        var x = randn(3, 6);
        var (w, b) = (model.get_parameter("layer.base_layer.weight")!, model.get_parameter("layer.base_layer.bias")!);
        var direction = w + 3 * tensors[B].mm(tensors[A]);
        var expected = functional.linear(x, tensors[Magnitude].unsqueeze(1) * direction / direction.norm(1, keepdim: true), b);

        TensorAssert.AreClose(model.call(x), expected, 1e-5, 1e-5, "output");
    }

    [Test]
    public void Backward_TheNorm_IsAConstant()
    {
        using var scope = NewDisposeScope();
        using var model = Sequential(("layer", Linear(6, 10)));
        var tensors = Changed(model, Config);
        var x = randn(3, 6);
        model.call(x).square().sum().backward();
        var (w, b) = (model.get_parameter("layer.base_layer.weight")!, model.get_parameter("layer.base_layer.bias")!);
        var a = tensors[A].detach().clone().requires_grad_();
        var direction = w + 3 * tensors[B].detach().mm(a);
        functional.linear(x, tensors[Magnitude].detach().unsqueeze(1) * direction / direction.detach().norm(1, keepdim: true), b).square().sum().backward();

        TensorAssert.AreClose(tensors[A].grad!, a.grad!, 1e-4, 1e-4, "gradient of A");
    }

    [Test]
    public void AddLora_OnEveryKindOfLayer_StartsWithoutEffect([Values("linear", "embedding", "conv")] string kind)
    {
        using var scope = NewDisposeScope();
        Module<Tensor, Tensor> layer = kind switch { "linear" => Linear(6, 10), "embedding" => Embedding(7, 10), _ => Conv2d(6, 10, 3) };
        using var model = Sequential(("layer", layer));
        var x = kind switch { "linear" => randn(3, 6), "embedding" => arange(7), _ => randn(2, 6, 5, 5) };
        var before = model.call(x);
        model.AddLora(o => (o.TargetModules, o.UseDora) = (["layer"], true));

        TensorAssert.AreClose(model.call(x), before, 1e-5, 1e-5, "output");
    }

    [Test]
    public void Merge_TwoActiveAdapters_EqualsTheUnmergedPair()
    {
        using var scope = NewDisposeScope();
        using var model = Sequential(("layer", Linear(6, 10)));
        var x = randn(3, 6);
        Changed(model, Config, "one");
        Changed(model, Config, "two");
        var peft = PeftModel.For(model);
        peft.SetActive("one", "two");
        var unmerged = model.call(x);
        peft.Merge();
        var merged = model.call(x);
        peft.Unmerge();
        peft.SetActive("one");
        peft.Merge();
        peft.SetActive("one", "two");
        var halfMerged = model.call(x);

        TensorAssert.AreClose(merged, unmerged, 1e-5, 1e-5, "merged");
        TensorAssert.AreClose(halfMerged, unmerged, 1e-5, 1e-5, "one merged, the other not");
    }

    [Test]
    public void Inference_AfterAChange_NeverUsesAnOldNorm([Values("A", "B", "base")] string what)
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        using var model = Sequential(("layer", Linear(6, 10)));
        var tensors = Changed(model, Config);
        var x = randn(3, 6);
        model.eval();
        var before = model.call(x);
        TensorAssert.BitEqual(model.call(x), before, "the kept norm");
        (what switch { "A" => tensors[A], "B" => tensors[B], var w => model.get_parameter("layer.base_layer.weight")! }).mul_(-2).add_(0.1);
        if (what == "base")
            model.eval();
        var inference = model.call(x);
        model.train();

        Assert.That(inference.allclose(before), Is.False);
        TensorAssert.AreClose(inference, model.call(x), 1e-6, 1e-6, "computed anew");
    }

    [Test]
    public void Norm_WhereThePartsCancel_IsStillRight()
    {
        using var scope = NewDisposeScope();
        using var model = Sequential(("layer", Linear(64, 10, hasBias: false)));
        var tensors = Changed(model, Config);
        using (no_grad())
        {
            var w = model.get_parameter("layer.base_layer.weight")!;
            w.copy_(-3 * tensors[B].mm(tensors[A]));
            w.select(1, 0).add_(1e-4);
            w[9].zero_();
            tensors[B][9].zero_();
            tensors[Magnitude].fill_(1);
        }
        var rows = model.call(eye(64)).detach().t().norm(1);

        TensorAssert.AreClose(rows.narrow(0, 0, 9), ones(9), 1e-3, 0, "rows of length one");
        Assert.That(rows[9].item<float>(), Is.Zero, "a row of zeros");
    }

    [Test]
    public void Dropout_InTraining_DropsTheLayersOwnInputsAsWell()
    {
        using var scope = NewDisposeScope();
        using var model = Sequential(("layer", Linear(6, 10)));
        var config = Config;
        config.Dropout = 0.5;
        var tensors = Changed(model, config);
        var x = randn(4, 6);
        manual_seed(3);
        var y = model.call(x);
        manual_seed(3);
        var dropped = functional.dropout(x, 0.5, training: true);
        var (w, b) = (model.get_parameter("layer.base_layer.weight")!, model.get_parameter("layer.base_layer.bias")!);
        var direction = w + 3 * tensors[B].mm(tensors[A]);
        var scaled = tensors[Magnitude].unsqueeze(1) * direction / direction.norm(1, keepdim: true);

        TensorAssert.AreClose(y, functional.linear(x, w, b) + functional.linear(dropped, scaled - w), 1e-4, 1e-5, "output");
    }

    // The magnitude starts as the norm: another one, so that it is seen.
    private static IReadOnlyDictionary<string, Tensor> Changed(Module<Tensor, Tensor> model, LoraConfig config, string name = PeftModel.DefaultAdapter)
    {
        model.AddLora(config, name);
        var tensors = PeftModel.For(model).AdapterStateDict(name);
        using var _ = no_grad();
        tensors[Magnitude].mul_(1.5).add_(0.1);
        return tensors;
    }
}
