using static TorchSharp.torch;

namespace Peft.Adapters;

/// <summary>LoRA on the output projection of a <c>MultiheadAttention</c>: W + 2 s · B A, of which backward sees one half.</summary>
/// <remarks>PEFT merges this update twice in each pass, the second time outside the graph. Its adapters are trained so, and would compute something else without.</remarks>
internal sealed class LoraOutputProjection(ParameterLayer layer, string path, LoraConfig config) : LoraParameter(layer, path, config)
{
    public override Tensor Transform(Tensor weight)
    {
        using var scope = NewDisposeScope();
        return base.Transform(weight).add(Delta().detach(), Scale).MoveToOuterDisposeScope();
    }
}
