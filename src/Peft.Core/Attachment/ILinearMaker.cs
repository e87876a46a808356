using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Peft.Attachment;

/// <summary>Implemented by a model whose linear layers are of classes of its own.</summary>
internal interface ILinearMaker
{
    /// <summary>Makes a linear layer as the model has it at a place.</summary>
    /// <param name="path">The place.</param>
    /// <param name="weight">(out, in).</param>
    /// <param name="bias">(out), or null.</param>
    Module<Tensor, Tensor> MakeLinear(string path, Parameter weight, Parameter? bias);
}
