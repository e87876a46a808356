using System.Runtime.InteropServices;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Peft.Attachment;

/// <summary>Which parameters of a model several of its modules use, as a token embedding and a tied output layer do.</summary>
internal sealed class SharedParameters
{
    private readonly ILookup<nint, string> _users;

    internal SharedParameters(IReadOnlyList<ModuleNode> tree) => _users = tree
        .SelectMany(n => ParametersOf(n.Module).Distinct().Select(id => (Id: id, n.Path)))
        .ToLookup(u => u.Id, u => u.Path);

    /// <summary>The modules but one that use a parameter; none where there is no parameter.</summary>
    internal IEnumerable<string> OtherUsers(Tensor? parameter, string path) => parameter is null ? [] : _users[Identity(parameter)].Where(p => p != path);

    /// <summary>The paths of the modules that use a parameter.</summary>
    internal IEnumerable<string> UsersOf(Tensor parameter) => _users[Identity(parameter)];

    private static IEnumerable<nint> ParametersOf(Module module)
    {
        var own = module.named_parameters(recurse: false).Select(p => Identity(p.parameter));
        return module is ITiedLayer tied ? own.Concat(ParametersOf(tied.WeightOwner)) : own;
    }

    // A handle points to a pointer to the tensor, which is the same for all objects that stand for one tensor.
    internal static nint Identity(Tensor tensor) => Marshal.ReadIntPtr(tensor.Handle);
}
