using Peft.Interop;
using TorchSharp;
using static TorchSharp.torch;

namespace Peft.Core.Tests.Interop;

[TestFixture]
public sealed class TensorFormTests
{
    [TestCase(ScalarType.Float32)]
    [TestCase(ScalarType.BFloat16)]
    public void TryMakeNaN_FloatingPoint_HasShapeAndType(ScalarType type)
    {
        using var nan = new TensorForm([2, 3], type, CPU, NeedsGradient: true).TryMakeNaN()!;
        using var isNaN = nan.isnan();
        using var all = isNaN.all();

        Assert.That(nan.shape, Is.EqualTo(new long[] { 2, 3 }));
        Assert.That(nan.dtype, Is.EqualTo(type));
        Assert.That(all.ToBoolean());
    }

    [Test]
    public void TryMakeNaN_WhatTorchCannotMake_IsNull() => Assert.That(new TensorForm([-2], ScalarType.Float32, CPU, NeedsGradient: true).TryMakeNaN(), Is.Null);
}
