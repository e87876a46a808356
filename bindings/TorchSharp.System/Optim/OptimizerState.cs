using System.Diagnostics.CodeAnalysis;
using TorchSharp.Native;
using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>What an optimizer remembers about one parameter.</summary>
public abstract class OptimizerState
{
    protected Parameter _parameter;

    protected OptimizerState(Parameter parameter) => _parameter = parameter;

    /// <summary>Sets the state of a parameter that was never updated.</summary>
    public abstract void Initialize(OptimizerOptions options);

    public abstract void SaveStateDict(BinaryWriter writer);

    public abstract void LoadStateDict(BinaryReader reader);

    public abstract void LoadStateDict(OptimizerState source);

    /// <summary>Same numbers of steps, and tensors that are close.</summary>
    public virtual bool ApproximatelyEquals(OptimizerState other)
    {
        var (mine, others) = (FieldList.Of(Visit), FieldList.Of(other.Visit));
        return other.GetType() == GetType() && mine.Count > 0 && mine.Zip(others).All(pair => Close(pair.First, pair.Second));
    }

    public virtual void to(Device device) => Visit(new FieldSetter(FieldList.Of(Visit)) { Device = device });

    /// <summary>Reads a tensor that may have been saved as absent.</summary>
    protected static void LoadConditionalStateTensor(BinaryReader reader, ref Tensor? result, Device device) =>
        new FieldReader(reader) { Device = device }.VisitOptional(ref result);

    protected static void SaveConditionalStateTensor(BinaryWriter writer, Tensor? tensor) => new FieldWriter(writer).VisitOptional(ref tensor);

    /// <summary>Shows every field of a built-in optimizer's state to a visitor, in the order of the file form.</summary>
    internal virtual void Visit(FieldVisitor visitor)
    {
    }

    private protected void Write(BinaryWriter writer) => Visit(new FieldWriter(writer));

    private protected void Read(BinaryReader reader) => Visit(new FieldReader(reader) { Device = _parameter.device });

    private protected void Copy(OptimizerState source) => Visit(new FieldSetter(FieldList.Of(source.Visit)) { Device = _parameter.device });

    private protected void DisposeTensors()
    {
        foreach (var tensor in FieldList.Of(Visit).OfType<Tensor>())
            tensor.Dispose();
    }

    /// <summary>Replaces a state tensor by zeros of the parameter's shape.</summary>
    private protected void Zero([NotNull] ref Tensor? tensor)
    {
        tensor?.Dispose();
        tensor = Aten.zeros_like(_parameter).DetachFromDisposeScope();
    }

    private static bool Close(object? mine, object? other) =>
        mine is Tensor a && other is Tensor b ? Aten.allclose(a, b) : Equals(mine, other);
}
