using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>Marks modules without parameters and buffers.</summary>
public interface IParameterLessModule
{
}

/// <summary>A module of one argument without parameters and buffers: conversion passes it by.</summary>
public abstract class ParameterLessModule<T1, TResult> : nn.Module<T1, TResult>, IParameterLessModule
{
    protected ParameterLessModule(string name) : base(name) { }

    protected internal override nn.Module _to(Device device, ScalarType dtype, bool non_blocking) => this;

    protected internal override nn.Module _to(DeviceType deviceType, int deviceIndex, bool non_blocking) => this;

    protected internal override nn.Module _to(ScalarType dtype, bool non_blocking) => this;

    public override void register_buffer(string name, Tensor tensor, bool persistent = true) => throw ParameterLessModule.Refusal("buffer", name);

    public override void register_parameter(string name, Parameter param) => throw ParameterLessModule.Refusal("parameter", name);

    public override void register_module(string name, nn.Module submodule)
    {
        ParameterLessModule.Check(submodule, name);
        base.register_module(name, submodule);
    }
}

/// <summary>A module of two arguments without parameters and buffers: conversion passes it by.</summary>
public abstract class ParameterLessModule<T1, T2, TResult> : nn.Module<T1, T2, TResult>, IParameterLessModule
{
    protected ParameterLessModule(string name) : base(name) { }

    protected internal override nn.Module _to(Device device, ScalarType dtype, bool non_blocking) => this;

    protected internal override nn.Module _to(DeviceType deviceType, int deviceIndex, bool non_blocking) => this;

    protected internal override nn.Module _to(ScalarType dtype, bool non_blocking) => this;

    public override void register_buffer(string name, Tensor tensor, bool persistent = true) => throw ParameterLessModule.Refusal("buffer", name);

    public override void register_parameter(string name, Parameter param) => throw ParameterLessModule.Refusal("parameter", name);

    public override void register_module(string name, nn.Module submodule)
    {
        ParameterLessModule.Check(submodule, name);
        base.register_module(name, submodule);
    }
}

internal static class ParameterLessModule
{
    internal static InvalidOperationException Refusal(string kind, string name) => new($"Cannot register the {kind} '{name}' on a module that is declared 'parameter-less.'");

    internal static void Check(nn.Module submodule, string name)
    {
        if (submodule is not IParameterLessModule)
            throw new InvalidOperationException($"Submodules of a parameter-less module must also be parameter-less; '{name}' is not.");
    }
}
