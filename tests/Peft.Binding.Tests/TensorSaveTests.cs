using System.Runtime.InteropServices;
using Peft.TestUtils;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Peft.Binding.Tests;

[TestFixture]
public sealed class TensorSaveTests
{
    private DisposeScope _scope = null!;
    private TempFolder _folder = null!;

    [SetUp]
    public void Open() => (_scope, _folder) = (NewDisposeScope(), new TempFolder());

    [TearDown]
    public void Close()
    {
        _scope.Dispose();
        _folder.Dispose();
    }

    private static IEnumerable<TestCaseData> Tensors()
    {
        ScalarType[] types = [uint8, int8, int16, int32, int64, float16, float32, float64, @bool, bfloat16];
        foreach (var type in types)
            yield return Case($"{type}", () => arange(24).view(2, 3, 4).to_type(type));
        yield return Case("scalar", () => tensor(1.5));
        yield return Case("empty", () => zeros(0, 3));
        yield return Case("larger than a buffer", () => arange(300_000).view(3, 100_000));
    }

    [TestCaseSource(nameof(Tensors))]
    public void SaveThenLoad_OwnForm_IsTheSameTensor(Func<Tensor> create)
    {
        using var scope = NewDisposeScope();
        var saved = create();
        saved.Save(_folder.File("tensor.dat"));

        TensorAssert.BitEqual(Tensor.Load(_folder.File("tensor.dat")), saved, "by path");
        TensorAssert.BitEqual(Tensor.Load(File.OpenRead(_folder.File("tensor.dat"))), saved, "from a stream");
    }

    [TestCaseSource(nameof(Tensors))]
    public void SaveThenLoad_Archive_IsTheSameTensor(Func<Tensor> create)
    {
        using var scope = NewDisposeScope();
        var saved = create();
        save(saved, _folder.File("tensor.pt"));

        TensorAssert.BitEqual(load(_folder.File("tensor.pt")), saved, "torch.load");
        TensorAssert.BitEqual(Tensor.load(_folder.File("tensor.pt")), saved, "Tensor.load");
    }

    [Test]
    public void Save_Bytes_AreTypeDimensionsSizesAndElements()
    {
        using var stream = new MemoryStream();

        arange(300, dtype: int16).view(2, 150).Save(stream);

        byte[] bytes = stream.ToArray();
        Assert.That(bytes.Take(5), Is.EqualTo(new byte[] { 2, 2, 2, 150 & 127 | 128, 1 }), "150 takes two bytes of seven bits");
        Assert.That(MemoryMarshal.Cast<byte, short>(bytes.AsSpan(5)).ToArray(), Is.EqualTo(Enumerable.Range(0, 300).Select(i => (short)i)));
    }

    [Test]
    public void Save_Stream_IsClosed()
    {
        var stream = new MemoryStream();

        ones(1).Save(stream);

        Assert.That(stream.CanWrite, Is.False);
    }

    [Test]
    public void Load_SampleFile_HasItsShape()
    {
        var tensor = Tensor.Load(Repository.Fixture("torchsharp/tensor2345.dat"));

        Assert.That(tensor.shape, Is.EqualTo(new long[] { 2, 3, 4, 5 }));
        Assert.That(tensor.dtype, Is.EqualTo(float32));
        tensor.Save(_folder.File("again.dat"));
        Assert.That(File.ReadAllBytes(_folder.File("again.dat")), Is.EqualTo(File.ReadAllBytes(Repository.Fixture("torchsharp/tensor2345.dat"))));
    }

    [Test]
    public void Load_IntoALeafThatRequiresGrad_SetsItsValues()
    {
        using var reader = Saved(arange(3, dtype: float32));
        using var parameter = new Parameter(zeros(3));

        parameter.Load(reader);

        Assert.That(parameter.data<float>().ToArray(), Is.EqualTo(new float[] { 0, 1, 2 }));
        Assert.That(parameter.requires_grad, Is.True);
    }

    [Test]
    public void Load_SeveralTensors_ReadsOneAfterTheOther()
    {
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream);
        ones(2).Save(writer);
        arange(3).Save(writer);
        stream.Position = 0;
        using var reader = new BinaryReader(stream);

        Assert.That(Tensor.Load(reader).shape, Is.EqualTo(new long[] { 2 }));
        Assert.That(TensorExtensionMethods.Load(reader).data<long>().ToArray(), Is.EqualTo(new long[] { 0, 1, 2 }));
    }

    [Test]
    public void Load_Skip_PassesOverTheValues()
    {
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream);
        ones(2).Save(writer);
        arange(3).Save(writer);
        stream.Position = 0;
        using var reader = new BinaryReader(stream);
        var target = zeros(2);

        target.Load(reader, skip: true);

        Assert.That(target.data<float>().ToArray(), Is.EqualTo(new float[] { 0, 0 }));
        Assert.That(Tensor.Load(reader).data<long>().ToArray(), Is.EqualTo(new long[] { 0, 1, 2 }));
    }

    [Test]
    public void Load_IntoAnotherTypeOrShape_Throws()
    {
        Assert.That(() => zeros(3, dtype: float64).Load(Saved(ones(3))), Throws.ArgumentException);
        Assert.That(() => zeros(4).Load(Saved(ones(3))), Throws.ArgumentException);
    }

    [Test]
    public void Load_TruncatedFile_Throws()
    {
        ones(100).Save(_folder.File("whole.dat"));
        File.WriteAllBytes(_folder.File("part.dat"), File.ReadAllBytes(_folder.File("whole.dat"))[..^1]);

        Assert.That(() => Tensor.Load(_folder.File("part.dat")), Throws.TypeOf<EndOfStreamException>());
    }

    [Test]
    public void Load_MissingFile_Throws()
    {
        Assert.That(() => Tensor.Load(_folder.File("none.dat")), Throws.TypeOf<FileNotFoundException>());
        Assert.That(() => load(_folder.File("none.pt")), Throws.InstanceOf<ExternalException>());
    }

    private static BinaryReader Saved(Tensor tensor)
    {
        using var stream = new MemoryStream();
        tensor.Save(stream);
        return new BinaryReader(new MemoryStream(stream.ToArray()));
    }

    private static TestCaseData Case(string name, Func<Tensor> create) => new TestCaseData(create).SetArgDisplayNames(name);
}
