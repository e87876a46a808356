using static TorchSharp.torch;

namespace Peft.Binding.Tests.SystemBinding;

/// <summary>TorchSharp's RAdam multiplies by the learning rate twice.</summary>
[TestFixture]
public sealed class RAdamFormulaTests
{
    private const double Lr = 0.1, B1 = 0.9, B2 = 0.999;

    [Test]
    public void Step_SeveralTimes_FollowsTheFormula() => OptimizerFormulaTests.Compare(p => optim.RAdam(p, Lr), (p, g, t, s) =>
    {
        s[0] = B1 * s[0] + (1 - B1) * g;
        s[1] = B2 * s[1] + (1 - B2) * g * g;
        double mean = s[0] / (1 - Math.Pow(B1, t)), correction = 1 - Math.Pow(B2, t);
        double longest = 2 / (1 - B2) - 1, length = longest - 2 * t * Math.Pow(B2, t) / correction;
        if (length <= 5)
            return p - Lr * mean;
        double rectification = Math.Sqrt((length - 4) * (length - 2) * longest / ((longest - 4) * (longest - 2) * length));
        return p - Lr * mean * rectification * Math.Sqrt(correction) / (Math.Sqrt(s[1]) + 1e-8);
    });
}
