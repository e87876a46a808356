using static TorchSharp.torch;

namespace Peft.Adapters.Tests.Parity;

/// <summary>How far a case is from Python: the largest difference over the largest value of the reference.</summary>
/// <param name="Output">Of the output.</param>
/// <param name="Gradient">Of the gradients of all trained tensors.</param>
/// <param name="Loss">Of the losses before and after the five AdamW steps.</param>
internal sealed record ParityFigures(double Output, double Gradient, double Loss)
{
    internal ParityFigures Or(ParityFigures other) => new(Math.Max(Output, other.Output), Math.Max(Gradient, other.Gradient), Math.Max(Loss, other.Loss));

    internal static ParityFigures Of(PeftCase @case)
    {
        using var scope = NewDisposeScope();
        using var model = @case.Base.Create();
        var peft = @case.LoadTrained(model.Module);
        double output = OutputDifference(model, @case.Expected("output"));
        model.Module.train(!@case.SamplesInTraining);
        @case.LossOf(model, peft).backward();
        var expected = @case.Gradients();
        var tensors = peft.AdapterStateDict();
        double gradient = expected.Max(g => Largest(tensors[g.Key].grad! - g.Value)) / expected.Values.Max(Largest);
        return new ParityFigures(output, gradient, LossDifference(() => @case.LossOf(model, peft), peft, @case.Training));
    }

    private static double OutputDifference(GoldenModel model, Tensor expected)
    {
        model.Module.eval();
        using var _ = no_grad();
        var actual = model.Output();
        if (model.ValidOf(actual) is { } mask)
        {
            (actual, expected) = (actual.masked_select(mask), expected.masked_select(mask));
        }
        return Largest(actual - expected) / Largest(expected);
    }

    private static double LossDifference(Func<Tensor> run, PeftModel peft, TrainingRecord record)
    {
        using var optimizer = optim.AdamW(peft.TrainableParameters(), record.LearningRate, record.Beta1, record.Beta2, record.Epsilon, record.WeightDecay);
        double largest = 0;
        for (int step = 0; step <= record.Steps; step++)
        {
            optimizer.zero_grad();
            var loss = run();
            largest = Math.Max(largest, Math.Abs(loss.item<float>() - record.Losses[step]) / record.Losses[step]);
            loss.backward();
            optimizer.step();
        }
        return largest;
    }

    private static double Largest(Tensor tensor) => tensor.abs().max().item<float>();
}
