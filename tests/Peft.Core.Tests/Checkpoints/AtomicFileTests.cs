using Peft.Checkpoints;
using Peft.TestUtils;

namespace Peft.Core.Tests.Checkpoints;

[TestFixture]
public sealed class AtomicFileTests
{
    private TempFolder _folder = null!;

    private string Target => _folder.File("file.txt");

    [SetUp]
    public void SetUp() => _folder = new TempFolder();

    [TearDown]
    public void TearDown() => _folder.Dispose();

    [Test]
    public void WriteAllText_NewAndExistingFile_HoldsExactlyTheText()
    {
        AtomicFile.WriteAllText(Target, "a longer first text");
        AtomicFile.WriteAllText(Target, "é\n");

        Assert.That(File.ReadAllBytes(Target), Is.EqualTo("é\n"u8.ToArray()));
        Assert.That(Directory.EnumerateFileSystemEntries(_folder.Path), Is.EqualTo(new[] { Target }));
    }

    [Test]
    public void Write_Failing_LeavesTheOldFileAndNothingElse()
    {
        AtomicFile.WriteAllText(Target, "old");

        Assert.That(() => AtomicFile.Write(Target, WriteHalf), Throws.TypeOf<InvalidDataException>());

        Assert.That(File.ReadAllText(Target), Is.EqualTo("old"));
        Assert.That(Directory.EnumerateFileSystemEntries(_folder.Path), Is.EqualTo(new[] { Target }));

        static void WriteHalf(Stream stream)
        {
            stream.Write("half"u8);
            stream.Flush();
            throw new InvalidDataException();
        }
    }

    [Test]
    public void Write_TargetIsAFolder_LeavesNothing()
    {
        Directory.CreateDirectory(Target);

        Assert.That(() => AtomicFile.WriteAllText(Target, "x"), Throws.InstanceOf<IOException>().Or.InstanceOf<UnauthorizedAccessException>());

        Assert.That(Directory.EnumerateFileSystemEntries(_folder.Path), Is.EqualTo(new[] { Target }));
    }

    [Test]
    public void Write_NoSuchFolder_SaysSo() =>
        Assert.That(() => AtomicFile.WriteAllText(_folder.File("none/file.txt"), "x"), Throws.TypeOf<DirectoryNotFoundException>());

    [Test]
    public void Write_ShorterThanExpected_HoldsOnlyWhatWasWritten()
    {
        AtomicFile.Write(Target, stream => stream.WriteByte(7), expectedLength: 100);

        Assert.That(File.ReadAllBytes(Target), Is.EqualTo(new byte[] { 7 }));
    }

    [Test]
    public void Write_MoreThanTheDiskHolds_LeavesNothing() =>
        Assert.That(() => AtomicFile.Write(Target, _ => Assert.Fail("nothing may be written"), expectedLength: 1L << 50), Throws.InstanceOf<IOException>());
}
