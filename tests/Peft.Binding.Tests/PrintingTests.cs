using System.Globalization;
using TorchSharp;
using static TorchSharp.torch;

namespace Peft.Binding.Tests;

[TestFixture]
public sealed class PrintingTests
{
    private static readonly CultureInfo s_culture = CultureInfo.InvariantCulture;
    private static readonly float[] s_values = [0.0f, 3.141f, 6.2834f, 3.14152f, 6.28e-06f, -13.141529f, 0.01f, 4713.14f];
    private DisposeScope _scope = null!;

    [SetUp]
    public void SetUp() => _scope = NewDisposeScope();

    [TearDown]
    public void TearDown() => _scope.Dispose();

    [Test]
    public void ToString_WithoutStyle_IsMetadata()
    {
        Assert.That(zeros(2, 3).ToString(), Is.EqualTo("[2x3], type = Float32, device = cpu"));
        Assert.That(tensor(1L).ToString(), Is.EqualTo("[], type = Int64, device = cpu"));
        Assert.That(zeros([4], device: META).jlstr(), Is.EqualTo("[4], type = Float32, device = meta"));
    }

    [Test]
    public void Julia_Scalar_FollowsTheMetadata()
    {
        Assert.That(tensor(3.14f).jlstr("E2", cultureInfo: s_culture), Is.EqualTo("[], type = Float32, device = cpu, value = 3.14E+000"));
        Assert.That(tensor(3.14, bfloat16).jlstr(cultureInfo: s_culture), Does.EndWith("value = 3.1406"));
        Assert.That(tensor((3.14f, 6.28f)).jlstr(cultureInfo: s_culture), Does.EndWith("value = 3.14+6.28i"));
    }

    [Test]
    public void Julia_Matrix_AlignsTheColumns() =>
        Assert.That(tensor(s_values, [2, 4]).str(newLine: "\n", cultureInfo: s_culture),
            Is.EqualTo("[2x4], type = Float32, device = cpu\n        0   3.141 6.2834 3.1415\n 6.28e-06 -13.142   0.01 4713.1\n"));

    [Test]
    public void Julia_MoreDimensions_PrintsATableForEachLeadingIndex() =>
        Assert.That(arange(8).reshape(2, 2, 1, 2).jlstr(newLine: "|"),
            Is.EqualTo("[2x2x1x2], type = Int64, device = cpu|[0,0,..,..] =| 0 1||[0,1,..,..] =| 2 3||[1,0,..,..] =| 4 5||[1,1,..,..] =| 6 7|"));

    [Test]
    public void Julia_LineTooNarrow_EndsInDots() =>
        Assert.That(arange(100, 110).jlstr(width: 16, newLine: "|"), Is.EqualTo("[10], type = Int64, device = cpu| 100 101 102 ...|"));

    [Test]
    public void Numpy_Matrix_NestsBrackets()
    {
        Assert.That(tensor(s_values, [2, 4]).npstr(newLine: "\n", cultureInfo: s_culture), Is.EqualTo("[[0, 3.141, 6.2834, 3.1415]\n [6.28e-06, -13.142, 0.01, 4713.1]]"));
        Assert.That(tensor(new[] { true, false }).npstr(), Is.EqualTo("[True, False]"));
        Assert.That(tensor(2.5).npstr(cultureInfo: s_culture), Is.EqualTo("2.5"));
        Assert.That(zeros([0L]).npstr(), Is.EqualTo("[]"));
    }

    [Test]
    public void Numpy_Long_LeavesOutTheMiddle()
    {
        Assert.That(arange(10).npstr(), Is.EqualTo("[0, 1, 2, ... 7, 8, 9]"));
        Assert.That(arange(8).reshape(8, 1).npstr(newLine: "|"), Is.EqualTo("[[0]| [1]| [2]| ...| [5]| [6]| [7]]"));
    }

    [Test]
    public void Numpy_MoreDimensions_SeparatesWithEmptyLines() =>
        Assert.That(arange(8).reshape(2, 2, 2).npstr(newLine: "|"), Is.EqualTo("[[[0, 1]|  [2, 3]]|| [[4, 5]|  [6, 7]]]"));

    [Test]
    public void CSharp_IsAnInitializer()
    {
        Assert.That(zeros(4, float16).cstr(), Is.EqualTo("[4], type = Float16, device = cpu, value = float16 [] {0f, 0f, 0f, 0f}"));
        Assert.That(arange(4).reshape(2, 2).cstr(newLine: "|"), Is.EqualTo("[2x2], type = Int64, device = cpu, value = |long [,] {| {0L, 1L},| {2L, 3L}|}"));
        Assert.That(tensor((byte)7).cstr(), Is.EqualTo("[], type = Byte, device = cpu, value = 7"));
    }

    [Test]
    [Category("SystemBinding")]
    public void ToString_LeavesNoTensorBehind()
    {
        var matrix = ones(3, 3).t();
        int before = _scope.DisposablesCount;

        _ = matrix.str();
        _ = matrix.npstr();

        Assert.That(_scope.DisposablesCount, Is.EqualTo(before));
    }

    [Test, NonParallelizable]
    public void SetPrintoptions_ChangesTheDefaults()
    {
        try
        {
            set_printoptions(style: numpy, maxColumns: 2);
            Assert.That(arange(5).str(), Is.EqualTo("[0, ... 4]"));
            set_printoptions(precision: 2);
            Assert.That(tensor(0.5f).str(cultureInfo: s_culture), Is.EqualTo("0.50"));
        }
        finally
        {
            set_printoptions(style: julia, floatFormat: "g5", maxColumns: 6);
        }
    }

    [Test]
    public void TensorStringStyle_Default_IsRefused() => Assert.That(() => torch.TensorStringStyle = TorchSharp.TensorStringStyle.Default, Throws.ArgumentException);
}
