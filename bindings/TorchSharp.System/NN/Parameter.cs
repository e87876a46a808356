namespace TorchSharp.Modules;

/// <summary>A tensor that modules register and optimizers train. It takes over the data of the tensor it is made of.</summary>
public class Parameter : torch.Tensor
{
    public Parameter(torch.Tensor data, bool requires_grad = true) : base(data) => this.requires_grad = requires_grad;
}
