using Peft.TestUtils;
using TorchSharp;
using static TorchSharp.torch;

namespace Peft.Binding.Tests;

/// <summary>A layer leaves nothing but its result to dispose.</summary>
[TestFixture, NonParallelizable]
public sealed class LayerLeakTests
{
    private static TestCaseData Case(string name, Func<nn.Module<Tensor, Tensor>> make, params long[] shape) => new TestCaseData(make, shape).SetName("{m}(" + name + ")");

    private static IEnumerable<TestCaseData> Layers =>
    [
        Case("Linear", () => nn.Linear(4, 3), 2, 4),
        Case("LayerNorm", () => nn.LayerNorm(4), 2, 4),
        Case("GroupNorm", () => nn.GroupNorm(2, 4), 2, 4, 3),
        Case("BatchNorm", () => nn.BatchNorm1d(4), 2, 4),
        Case("Conv with reflection", () => nn.Conv1d(4, 3, 3, padding: 1, padding_mode: PaddingModes.Reflect), 2, 4, 5),
        Case("ConvTranspose", () => nn.ConvTranspose1d(4, 3, 3), 2, 4, 5),
        Case("Mish", () => nn.Mish(), 2, 4),
        Case("Softsign", () => nn.Softsign(), 2, 4),
        Case("Sequential", () => nn.Sequential(nn.Linear(4, 4), nn.GELU(), nn.Dropout(0.1), nn.Linear(4, 2)), 2, 4),
    ];

    [TestCaseSource(nameof(Layers))]
    public void Forward_LeavesNoTensors(Func<nn.Module<Tensor, Tensor>> make, long[] shape)
    {
        using var layer = make();
        using var input = rand(shape);

        LeakGuard.NoTensorsLeft(() => layer.call(input).Dispose());
    }

    [Test]
    [Category("SystemBinding")]
    public void Module_DisposedAfterUse_LeavesNoTensors() => LeakGuard.NoTensorsLeft(() =>
    {
        using var model = nn.Sequential(nn.Linear(4, 4), nn.BatchNorm1d(4), nn.Conv1d(1, 1, 1), nn.Embedding(3, 2));
        model.to(ScalarType.Float64);
    });

    [Test]
    public void Attention_LeavesNoTensors()
    {
        using var layer = nn.MultiheadAttention(4, 2);
        using var input = rand(3, 1, 4);

        LeakGuard.NoTensorsLeft(() =>
        {
            var (output, weights) = layer.call(input, input, input);
            output.Dispose();
            weights.Dispose();
            nn.functional.scaled_dot_product_attention(input, input, input, is_casual: true).Dispose();
        });
    }

    [Test]
    [Category("SystemBinding")]
    public void Recurrent_LeavesNoTensors()
    {
        using var layer = nn.LSTM(4, 2);
        using var input = rand(3, 1, 4);

        LeakGuard.NoTensorsLeft(() =>
        {
            var (output, h, c) = layer.call(input);
            output.Dispose();
            h.Dispose();
            c.Dispose();
        });
    }
}
