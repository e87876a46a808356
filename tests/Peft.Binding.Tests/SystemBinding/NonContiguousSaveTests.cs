using TorchSharp;
using static TorchSharp.torch;

namespace Peft.Binding.Tests.SystemBinding;

/// <summary>TorchSharp refuses to save or load tensors that are not contiguous.</summary>
[TestFixture]
public sealed class NonContiguousSaveTests
{
    [Test]
    public void SaveThenLoad_TransposedTensors_KeepsTheValues()
    {
        using var scope = NewDisposeScope();
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream);
        var saved = arange(6).view(2, 3).t();
        var target = zeros(2, 3, dtype: int64).t();

        saved.Save(writer);
        stream.Position = 0;
        target.Load(new BinaryReader(stream));

        Assert.That(target.Equals(saved), Is.True);
        Assert.That(target.is_contiguous(), Is.False);
    }
}
