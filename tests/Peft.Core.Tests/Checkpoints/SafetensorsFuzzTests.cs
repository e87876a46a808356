using Peft.Checkpoints;
using Peft.TestUtils;
using TorchSharp;
using static TorchSharp.torch;

namespace Peft.Core.Tests.Checkpoints;

/// <summary>Whatever a file holds, reading it either works or raises the one error there is for it, within the memory that its size justifies.</summary>
[TestFixture]
public sealed class SafetensorsFuzzTests
{
    private const int Rounds = 300;
    private const long LargestAllocation = 1 << 20;

    [Test]
    public void Read_DamagedFile_WorksOrRaisesCheckpointFormatException([Range(1, 4)] int seed)
    {
        using TempFolder folder = new();
        byte[] original = File.ReadAllBytes(Repository.Fixture("formats/zoo.safetensors"));
        string path = folder.File("damaged.safetensors");
        Random random = new(seed);
        int refused = 0;
        for (int round = 0; round < Rounds; round++)
        {
            File.WriteAllBytes(path, Damage(original, random));
            long before = GC.GetAllocatedBytesForCurrentThread();
            refused += CanBeRead(path) ? 0 : 1;
            Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.LessThan(LargestAllocation), $"bytes allocated in round {round}");
        }

        Assert.That(refused, Is.InRange(Rounds / 4, Rounds - 1));
    }

    private static byte[] Damage(byte[] original, Random random)
    {
        byte[] damaged = [.. original];
        int headerEnd = (int)BitConverter.ToInt64(original) + 8;
        for (int flips = random.Next(1, 4); flips > 0; flips--)
        {
            damaged[random.Next(headerEnd)] = random.Next(3) == 0 ? (byte)random.Next(256) : (byte)"0123456789[]{}\":,-.eFIU"[random.Next(23)];
        }

        return random.Next(8) == 0 ? damaged[..random.Next(damaged.Length)] : damaged;
    }

    private static bool CanBeRead(string path)
    {
        try
        {
            using SafetensorsFile file = SafetensorsFile.Open(path);
            using DisposeScope scope = NewDisposeScope();
            file.ReadAll();
            return true;
        }
        catch (CheckpointFormatException)
        {
            return false;
        }
    }
}
