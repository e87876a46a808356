using System.Diagnostics.CodeAnalysis;
using TorchSharp.Native;
using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>A table of vectors, looked up by index.</summary>
public sealed class Embedding : nn.Module<Tensor, Tensor>
{
    private readonly long? _paddingIndex;
    private readonly double? _maxNorm;
    private readonly double _normType;
    private readonly bool _scaleGradByFreq, _sparse;

    internal Embedding(Parameter weight, long? paddingIndex, double? maxNorm, double normType, bool scaleGradByFreq, bool sparse) : base(nameof(Embedding))
    {
        (_paddingIndex, _maxNorm, _normType, _scaleGradByFreq, _sparse) = (paddingIndex, maxNorm, normType, scaleGradByFreq, sparse);
        AddNativeParameter(nameof(weight), weight);
    }

    /// <summary>A new wrapper each time, as the layer of TorchSharp gives it.</summary>
    [DisallowNull]
    public Parameter? weight
    {
        get => new(Table.alias(), Table.requires_grad);
        set
        {
            SetNativeParameter(nameof(weight), value);
            ConditionallyRegisterParameter(nameof(weight), value);
        }
    }

    private Parameter Table => NativeParameter(nameof(weight))!;

    public override Tensor forward(Tensor input)
    {
        if (_maxNorm is double maxNorm)
        {
            using var _ = no_grad();
            Aten.embedding_renorm_(Table, input, maxNorm, _normType);
        }
        return Aten.embedding(Table, input, _paddingIndex ?? -1, _scaleGradByFreq, _sparse);
    }
}
