using System.Text.Json;
using Peft.TestUtils;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Peft.Binding.Tests;

/// <summary>Ten steps with given gradients against PyTorch: parameters and states after the last. (The files repeat those under the names of earlier steps.)</summary>
[TestFixture, Category("Golden")]
public sealed class OptimizerGoldenTests
{
    private static readonly string[] s_names = ["big", "mid", "small"];

    private static IEnumerable<string> Cases() =>
        Golden.Case("optim", "optim").Description.GetProperty("cases").EnumerateArray().Select(c => c.GetProperty("id").GetString()!).Where(id => id.StartsWith("torch_", StringComparison.Ordinal));

    [TestCaseSource(nameof(Cases))]
    public void Step_TenTimes_FollowsPyTorch(string id)
    {
        using var scope = NewDisposeScope();
        var description = Golden.Case("optim", "optim").Description;
        var given = Golden.Tensors("optim/common.safetensors");
        var expected = Golden.Tensors($"optim/{id}.safetensors");
        var parameters = s_names.ToDictionary(name => name, name => new Parameter(given["param0." + name].clone()));
        using var optimizer = Create(id, description.GetProperty("hyper_parameters"), parameters.Values);

        int steps = description.GetProperty("steps").GetInt32();

        for (int step = 0; step < steps; step++)
        {
            foreach (var (name, parameter) in parameters)
                parameter.grad = given[$"grad.{step}.{name}"].to(float32);
            optimizer.step();
        }

        Compare(expected, $"step{steps}.", parameters, optimizer);
    }

    private static OptimizerHelper Create(string id, JsonElement settings, IEnumerable<Parameter> parameters)
    {
        double Setting(string name) => settings.GetProperty(name).GetDouble();
        var (lr, decay, eps) = (Setting("lr"), Setting("weight_decay"), Setting("eps"));
        var betas = settings.GetProperty("betas").EnumerateArray().Select(b => b.GetDouble()).ToArray();
        return id switch
        {
            "torch_sgd" => optim.SGD(parameters, lr, Setting("sgd_momentum"), weight_decay: decay, nesterov: settings.GetProperty("sgd_nesterov(torch_sgd)").GetBoolean()),
            "torch_adam" => optim.Adam(parameters, lr, betas[0], betas[1], eps, decay),
            _ => optim.AdamW(parameters, lr, betas[0], betas[1], eps, decay, amsgrad: id.EndsWith("amsgrad", StringComparison.Ordinal)),
        };
    }

    private static void Compare(Dictionary<string, Tensor> expected, string prefix, Dictionary<string, Parameter> parameters, OptimizerHelper optimizer)
    {
        foreach (var (key, value) in expected.Where(pair => pair.Key.StartsWith(prefix, StringComparison.Ordinal)))
        {
            string[] path = key.Split('.');
            var actual = path[1] == "param" ? parameters[path[2]] : StateTensor(optimizer.state_dict().State[Array.IndexOf(s_names, path[2])], path[3]);
            TensorAssert.AreClose(actual, value, rtol: 1e-5, atol: 1e-6, key);
        }
    }

    private static Tensor StateTensor(OptimizerState state, string name) => state switch
    {
        SGD.State sgd => sgd.momentum_buffer!,
        Adam.State adam => AdamTensor(name, adam.step, adam.exp_avg, adam.exp_avg_sq, adam.max_exp_avg_sq),
        AdamW.State adam => AdamTensor(name, adam.step, adam.exp_avg, adam.exp_avg_sq, adam.max_exp_avg_sq),
        _ => throw new ArgumentOutOfRangeException(nameof(state)),
    };

    private static Tensor AdamTensor(string name, long step, Tensor first, Tensor second, Tensor? largest) => name switch
    {
        "step" => tensor((float)step),
        "exp_avg" => first,
        "exp_avg_sq" => second,
        "max_exp_avg_sq" => largest!,
        _ => throw new ArgumentOutOfRangeException(nameof(name)),
    };
}
