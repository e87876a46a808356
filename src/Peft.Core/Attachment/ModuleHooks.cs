using System.Linq.Expressions;
using System.Reflection;
using Module = TorchSharp.torch.nn.Module;

namespace Peft.Attachment;

/// <summary>Hooks on modules whose argument types are not known: TorchSharp declares them on the generic class only.</summary>
internal static class ModuleHooks
{
    /// <summary>Runs an action before each <c>call</c> of a module; null if the module cannot be hooked.</summary>
    internal static IDisposable? Before(Module module, Action action) => Register(module, "register_forward_pre_hook", action);

    /// <summary>Runs an action on the arguments of each <c>call</c> of a module before it; null if the module cannot be hooked.</summary>
    internal static IDisposable? BeforeWith(Module module, Action<object?[]> action)
    {
        var register = module.GetType().GetMethods().FirstOrDefault(m => m.Name == "register_forward_pre_hook" && m.GetParameters()[0].ParameterType != typeof(Action<Module>));
        if (register is null)
            return null;
        // A hook of the module's own argument types, which leaves the arguments as they are.
        var type = register.GetParameters()[0].ParameterType;
        var invoke = type.GetMethod("Invoke")!;
        var parameters = invoke.GetParameters().Select(p => Expression.Parameter(p.ParameterType)).ToList();
        var inputs = Expression.NewArrayInit(typeof(object), parameters.Skip(1).Select(p => Expression.Convert(p, typeof(object))));
        var body = Expression.Block(Expression.Invoke(Expression.Constant(action), inputs), Expression.Default(invoke.ReturnType));
        return new Remover(register.Invoke(module, [Expression.Lambda(type, body, parameters).Compile()])!);
    }

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
