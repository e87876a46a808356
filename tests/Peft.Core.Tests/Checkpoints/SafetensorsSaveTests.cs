using System.Text;
using Peft.Checkpoints;
using Peft.TestUtils;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Peft.Core.Tests.Checkpoints;

[TestFixture]
public sealed class SafetensorsSaveTests
{
    private static readonly ScalarType[] s_types =
    [
        ScalarType.Byte, ScalarType.Int8, ScalarType.Int16, ScalarType.Int32, ScalarType.Int64, ScalarType.Float16,
        ScalarType.BFloat16, ScalarType.Float32, ScalarType.Float64, ScalarType.Bool, ScalarType.ComplexFloat32,
    ];

    private static readonly long[][] s_shapes = [[], [0, 3], [5], [2, 3, 4]];

    private TempFolder _folder = null!;
    private DisposeScope _scope = null!;

    private string Target => _folder.File("model.safetensors");

    [SetUp]
    public void SetUp() => (_folder, _scope) = (new TempFolder(), NewDisposeScope());

    [TearDown]
    public void TearDown()
    {
        _scope.Dispose();
        _folder.Dispose();
    }

    private static IEnumerable<string> FilesOfPython() =>
        Directory.EnumerateFiles(Golden.Root, "*.safetensors", SearchOption.AllDirectories).Select(path => Path.GetRelativePath(Golden.Root, path)).Order(StringComparer.Ordinal);

    [Test]
    public void Save_EveryFilePythonWrote_GivesTheSameBytes()
    {
        string[] different = [.. FilesOfPython().Where(name => !IsReproduced(Golden.FullPath(name)))];

        Assert.That(different, Is.Empty);
        Assert.That(FilesOfPython(), Is.Not.Empty);
    }

    private bool IsReproduced(string original)
    {
        using SafetensorsFile file = SafetensorsFile.Open(original);
        using DisposeScope scope = NewDisposeScope();
        SafetensorsFile.Save(Target, file.ReadAll().Reverse(), file.Metadata);
        return File.ReadAllBytes(Target).AsSpan().SequenceEqual(File.ReadAllBytes(original));
    }

    [Test]
    public void Save_EveryType_RoundTripsBitForBit([ValueSource(nameof(s_types))] ScalarType type, [ValueSource(nameof(s_shapes))] long[] shape)
    {
        Tensor saved = arange(shape.Aggregate(1L, (product, size) => product * size)).reshape(shape).to_type(type);

        using SafetensorsFile file = SaveAndOpen(("x", saved));

        TensorAssert.BitEqual(file.Read("x"), saved, "x");
    }

    [Test]
    public void Save_SpecialFloats_KeepTheirBits()
    {
        Tensor saved = tensor([float.NaN, -0f, float.PositiveInfinity, float.Epsilon, float.MinValue]);

        using SafetensorsFile file = SaveAndOpen(("x", saved));

        TensorAssert.BitEqual(file.Read("x"), saved, "x");
    }

    [Test]
    public void Save_ViewsAndParameters_WriteTheirValues()
    {
        Tensor matrix = arange(12, ScalarType.Float32).reshape(3, 4);
        Tensor complex = view_as_complex(matrix.reshape(3, 2, 2));

        using SafetensorsFile file = SaveAndOpen(
            ("transposed", matrix.t()),
            ("column", matrix.select(1, 1)),
            ("expanded", matrix.select(0, 0).expand(2, 4)),
            ("conjugate", complex.conj()),
            ("parameter", new Parameter(matrix.clone())));

        TensorAssert.BitEqual(file.Read("transposed"), matrix.t().contiguous(), "transposed");
        TensorAssert.BitEqual(file.Read("column"), tensor([1f, 5f, 9f]), "column");
        TensorAssert.BitEqual(file.Read("expanded"), tensor([0f, 1f, 2f, 3f, 0f, 1f, 2f, 3f]).reshape(2, 4), "expanded");
        TensorAssert.BitEqual(view_as_real(file.Read("conjugate")).flatten(), tensor([0f, -1f, 2f, -3f, 4f, -5f, 6f, -7f, 8f, -9f, 10f, -11f]), "conjugate");
        TensorAssert.BitEqual(file.Read("parameter"), matrix, "parameter");
    }

    [Test]
    public void Save_LargerThanOnePiece_WritesEveryPiece()
    {
        Tensor saved = arange((1 << 24) + 3, ScalarType.Int16);

        using SafetensorsFile file = SaveAndOpen(("x", saved));
        byte[] end = new byte[4];
        file.ReadBytes("x", end, offset: (2 << 24) + 2);

        TensorAssert.BitEqual(file.Read("x"), saved, "x");
        Assert.That(end, Is.EqualTo(new byte[] { 1, 0, 2, 0 }));
    }

    [Test]
    public void Save_Names_AreOrderedByTypeThenByUtf8()
    {
        Tensor wide = zeros(1, ScalarType.Int64);
        Tensor narrow = zeros(1, ScalarType.Byte);

        using SafetensorsFile file = SaveAndOpen(("b", narrow), ("\U0001F600", wide), ("\uFF5E", wide), ("B", wide), ("a", narrow));

        Assert.That(file.Tensors.Keys, Is.EqualTo(new[] { "B", "\uFF5E", "\U0001F600", "a", "b" }));
    }

    [Test]
    public void Save_SpecialCharacters_AreEscapedLikeTheReferenceDoes()
    {
        const string Name = "\"\\/\b\f\n\r\t\u0001\u007F<é\u2028\U0001F600";

        SafetensorsFile.Save(Target, [KeyValuePair.Create(Name, zeros(1, ScalarType.Byte))], new Dictionary<string, string> { [Name] = Name });

        string header = Encoding.UTF8.GetString(File.ReadAllBytes(Target)[8..^1]).TrimEnd(' ');
        const string Quoted = "\"\\\"\\\\/\\b\\f\\n\\r\\t\\u0001\u007F<é\u2028\U0001F600\"";
        Assert.That(header, Is.EqualTo($$$"""{"__metadata__":{{{{Quoted}}}:{{{Quoted}}}},{{{Quoted}}}:{"dtype":"U8","shape":[1],"data_offsets":[0,1]}}"""));
        using SafetensorsFile file = SafetensorsFile.Open(Target);
        Assert.That(file.Metadata[Name], Is.EqualTo(Name));
        Assert.That(file.Tensors.Keys, Is.EqualTo(new[] { Name }));
    }

    [Test]
    public void Save_NoTensors_WritesAnEmptyFile()
    {
        using SafetensorsFile file = SaveAndOpen();

        Assert.That(File.ReadAllBytes(Target), Is.EqualTo(new byte[] { 8, 0, 0, 0, 0, 0, 0, 0 }.Concat("{}      "u8.ToArray())));
        Assert.That(file.Tensors, Is.Empty);
        Assert.That(file.Metadata, Is.Empty);
    }

    [Test]
    public void Save_NameTwice_Refused()
    {
        Tensor one = zeros(1);

        Assert.That(() => SaveAndOpen(("x", one), ("x", one)), Throws.ArgumentException.With.Message.Contains("'x' comes twice"));
        Assert.That(Directory.EnumerateFiles(_folder.Path), Is.Empty);
    }

    [Test]
    public void Save_WhatTheFormatCannotHold_Refused()
    {
        Tensor one = zeros(1);

        Assert.Multiple(() =>
        {
            Assert.That(() => SaveAndOpen(("__metadata__", one)), Throws.ArgumentException.With.Message.Contains("'__metadata__'").And.Message.Contains("reserves"));
            Assert.That(() => SaveAndOpen(("x", zeros(1, ScalarType.ComplexFloat64))), Throws.ArgumentException.With.Message.Contains("'x' is ComplexFloat64"));
            Assert.That(() => SaveAndOpen(("x", eye(2).to_sparse())), Throws.ArgumentException.With.Message.Contains("'x' is sparse"));
            Assert.That(() => SaveAndOpen(("x", zeros(1, device: META))), Throws.ArgumentException.With.Message.Contains("meta"));
            Assert.That(() => SaveAndOpen(("\uD800", one)), Throws.ArgumentException.With.Message.Contains("surrogate"));
        });
        Assert.That(Directory.EnumerateFiles(_folder.Path), Is.Empty);
    }

    [Test]
    public void Save_Failing_LeavesTheOldFile()
    {
        SaveAndOpen(("old", zeros(1))).Dispose();
        byte[] old = File.ReadAllBytes(Target);
        CancellationToken cancelled = new(canceled: true);

        Assert.Multiple(() =>
        {
            Assert.That(() => SafetensorsFile.Save(Target, Failing()), Throws.TypeOf<InvalidDataException>());
            Assert.That(() => SafetensorsFile.Save(Target, [KeyValuePair.Create("x", zeros(1))], cancellationToken: cancelled), Throws.InstanceOf<OperationCanceledException>());
        });

        Assert.That(File.ReadAllBytes(Target), Is.EqualTo(old));
        Assert.That(Directory.EnumerateFiles(_folder.Path), Is.EqualTo(new[] { Target }));
    }

    [Test]
    public void Save_WhileTheOldFileIsOpen_LeavesItsReaderTheOldContent()
    {
        using SafetensorsFile old = SaveAndOpen(("x", zeros(3)));

        using SafetensorsFile replaced = SaveAndOpen(("x", ones(3)));

        TensorAssert.BitEqual(old.Read("x"), zeros(3), "old");
        TensorAssert.BitEqual(replaced.Read("x"), ones(3), "new");
    }

    [Test]
    public void SaveAndRead_Repeated_LeaveNoTensors() => LeakGuard.NoTensorsLeft(() =>
    {
        using Tensor matrix = zeros(3, 4);
        using Tensor transposed = matrix.t();
        using SafetensorsFile file = SaveAndOpen(("x", transposed));
        using Tensor read = file.Read("x");
        foreach (Tensor tensor in file.ReadAll().Values)
        {
            tensor.Dispose();
        }
    });

    private static IEnumerable<KeyValuePair<string, Tensor>> Failing()
    {
        yield return KeyValuePair.Create("x", zeros(1));
        throw new InvalidDataException();
    }

    private SafetensorsFile SaveAndOpen(params (string Name, Tensor Tensor)[] tensors)
    {
        SafetensorsFile.Save(Target, tensors.Select(pair => KeyValuePair.Create(pair.Name, pair.Tensor)));
        return SafetensorsFile.Open(Target);
    }
}
