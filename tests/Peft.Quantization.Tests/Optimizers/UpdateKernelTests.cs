using Peft.Optimizers;
using Peft.Quantization.Kernels.Cpu;

namespace Peft.Quantization.Tests;

/// <summary>One step of every formula: every path, and any number of threads, gives the bits of the plain loops.</summary>
[TestFixture]
public sealed unsafe class UpdateKernelTests
{
    private static readonly Dictionary<string, UpdateRule> s_rules =
        new[] { AdamUpdate.Rule, AdEMAMixUpdate.Rule, LionUpdate.Rule, MomentumUpdate.Rule, RMSpropUpdate.Rule, AdagradUpdate.Rule }.ToDictionary(rule => rule.Name);

    private static IEnumerable<TestCaseData> Cases =>
        from rule in s_rules.Keys
        from format in new[] { FloatFormat.Float32, FloatFormat.Float16, FloatFormat.BFloat16 }
        from quantized in new[] { false, true }
        select new TestCaseData(rule, format.ToString(), quantized).SetArgDisplayNames(rule, format.ToString(), quantized ? "8-bit states" : "32-bit states");

    [TestCaseSource(nameof(Cases))]
    public void Update_OnEveryPath_GivesTheBitsOfTheReference(string rule, string format, bool quantized)
    {
        foreach (int size in new[] { 1, 7, 16, 255, 256, 257, 513, 40_000 })
        {
            string expected = Run(s_rules[rule], format, quantized, size, CpuPath.Reference, threads: 1);
            foreach (CpuPath path in CpuPath.Supported)
                Assert.That(Run(s_rules[rule], format, quantized, size, path, threads: 3), Is.EqualTo(expected), $"{size} elements, {path}");
        }
    }

    [TestCaseSource(nameof(Cases))]
    public void Measure_OnEveryPath_ChangesNothingAndAgrees(string rule, string format, bool quantized)
    {
        var reference = new UpdateMemory(s_rules[rule], format, quantized, 3000);
        string before = reference.Hash();
        var (direction, parameter) = reference.Measure(s_rules[rule], CpuPath.Reference);
        foreach (CpuPath path in CpuPath.Supported)
        {
            var measured = reference.Measure(s_rules[rule], path);
            Assert.That(measured.Direction, Is.EqualTo(direction).Within(1e-5 * direction), path.ToString());
            Assert.That(measured.Parameter, Is.EqualTo(parameter).Within(1e-5 * parameter), path.ToString());
        }
        Assert.That(reference.Hash(), Is.EqualTo(before));
    }

    [Test]
    public void Widen_EveryHalf_IsExact()
    {
        Half[] all = [.. Enumerable.Range(0, 1 << 16).Select(bits => BitConverter.UInt16BitsToHalf((ushort)bits))];
        float[] wide = new float[all.Length];
        fixed (Half* source = all)
        fixed (float* target = wide)
            SixteenBits.Widen(source, all.Length, target);
        Assert.That(Enumerable.Range(0, all.Length).Where(i => !wide[i].Equals((float)all[i])).Select(i => i.ToString("x4")), Is.Empty);
    }

    private static string Run(UpdateRule rule, string format, bool quantized, int size, CpuPath path, int threads)
    {
        var memory = new UpdateMemory(rule, format, quantized, size);
        for (int step = 1; step <= 3; step++)
            rule.Update(memory.Kernel(path, threads), new UpdateStep(UpdateMemory.Options, step, 0.5f), 0.75);
        return memory.Hash();
    }
}
