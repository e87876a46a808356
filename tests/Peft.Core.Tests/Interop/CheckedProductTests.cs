using Peft.Interop;
using Peft.TestUtils;
using static TorchSharp.torch;

namespace Peft.Core.Tests.Interop;

[TestFixture]
public sealed class CheckedProductTests
{
    private static readonly object[] s_fitting =
    [
        new[] { new long[] { 2, 3 }, [3, 4] },
        new[] { new long[] { 3 }, [3] },
        new[] { new long[] { 3 }, [5, 3, 4] },
        new[] { new long[] { 5, 2, 3 }, [3] },
        new[] { new long[] { 7, 1, 2, 3 }, [5, 3, 4] },
        new[] { new long[] { 2, 0 }, [0, 4] },
    ];

    private static readonly object[] s_wrong =
    [
        new[] { new long[] { 2, 3 }, [2, 3] },
        new[] { new long[] { 3 }, [4] },
        new[] { new long[] { 5, 2, 3 }, [4, 3, 2] },
        new[] { new long[] { 2, 3 }, [] },
        new[] { Array.Empty<long>(), [3, 2] },
    ];

    [TestCaseSource(nameof(s_fitting))]
    public void Matmul_ShapesThatFit_IsMatmul(long[] left, long[] right)
    {
        using var scope = NewDisposeScope();
        var (a, b) = (rand(left), rand(right));

        TensorAssert.BitEqual(CheckedProduct.Matmul(a, b), a.matmul(b), "product");
    }

    [TestCaseSource(nameof(s_wrong))]
    public void Matmul_ShapesThatDoNotFit_SaysWhereAndBoth(long[] left, long[] right)
    {
        using var scope = NewDisposeScope();
        var (first, second) = (rand(left), rand(right));

        Assert.That(() => CheckedProduct.Matmul(first, second), Throws.ArgumentException
            .With.Message.StartsWith($"{nameof(Matmul_ShapesThatDoNotFit_SaysWhereAndBoth)}: first, [{string.Join(", ", left)}] of Float32 on cpu, cannot be multiplied by second, [{string.Join(", ", right)}]")
            .And.Message.Contains("help:"));
    }

    [Test]
    public void Matmul_TypesThatDiffer_SaysBoth()
    {
        using var scope = NewDisposeScope();

        Assert.That(() => CheckedProduct.Matmul(ones(2, 2), ones([2, 2], ScalarType.Float64)), Throws.ArgumentException.With.Message.Contains("Float32").And.Message.Contains("Float64"));
    }
}
