using Peft.Optimizers;
using Peft.TestUtils;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Peft.Quantization.Tests;

[TestFixture]
public sealed class AdafactorTests
{
    private const int Rows = 3, Columns = 4, Steps = 3;

    [TestCase(true, 0, 0)]
    [TestCase(false, 0.9, 0.1)]
    public void Step_OfAMatrixAndAVector_FollowsThePaper(bool relative, double beta1, double decay)
    {
        using var scope = NewDisposeScope();
        Parameter matrix = new(tensor(KernelData.Uniform(Rows * Columns)).view(Rows, Columns)), vector = new(tensor(KernelData.Uniform(Columns)));
        double[][] expected = [Expected(KernelData.Uniform(Rows * Columns), Rows, relative, beta1, decay), Expected(KernelData.Uniform(Columns), 0, relative, beta1, decay)];
        using var optimizer = new Adafactor([matrix, vector], beta1: beta1, weightDecay: decay, relativeStep: relative, scaleParameter: relative);
        for (int step = 1; step <= Steps; step++)
            Step(optimizer, step);
        TensorAssert.AreClose(matrix, tensor(expected[0], ScalarType.Float32).view(Rows, Columns), 1e-5, 1e-6, "matrix");
        TensorAssert.AreClose(vector, tensor(expected[1], ScalarType.Float32), 1e-5, 1e-6, "vector");
    }

    [Test]
    public void State_OfAMatrix_IsOneNumberForEachRowAndColumn()
    {
        using var scope = NewDisposeScope();
        Parameter parameter = new(zeros(300, 200));
        using var optimizer = new Adafactor([parameter]);
        parameter.grad = ones(300, 200);
        optimizer.step();
        Assert.That(((AdafactorState)optimizer.state_dict().State[0]).Bytes, Is.EqualTo((300 + 200) * 4));
    }

    [TestCase(true)]
    [TestCase(false)]
    public void StateDict_Loaded_GoesOn(bool throughAStream)
    {
        using var scope = NewDisposeScope();
        Parameter whole = new(ones(Rows, Columns)), resumed = new(ones(Rows, Columns));
        using Adafactor straight = new([whole], beta1: 0.9), before = new([resumed], beta1: 0.9), after = new([resumed], beta1: 0.9);
        for (int step = 1; step <= 4; step++)
        {
            Step(straight, step);
            if (step == 3)
                Transfer(before, after, throughAStream);
            Step(step < 3 ? before : after, step);
        }
        TensorAssert.BitEqual(resumed, whole, "parameter");
        Assert.That(after.state_dict().State[0].ApproximatelyEquals(straight.state_dict().State[0]), Is.True);
    }

    [Test]
    public void Step_Repeated_LeavesNoTensors()
    {
        using var scope = NewDisposeScope();
        Parameter parameter = new(ones(Rows, Columns));
        parameter.grad = ones(Rows, Columns);
        LeakGuard.NoTensorsLeft(() =>
        {
            using Adafactor optimizer = new([parameter], beta1: 0.9), other = new([parameter], beta1: 0.9);
            optimizer.step();
            Transfer(optimizer, other, throughAStream: true);
            Transfer(optimizer, other, throughAStream: false);
        });
    }

    private static void Transfer(Adafactor from, Adafactor to, bool throughAStream)
    {
        if (!throughAStream)
        {
            to.load_state_dict(from.state_dict());
            return;
        }
        using var stream = new MemoryStream();
        from.save_state_dict(new BinaryWriter(stream));
        stream.Position = 0;
        to.load_state_dict(new BinaryReader(stream));
    }

    private static void Step(OptimizerHelper optimizer, int step)
    {
        foreach (var parameter in optimizer.parameters())
            parameter.grad = tensor(KernelData.Uniform((int)parameter.numel(), step)).view(parameter.shape);
        optimizer.step();
    }

    private static double[] Expected(float[] start, int rows, bool relative, double beta1, double decay)
    {
        double[] p = [.. start.Select(x => (double)x)], v = new double[p.Length], r = new double[Math.Max(rows, 1)], c = new double[p.Length / r.Length], m = new double[p.Length];
        for (int step = 1; step <= Steps; step++)
        {
            double[] g = [.. KernelData.Uniform(p.Length, step).Select(x => (double)x)], u = new double[p.Length];
            double beta2 = 1 - Math.Pow(step, -0.8), rate = relative ? Math.Min(1e-2, 1 / Math.Sqrt(step)) * Math.Max(1e-3, Rms(p)) : 1e-2;
            for (int i = 0; i < r.Length; i++)
                r[i] = (beta2 * r[i]) + ((1 - beta2) * Enumerable.Range(0, c.Length).Average(j => Square(g[(i * c.Length) + j])));
            for (int j = 0; j < c.Length; j++)
                c[j] = (beta2 * c[j]) + ((1 - beta2) * Enumerable.Range(0, r.Length).Average(i => Square(g[(i * c.Length) + j])));
            for (int i = 0; i < p.Length; i++)
            {
                v[i] = (beta2 * v[i]) + ((1 - beta2) * Square(g[i]));
                u[i] = g[i] / Math.Sqrt(rows == 0 ? v[i] : r[i / c.Length] * c[i % c.Length] / r.Average());
            }
            double clip = Math.Max(1, Rms(u));
            for (int i = 0; i < p.Length; i++)
            {
                m[i] = (beta1 * m[i]) + ((1 - beta1) * rate * u[i] / clip);
                p[i] = (p[i] * (1 - (rate * decay))) - m[i];
            }
        }
        return p;
    }

    private static double Square(double x) => (x * x) + 1e-30;

    private static double Rms(double[] x) => Math.Sqrt(x.Average(value => value * value));
}
