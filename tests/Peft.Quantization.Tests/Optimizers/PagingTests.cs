using System.Diagnostics;
using System.Globalization;
using Peft.Optimizers;
using Peft.TestUtils;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Peft.Quantization.Tests;

/// <summary>States in files: the same results, within the memory that was named, and nothing left behind whatever ends the process.</summary>
[TestFixture]
public sealed class PagingTests
{
    private const int Steps = 3;
    private const long Slack = 16 << 20;

    [TestCase("paged", "memory")]
    [TestCase("paged-8bit", "8bit")]
    [Platform("Linux")]
    public void Training_OfStatesLargerThanTheirPart_StaysWithinItAndGivesTheSameBits(string paged, string inMemory)
    {
        using var folder = new TempFolder();
        var (exitCode, lines) = ChildProcess.Run(ChildProcess.Start("paged", folder.Path, paged, $"{Steps}", "0"));
        Assert.That(exitCode, Is.Zero);
        Assert.That(lines[0], Is.EqualTo(PagedTraining.Train(folder.Path, inMemory, Steps, 0).Hash));
        Assert.That(long.Parse(lines[1], CultureInfo.InvariantCulture), Is.GreaterThan(0).And.LessThan(PagedTraining.ResidentBytes + Slack), "mapped bytes after steps");
    }

    [Test]
    [Platform("Linux")]
    public void Training_WithinALimitOfMemory_RunsOnlyWithPagedStates()
    {
        using var folder = new TempFolder();
        string[] paged = ["paged", folder.Path, "paged", "1", "0"], inMemory = ["paged", folder.Path, "memory", "1", "0"];
        var (_, free) = ChildProcess.Run(ChildProcess.Start(paged));
        long limit = long.Parse(free[2], CultureInfo.InvariantCulture) + Slack;
        var (exitCode, limited) = ChildProcess.Run(ChildProcess.StartWithin(limit, paged));
        Assert.That(exitCode, Is.Zero);
        Assert.That(limited[0], Is.EqualTo(free[0]));
        Assert.That(ChildProcess.Run(ChildProcess.StartWithin(limit, inMemory)).ExitCode, Is.Not.Zero);
        Assert.That(Directory.GetFiles(folder.Path), Is.Empty);
    }

    [Test]
    public void Training_KilledWithinAStep_GoesOnFromItsLastCheckpoint()
    {
        using var folder = new TempFolder();
        using (Process process = Process.Start(ChildProcess.Start("paged", folder.Path, "paged", "1000", "2"))!)
        {
            Assert.That(process.StandardOutput.ReadLine(), Is.EqualTo("2"));
            Thread.Sleep(20);
            process.Kill();
            process.WaitForExit();
        }
        int step = PagedTraining.LastCheckpoint(folder.Path);
        Assert.That(step, Is.GreaterThanOrEqualTo(2));
        Assert.That(Directory.GetFiles(folder.Path), Is.Empty, "states that nobody may resume from");

        using var other = new TempFolder();
        string resumed = PagedTraining.Train(folder.Path, "paged", step + 2, 0).Hash;
        Assert.That(resumed, Is.EqualTo(PagedTraining.Train(other.Path, "memory", step + 2, 0).Hash));
    }

    [TestCase(5000)]
    [TestCase(0)]
    public void Paging_OfSeveralParameters_SharesTheResidentPart(long mostMappedMilliseconds)
    {
        using var folder = new TempFolder();
        using var scope = NewDisposeScope();
        Parameter[] paged = Several(), plain = Several();
        var paging = new StatePaging(folder.Path, 1 << 20) { MinElements = 1000, MostMappedMilliseconds = mostMappedMilliseconds };
        using var inFiles = new LAMB(paged, configure: o => o.Paging = paging);
        using var inMemory = new LAMB(plain);
        for (int step = 0; step < 3; step++)
        {
            foreach (var (a, b) in paged.Zip(plain))
                (a.grad, b.grad) = (ones_like(a), ones_like(b));
            inFiles.step();
            inMemory.step();
        }
        foreach (var (a, b) in paged.Zip(plain))
            TensorAssert.AreClose(a, b, 1e-6, 0, "parameter");
        Assert.That(paged.Select(parameter => inFiles.StateOf(parameter).IsPaged), Is.EqualTo([true, false, true, true]));
        Assert.That(inFiles.PagedBytes, Is.EqualTo(8 * (300_001 + 70_000 + 1000)));
        Assert.That(Directory.GetFiles(folder.Path), Is.Empty);

        Parameter[] Several() => [.. new[] { 300_001, 10, 70_000, 1000 }.Select(size => new Parameter(tensor(KernelData.Uniform(size))))];
    }

    [TestCaseSource(typeof(TestDevices), nameof(TestDevices.All))]
    public void Paging_OnAnyDevice_GivesTheBitsOfStatesInItsMemory(string device)
    {
        using var folder = new TempFolder();
        using var scope = NewDisposeScope();
        var paging = new StatePaging(folder.Path) { MinElements = 1000 };
        string file = Path.Combine(folder.Path, "optimizer.safetensors");
        Parameter paged = new(tensor(KernelData.Uniform(5000), device: new Device(device))), plain = new(tensor(KernelData.Uniform(5000), device: new Device(device)));
        using FusedOptimizer first = new AdamW8bit([paged], configure: o => o.Paging = paging), second = new AdamW8bit([paged], configure: o => o.Paging = paging), inMemory = new AdamW8bit([plain]);
        for (int step = 0; step < 4; step++)
        {
            FusedOptimizer optimizer = step < 2 ? first : second;
            if (step == 2)
            {
                first.Save(file);
                second.Load(file);
            }
            (paged.grad, plain.grad) = (paged.detach().cos(), plain.detach().cos());
            optimizer.step();
            inMemory.step();
        }
        TensorAssert.BitEqual(paged.cpu(), plain.cpu(), "parameter");
        Assert.That((second.StateOf(paged).IsPaged, second.StateOf(paged).IsUnified), Is.EqualTo((device == "cpu", device != "cpu")));
    }

    [Test]
    public void Paging_OfANewSegment_BeginsWithZeros()
    {
        using var folder = new TempFolder();
        var file = new PageFile(new StatePaging(folder.Path, 1 << 20), folder.Path, 40, 100_000);
        for (int pass = 0; pass < 2; pass++)
        {
            for (int i = 0; i < 40; i++)
            {
                file.Populate(i);
                unsafe
                {
                    byte* memory = file.Open(i);
                    Assert.That((memory[0], memory[99_999]), Is.EqualTo(((byte)(pass * i), (byte)(pass * (i + 1)))));
                    (memory[0], memory[99_999]) = ((byte)i, (byte)(i + 1));
                }
                file.Close(i);
                file.LetGo(i);
            }
        }
        file.Dispose();
    }

    [Test]
    public void Paging_IntoAFolderThatIsNotThere_IsRefused()
    {
        using var folder = new TempFolder();
        string missing = Path.Combine(folder.Path, "missing");
        Assert.That(() => new StatePaging(missing), Throws.TypeOf<DirectoryNotFoundException>().With.Message.Contains("help:"));
        Assert.That(() => new StatePaging(folder.Path, 1000), Throws.TypeOf<ArgumentOutOfRangeException>());
    }
}
