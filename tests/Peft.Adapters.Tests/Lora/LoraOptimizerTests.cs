using System.Text.Json.Nodes;
using Peft.TestUtils;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Peft.Adapters.Tests.Lora;

/// <summary>LoRA+, LoRA-FA and the Riemannian preconditioner.</summary>
[TestFixture]
public sealed class LoraOptimizerTests
{
    private const int Steps = 5;
    private static readonly JsonNode s_golden = JsonNode.Parse(Golden.Case("optim", "optim_peft").Description.GetRawText())!;

    private static IEnumerable<TestCaseData> Cases => s_golden["cases"]!.AsArray().Select(c => new TestCaseData((string)c!["id"]!).SetArgDisplayNames((string)c["id"]!));

    [TestCaseSource(nameof(Cases))]
    [Category("Golden")]
    public void Train_FiveSteps_FollowsPython(string id)
    {
        using var scope = NewDisposeScope();
        var record = s_golden["cases"]!.AsArray().Single(c => (string)c!["id"]! == id)!;
        var tensors = Golden.Tensors($"optim/{id}.safetensors").ToDictionary(t => t.Key.Replace(".default", ""), t => t.Value);
        using var model = new GoldenBase("base/llama").Create();
        var adapter = s_golden["adapter"]!;
        var config = new LoraConfig { Rank = (int)adapter["r"]!, Alpha = (int)adapter["lora_alpha"]!, TargetModules = [.. adapter["target_modules"]!.AsArray().Select(t => (string)t!)] };
        config.FreezeA = !record["requires_grad"]!.AsArray().Any(n => (string)n! == "lora_A");
        var peft = model.Module.AddLora(config);
        using (no_grad())
        {
            foreach (var (key, tensor) in peft.AdapterStateDict())
                tensor.copy_(tensors["start." + key]);
        }
        var (optimizer, precondition) = Create(id, peft, record);
        var losses = new List<double>();
        model.Module.train();
        for (int step = 0; step <= Steps; step++)
        {
            optimizer.zero_grad();
            var loss = model.Loss();
            losses.Add(loss.item<float>());
            if (step == Steps)
                break;
            loss.backward();
            precondition();
            optimizer.step();
        }

        var expected = record["losses_before_each_step_and_after"]!.AsArray().Select(l => (double)l!).ToList();
        for (int i = 0; i < expected.Count; i++)
            Assert.That(losses[i], Is.EqualTo(expected[i]).Within(1e-3 * expected[i]), $"loss before step {i}");
        foreach (var (key, tensor) in peft.AdapterStateDict())
        {
            var after = tensors["after5." + key];
            if (id == "peft_lorafa")
                AssertNear(tensor, after, tensors["start." + key], key);
            else
                TensorAssert.AreClose(tensor, after, 1e-3, 1e-5, key);
        }
        optimizer.Dispose();
    }

    [Test]
    public void LoraPlusGroups_EveryKindOfParameter_IsInTheGroupThatPeftPutsItIn()
    {
        using var model = new OpenMlp();
        var peft = model.AddLora(o => (o.TargetModules, o.UseDora, o.Bias) = (["lin0"], true, TrainedBiases.AdaptedLayers));
        var groups = peft.LoraPlusGroups(1e-3, 8, weightDecay: 0.1);

        Assert.That(groups.Select(g => (g.LearningRate, g.WeightDecay, g.Parameters.Count)), Is.EquivalentTo(new[] { (1e-3, 0.1, 1), (8e-3, 0.1, 2), (8e-3, 0.0, 1) }));
        Assert.That(groups.Sum(g => g.Parameters.Count), Is.EqualTo(peft.TrainableParameters().Count));
        Assert.That(() => peft.LoraPlusGroups(1e-3, 0.5), Throws.TypeOf<ArgumentOutOfRangeException>());
    }

    [Test]
    public void Riemannian_WhicheverWayTheProductIsDivided_MovesItAlike()
    {
        using var scope = NewDisposeScope();
        var weight = randn(20, 12);
        Tensor Moved(double factor)
        {
            manual_seed(3);
            using var model = new OpenMlp();
            var peft = model.AddLora(o => (o.TargetModules, o.Rank, o.Init) = (["lin0"], 4, LoraInit.Random));
            var (a, b) = (peft.AdapterStateDict()["base_model.model.lin0.lora_A.weight"], peft.AdapterStateDict()["base_model.model.lin0.lora_B.weight"]);
            using (no_grad())
            {
                a.mul_(factor);
                b.div_(factor);
            }
            var before = b.mm(a).detach();
            model.call(ones(3, 12)).square().sum().backward();
            LoraPreconditioner.Riemannian(peft, 1e-9).Apply();
            using var _ = no_grad();
            var (stepA, stepB) = (a - (a.grad! * 1e-4), b - (b.grad! * 1e-4));
            return (stepB.mm(stepA) - before).MoveToOuterDisposeScope();
        }

        var one = Moved(1);
        TensorAssert.AreClose(Moved(3), one, 1e-2, 1e-3 * one.abs().max().item<float>(), "change of BA");
    }

    // PEFT multiplies LoRA-FA's gradients in bfloat16: the way there agrees to its eight bits.
    private static void AssertNear(Tensor actual, Tensor expected, Tensor start, string name) =>
        Assert.That((actual - expected).norm().item<float>(), Is.LessThanOrEqualTo((expected - start).norm().item<float>() / 256), name);

    private static (optim.Optimizer Optimizer, Action Precondition) Create(string id, PeftModel peft, JsonNode record)
    {
        double Setting(string name) => (double)record["hyper_parameters"]![name]!;
        double lr = Setting("lr");
        var group = record["groups"]![0]!;
        double eps = (double)group["eps"]!;
        switch (id)
        {
            case "peft_loraplus":
                var groups = peft.LoraPlusGroups(lr, Setting("loraplus_lr_ratio"), Setting("weight_decay"));
                return (optim.AdamW([.. groups.Select(g => new AdamW.ParamGroup(g.Parameters, g.LearningRate, eps: eps, weight_decay: g.WeightDecay))]), () => { });
            case "peft_lorafa":
                // PEFT has an Adam of its own here, whose epsilon is not corrected for the first steps.
                var (preconditioner, all, step) = (LoraPreconditioner.LoraFA(peft), new AdamW.ParamGroup(peft.TrainableParameters(), lr, weight_decay: Setting("weight_decay")), 0);
                return (optim.AdamW([all]), () =>
                {
                    preconditioner.Apply();
                    all.Options.eps = eps / Math.Sqrt(1 - Math.Pow((double)group["betas"]![1]!, ++step));
                }
                );
            default:
                return (optim.AdamW(peft.TrainableParameters(), lr, eps: eps, weight_decay: (double)group["weight_decay"]!), LoraPreconditioner.Riemannian(peft, Setting("reg")).Apply);
        }
    }
}
