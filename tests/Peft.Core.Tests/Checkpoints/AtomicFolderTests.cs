using Peft.Checkpoints;
using Peft.TestUtils;

namespace Peft.Core.Tests.Checkpoints;

[TestFixture]
public sealed class AtomicFolderTests
{
    private TempFolder _parent = null!;

    private string Target => _parent.File("model");

    [SetUp]
    public void SetUp() => _parent = new TempFolder();

    [TearDown]
    public void TearDown() => _parent.Dispose();

    [Test]
    public void Write_NewOrEmptyFolder_HasEverythingAtOnce([Values] bool empty)
    {
        if (empty)
            Directory.CreateDirectory(Target);

        AtomicFolder.Write(Target + Path.DirectorySeparatorChar, temporary =>
        {
            File.WriteAllText(Path.Combine(temporary, "a"), "1");
            Assert.That(File.Exists(Path.Combine(Target, "a")), Is.False);
        });

        Assert.That(File.ReadAllText(Path.Combine(Target, "a")), Is.EqualTo("1"));
        Assert.That(Directory.GetFileSystemEntries(_parent.Path), Is.EqualTo(new[] { Target }));
    }

    [Test]
    public void Write_Failing_LeavesNothing()
    {
        Assert.That(() => AtomicFolder.Write(Target, Fail), Throws.InstanceOf<InvalidDataException>());

        Assert.That(Directory.GetFileSystemEntries(_parent.Path), Is.Empty);

        static void Fail(string temporary)
        {
            File.WriteAllText(Path.Combine(temporary, "a"), "1");
            throw new InvalidDataException();
        }
    }

    [Test]
    public void Write_WhereSomethingIs_IsRefusedAndChangesNothing([Values] bool folder)
    {
        string present = folder ? Path.Combine(Target, "old") : Target;
        Directory.CreateDirectory(Path.GetDirectoryName(present)!);
        File.WriteAllText(present, "old");

        Assert.That(() => AtomicFolder.Write(Target, _ => Assert.Fail("called")), Throws.InstanceOf<IOException>().With.Message.Contains("help:"));

        Assert.That(File.ReadAllText(present), Is.EqualTo("old"));
    }
}
