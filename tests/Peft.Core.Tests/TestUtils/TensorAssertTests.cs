using Peft.TestUtils;
using TorchSharp;
using static TorchSharp.torch;

namespace Peft.Core.Tests.TestUtils;

[TestFixture]
public sealed class TensorAssertTests
{
    private DisposeScope _scope = null!;

    [SetUp]
    public void SetUp() => _scope = NewDisposeScope();

    [TearDown]
    public void TearDown() => _scope.Dispose();

    [Test]
    public void AreClose_WithinTolerance_Passes() => Assert.Multiple(() =>
    {
        TensorAssert.AreClose(tensor([1.0001f, float.NaN, float.NegativeInfinity]), tensor([1f, float.NaN, float.NegativeInfinity]), rtol: 1e-3, atol: 0, "x");
        TensorAssert.AreClose(tensor([0.0001]), tensor([0.0]), rtol: 0, atol: 1e-3, "x");
        TensorAssert.AreClose(tensor([1, 2]), tensor([1.0, 2.0]), rtol: 0, atol: 0, "x");
    });

    [Test]
    public void AreClose_Outside_ShowsValuesAndTheLargestDifference()
    {
        Tensor expected = arange(12, ScalarType.Float32).reshape(3, 4);
        Tensor actual = expected.clone();
        actual.narrow(0, 2, 1).narrow(1, 1, 1).add_(0.5f);

        string message = MessageOf(() => TensorAssert.AreClose(actual, expected, rtol: 1e-3, atol: 0, "logits"));

        Assert.That(message, Does.Contain("logits [3, 4]: 1 of 12").And.Contain("0, 1, 2, 3, 4, …").And.Contain("largest difference 0.5 at [2, 1]: actual 9.5, expected 9"));
    }

    [TestCase(1f, float.NaN)]
    [TestCase(float.NaN, 1f)]
    [TestCase(float.PositiveInfinity, float.NegativeInfinity)]
    [TestCase(float.PositiveInfinity, 1f)]
    [TestCase(1f, float.PositiveInfinity)]
    public void AreClose_NotFinite_MustBeTheSame(float actual, float expected) =>
        Assert.That(MessageOf(() => TensorAssert.AreClose(tensor([actual]), tensor([expected]), rtol: 1, atol: 1, "x")), Does.Contain("1 of 1"));

    [Test]
    public void AreClose_OtherShape_Fails() =>
        Assert.That(MessageOf(() => TensorAssert.AreClose(zeros(2, 1), zeros(2), rtol: 1, atol: 1, "x")), Does.Contain("shape of x"));

    [Test]
    public void BitEqual_SameBits_Passes() => TensorAssert.BitEqual(tensor([float.NaN, 1f]), tensor([float.NaN, 1f]), "x");

    [Test]
    public void BitEqual_NegativeZero_ShowsWhere() => Assert.That(
        MessageOf(() => TensorAssert.BitEqual(tensor([1f, -0f, 2f]), tensor([1f, 0f, 2f]), "x")),
        Does.Contain("x [3] differs first at [1]").And.Contain("actual:   -0, 2"));

    [Test]
    public void BitEqual_OtherType_Fails() =>
        Assert.That(MessageOf(() => TensorAssert.BitEqual(tensor([1f]), tensor([1.0]), "x")), Does.Contain("type of x"));

    [Test]
    public void NoTensorsLeft_LeakingAction_Fails()
    {
        List<Tensor> kept = [];

        Assert.That(MessageOf(() => LeakGuard.NoTensorsLeft(() => kept.Add(zeros(1).DetachFromDisposeScope()), repeats: 2)), Does.Contain("live tensors gained in 2 repeats"));

        kept.ForEach(tensor => tensor.Dispose());
    }

    private static string MessageOf(Action failing)
    {
        using NUnit.Framework.Internal.TestExecutionContext.IsolatedContext isolated = new();
        return Assert.Throws<AssertionException>(() => failing())!.Message;
    }
}
