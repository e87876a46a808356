using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Peft.Optimizers;

/// <summary>Parameters with settings of their own, for <see cref="FusedOptimizer.add_param_group"/>.</summary>
/// <param name="parameters">The parameters.</param>
/// <param name="configure">What differs from the optimizer's settings.</param>
public sealed class UpdateGroup(IEnumerable<Parameter> parameters, Action<UpdateOptions>? configure = null) : ParamGroup<UpdateOptions>(parameters), optim.IBetas
{
    /// <summary>The decays of the first and the second state.</summary>
    public (double, double) Betas
    {
        get => (Options.Beta1, Options.Beta2);
        set => (Options.Beta1, Options.Beta2) = value;
    }

    internal void Complete(UpdateOptions defaults)
    {
        Options = defaults.With(configure);
        Options.InitialLearningRate = Options.Rate;
    }
}
