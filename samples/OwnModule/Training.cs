using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace OwnModule;

internal static class Training
{
    /// <summary>Trains on all points at once.</summary>
    public static void Fit(this Classifier model, Spirals data, IEnumerable<Parameter> parameters, int steps)
    {
        using var optimizer = optim.AdamW(parameters, lr: 1e-2);
        for (int step = 0; step < steps; step++)
        {
            using var scope = NewDisposeScope();
            var loss = nn.functional.cross_entropy(model.call(data.Points), data.Arms);
            optimizer.zero_grad();
            loss.backward();
            optimizer.step();
        }
    }

    /// <summary>The share of points whose arm the model tells right.</summary>
    public static double Accuracy(this Classifier model, Spirals data)
    {
        using var noGrad = no_grad();
        using var scope = NewDisposeScope();
        return model.call(data.Points).argmax(1).eq(data.Arms).to_type(ScalarType.Float32).mean().item<float>();
    }
}
