using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Peft.Optimizers;
using Peft.Quantization.Kernels.Cpu;

namespace Peft.Quantization.Tests;

/// <summary>One step of every formula: every path, and any number of threads, gives the bits of the plain loops.</summary>
[TestFixture]
public sealed unsafe class UpdateKernelTests
{
    private static readonly UpdateOptions s_options = new()
    {
        LearningRate = 1e-2,
        Beta1 = 0.9,
        Beta2 = 0.99,
        Beta3 = 0.999,
        Alpha = 5,
        Epsilon = 1e-6,
        WeightDecay = 0.1,
    };

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
        var reference = new Memory(s_rules[rule], format, quantized, 3000);
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
        Assert.That(Enumerable.Range(0, all.Length).Where(i => BitConverter.SingleToInt32Bits(wide[i]) != BitConverter.SingleToInt32Bits((float)all[i])).Select(i => i.ToString("x4")), Is.Empty);
    }

    private static string Run(UpdateRule rule, string format, bool quantized, int size, CpuPath path, int threads)
    {
        var memory = new Memory(rule, format, quantized, size);
        for (int step = 1; step <= 3; step++)
            rule.Update(memory.Kernel(path, threads), new UpdateStep(s_options, step, 0.5f), 0.75);
        return memory.Hash();
    }

    /// <summary>A parameter, its gradient and its states, filled with the same numbers each time.</summary>
    private sealed class Memory
    {
        private const int BlockSize = 256;

        private readonly int _size;
        private readonly byte[] _parameter, _gradient;
        private readonly byte[][] _states;
        private readonly float[][] _absmax;
        private readonly FloatFormat _format;
        private readonly FloatFormat[] _formats;

        internal Memory(UpdateRule rule, string format, bool quantized, int size)
        {
            (_size, _format) = (size, Enum.Parse<FloatFormat>(format));
            _formats = [.. rule.Formats.Select(state => quantized ? state : FloatFormat.Float32)];
            (_parameter, _gradient) = (Encode(KernelData.Uniform(size)), Encode(KernelData.Uniform(2 * size)[size..]));
            _states = [.. _formats.Select(_ => Pinned<byte>(size * (quantized ? 1 : sizeof(float))))];
            _absmax = [.. _formats.Select(_ => Pinned<float>((int)Blocks.Count(size, BlockSize)))];
        }

        internal UpdateKernel Kernel(CpuPath path, int threads) =>
            new(new(_format, Start(_parameter)), new(_format, Start(_gradient)),
                [.. _formats.Select((format, i) => new FloatStorage(format, Start(_states[i]), (float*)Start(_absmax[i]), BlockSize))], _size, BlockSize, threads, path);

        internal (double Direction, double Parameter) Measure(UpdateRule rule, CpuPath path) => rule.Measure(Kernel(path, 2), new UpdateStep(s_options, 1, 1));

        internal string Hash() => Convert.ToHexString(SHA256.HashData(
            [.. _parameter, .. _states.SelectMany(state => state), .. _absmax.SelectMany(absmax => MemoryMarshal.AsBytes(absmax.AsSpan()).ToArray())]));

        private byte[] Encode(float[] values)
        {
            byte[] bytes = Pinned<byte>(values.Length * (_format == FloatFormat.Float32 ? 4 : 2));
            FloatStorage storage = new(_format, Start(bytes));
            float[] buffer = Pinned<float>(values.Length);
            float* open = storage.Open(0, values.Length, (float*)Start(buffer));
            values.CopyTo(new Span<float>(open, values.Length));
            storage.Close(0, values.Length, open);
            return bytes;
        }

        private static T[] Pinned<T>(int length) => GC.AllocateArray<T>(length, pinned: true);

        private static void* Start<T>(T[] array) => (void*)Marshal.UnsafeAddrOfPinnedArrayElement(array, 0);
    }
}
