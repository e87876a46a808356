using Peft.Transformers.Tests.Llama;
using static TorchSharp.torch;

namespace Peft.Transformers.Tests.Models;

[TestFixture]
public sealed class TokenBatchTests
{
    [Test]
    public void Pad_SequencesOfSeveralLengths_FillsTheShorterOnTheRight()
    {
        using var batch = TokenBatch.Pad([[5, 6, 7], [8]], promptLengths: [2, 0], padToken: 9);

        Assert.That(Rows(batch.Ids), Is.EqualTo(new long[] { 5, 6, 7, 8, 9, 9 }));
        Assert.That(Rows(batch.Mask), Is.EqualTo(new long[] { 1, 1, 1, 1, 0, 0 }));
        Assert.That(Rows(batch.Labels), Is.EqualTo(new long[] { -100, -100, 7, 8, -100, -100 }));
    }

    [Test]
    public void Pad_WithItsMaskOrWithout_GivesTheLossOfEachSequence()
    {
        using var scope = NewDisposeScope();
        using var model = TinyLlama.Create();
        int[][] sequences = [[1, 2, 3, 4, 5], [6, 7, 8]];
        var batch = TokenBatch.Pad(sequences);
        var alone = sequences.Select(s => TokenBatch.Pad([s])).Select(b => (Loss: LossOf(model.call(b.Ids), b), Tokens: b.Ids.numel() - 1)).ToList();
        double expected = alone.Sum(a => a.Loss * a.Tokens) / alone.Sum(a => a.Tokens);

        Assert.That(LossOf(model.call(batch.Ids, batch.Mask), batch), Is.EqualTo(expected).Within(1e-5));
        Assert.That(LossOf(model.call(batch.Ids), batch), Is.EqualTo(expected).Within(1e-5));
    }

    [Test]
    public void Pad_NoSequencesOrWrongPrompts_IsRefused()
    {
        Assert.That(() => TokenBatch.Pad([]), Throws.ArgumentException.With.Message.Contains("no sequences"));
        Assert.That(() => TokenBatch.Pad([[1], []]), Throws.ArgumentException.With.Message.Contains("empty"));
        Assert.That(() => TokenBatch.Pad([[1], [2]], [1]), Throws.ArgumentException.With.Message.Contains("[1]"));
        Assert.That(() => TokenBatch.Pad([[1]], [2]), Throws.ArgumentException.With.Message.Contains("of [1] tokens"));
        Assert.That(() => TokenBatch.Pad([[1]], [-1]), Throws.ArgumentException);
    }

    private static double LossOf(Tensor logits, TokenBatch batch) => CausalLanguageModel.Loss(logits, batch.Labels).item<float>();

    private static long[] Rows(Tensor tensor) => tensor.data<long>().ToArray();
}
