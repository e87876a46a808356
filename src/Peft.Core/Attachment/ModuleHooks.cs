using System.Reflection;
using Module = TorchSharp.torch.nn.Module;

namespace Peft.Attachment;

/// <summary>Hooks on modules whose argument types are not known: TorchSharp declares them on the generic class only.</summary>
internal static class ModuleHooks
{
    /// <summary>Runs an action before each <c>call</c> of a module; null if the module cannot be hooked.</summary>
    internal static IDisposable? Before(Module module, Action action) => Register(module, "register_forward_pre_hook", action);

    /// <summary>Runs an action after each <c>call</c> of a module; null if the module cannot be hooked.</summary>
    internal static IDisposable? After(Module module, Action action) => Register(module, "register_forward_hook", action);

    /// <summary>A registered hook as something to dispose.</summary>
    internal static IDisposable Of(object hook) => new Remover(hook);

    private static Remover? Register(Module module, string method, Action action)
    {
        var register = module.GetType().GetMethod(method, BindingFlags.Instance | BindingFlags.Public, [typeof(Action<Module>)]);
        return register is null ? null : new Remover(register.Invoke(module, [(Action<Module>)(_ => action())])!);
    }

    private sealed class Remover(object hook) : IDisposable
    {
        public void Dispose() => hook.GetType().GetMethod("remove")!.Invoke(hook, null);
    }
}
