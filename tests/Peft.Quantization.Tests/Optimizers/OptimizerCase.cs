using System.Text.Json;
using Peft.Optimizers;
using Peft.TestUtils;
using TorchSharp.Modules;

namespace Peft.Quantization.Tests;

/// <summary>A trajectory of bitsandbytes among the reference vectors.</summary>
/// <param name="Id">For example <c>paged_adamw8</c>, or <c>lion8.bf16</c>.</param>
/// <param name="File">The case that has the same results to the bit, else the id.</param>
public sealed record OptimizerCase(string Id, string File)
{
    private static readonly JsonElement s_description = Golden.Case("optim", "optim").Description;
    private static readonly JsonElement s_settings = s_description.GetProperty("hyper_parameters");

    internal static readonly int Steps = s_description.GetProperty("steps").GetInt32();

    internal string Formula => Id.Split('.')[0].Replace("paged_", "").TrimEnd('3', '2', '8');

    internal bool Is8Bit => Id.Split('.')[0].EndsWith('8');

    internal bool IsBFloat16 => Id.EndsWith(".bf16", StringComparison.Ordinal);

    private bool IsPaged => Id.StartsWith("paged_", StringComparison.Ordinal);

    internal double LearningRate => Setting(Formula == "lion" ? "lion_lr" : "lr");

    /// <summary>All but those of torch's own optimizers, which other tests have.</summary>
    public static IEnumerable<OptimizerCase> All =>
        from entry in s_description.GetProperty("cases").EnumerateArray()
        let id = entry.GetProperty("id").GetString()!
        where !id.StartsWith("torch_", StringComparison.Ordinal)
        select new OptimizerCase(id, entry.GetProperty("identical_to").GetString() ?? id);

    internal FusedOptimizer Create(IEnumerable<Parameter> parameters, string folder, bool useTorch = false)
    {
        double[] betas = Numbers(s_settings, Formula == "lion" ? "lion_betas" : "betas");
        Action<UpdateOptions> configure = o => (o.Bits, o.Paging) = (Is8Bit ? 8 : 32, IsPaged ? new StatePaging(folder, 1 << 20) { MinElements = 4096 } : null);
        double eps = Setting("eps"), decay = Setting("weight_decay");
        switch (Formula)
        {
            case "adamw":
                return new FusedAdamW(parameters, LearningRate, betas[0], betas[1], eps, decay, configure) { UseTorch = useTorch };
            case "lion":
                return new Lion(parameters, LearningRate, betas[0], betas[1], decay, configure) { UseTorch = useTorch };
            case "ademamix":
                JsonElement mix = s_settings.GetProperty("ademamix");
                double[] three = Numbers(mix, "betas");
                return new AdEMAMix(parameters, LearningRate, three[0], three[1], three[2], mix.GetProperty("alpha").GetDouble(), 0, eps, decay, configure) { UseTorch = useTorch };
            case "sgd_momentum":
                return new SGD8bit(parameters, LearningRate, Setting("sgd_momentum"), decay) { UseTorch = useTorch };
            case "rmsprop":
                return new RMSprop8bit(parameters, LearningRate, weightDecay: decay) { UseTorch = useTorch };
            default:
                throw new InvalidOperationException($"No optimizer is known for the case '{Id}'.");
        }
    }

    public override string ToString() => Id;

    private static double Setting(string name) => s_settings.GetProperty(name).GetDouble();

    private static double[] Numbers(JsonElement settings, string name) => [.. settings.GetProperty(name).EnumerateArray().Select(number => number.GetDouble())];
}
