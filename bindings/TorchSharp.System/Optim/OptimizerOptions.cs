namespace TorchSharp.Modules;

/// <summary>The settings of one parameter group; null stands for the optimizer's default.</summary>
public class OptimizerOptions
{
    public double? LearningRate { get; set; }

    /// <summary>The learning rate that schedulers start from.</summary>
    public double InitialLearningRate { get; set; }

    public virtual void SaveStateDict(BinaryWriter writer)
    {
        writer.Write(InitialLearningRate);
        writer.Write(LearningRate!.Value);
        Visit(new FieldWriter(writer));
    }

    public virtual void LoadStateDict(BinaryReader reader)
    {
        InitialLearningRate = reader.ReadDouble();
        LearningRate = reader.ReadDouble();
        Visit(new FieldReader(reader));
    }

    public virtual void LoadStateDict(OptimizerOptions source)
    {
        InitialLearningRate = source.InitialLearningRate;
        LearningRate = source.LearningRate;
        Visit(new FieldSetter(FieldList.Of(source.Visit)));
    }

    /// <summary>Sets what is null from the optimizer's defaults.</summary>
    internal void Complete(OptimizerOptions defaults)
    {
        LearningRate ??= defaults.LearningRate;
        Visit(new FieldSetter(FieldList.Of(defaults.Visit)) { OnlyMissing = true });
    }

    /// <summary>Shows every field of an optimizer's own options to a visitor, in the order of the file form.</summary>
    internal virtual void Visit(FieldVisitor visitor)
    {
    }
}
