using Microsoft.Extensions.Logging;
using static TorchSharp.torch.nn;

namespace Peft;

/// <summary>Adds adapters of any method to any model.</summary>
public static class PeftExtensions
{
    /// <summary>Attaches a new adapter to a model, freezes the rest, and makes the adapter the active one.</summary>
    /// <param name="model">Any TorchSharp module that has layers below it.</param>
    /// <param name="config">The configuration of a method, such as <c>new LohaConfig { TargetModules = ["q_proj"] }</c>.</param>
    /// <param name="name">The adapter's name.</param>
    /// <param name="logger">Where to report.</param>
    /// <returns>The model's adapters.</returns>
    /// <inheritdoc cref="PeftModel.AddAdapter" path="/exception"/>
    public static PeftModel AddAdapter(this Module model, PeftConfig config, string name = PeftModel.DefaultAdapter, ILogger? logger = null)
    {
        var peft = PeftModel.For(model, logger);
        peft.AddAdapter(config, name);
        return peft;
    }
}
