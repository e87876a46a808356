using Peft.Attachment;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Peft.Adapters.Tests.MultiAdapter;

/// <summary>Small models with several adapters, one for every way of attaching.</summary>
internal static class Mlps
{
    internal const int Inputs = 12;

    internal static readonly SiteStrategy[] Strategies = [SiteStrategy.Replace, SiteStrategy.Hook, SiteStrategy.Reparametrise];

    /// <summary>The strategies by which rows can have adapters of their own.</summary>
    internal static readonly SiteStrategy[] PerRowStrategies = [SiteStrategy.Replace, SiteStrategy.Hook];

    internal static Module<Tensor, Tensor> Create(SiteStrategy strategy) => strategy switch
    {
        SiteStrategy.Replace => new OpenMlp(),
        SiteStrategy.Hook => new SealedCallMlp(),
        _ => new SealedForwardMlp(),
    };

    internal static LoraConfig Config(int rank = 3, params string[] targets) =>
        new() { Rank = rank, Alpha = 6, Init = LoraInit.Random, TargetModules = [.. targets.Length > 0 ? targets : ["lin0", "lin1"]] };

    /// <summary>Adds adapters of these names; the last is active.</summary>
    internal static PeftModel WithAdapters(this Module model, params string[] names)
    {
        var peft = PeftModel.For(model);
        for (int i = 0; i < names.Length; i++)
            peft.AddAdapter(Config(rank: 2 + i), names[i]);
        return peft;
    }

    /// <summary>The output with these adapters active.</summary>
    internal static Tensor OutputOf(this Module<Tensor, Tensor> model, Tensor x, params string[] active)
    {
        var peft = PeftModel.For(model);
        string[] before = [.. peft.ActiveAdapters];
        peft.SetActive(active);
        var y = model.call(x);
        peft.SetActive(before);
        return y;
    }
}
