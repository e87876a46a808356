using System.Reflection;
using Peft.Adapters;
using Peft.Quantization;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace Peft.Transformers.Tests.Models;

/// <summary>TorchSharp's <c>Module.to</c> finds a module's properties and fields by their names: no two may have one.</summary>
[TestFixture]
public sealed class ModuleMemberTests
{
    private const BindingFlags Declared = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.DeclaredOnly;

    private static IEnumerable<Type> Modules => new[] { typeof(PeftModel), typeof(LoraConfig), typeof(Linear4bit), typeof(LlamaForCausalLM) }
        .SelectMany(type => type.Assembly.GetTypes()).Where(type => type.IsSubclassOf(typeof(nn.Module)) && !type.IsAbstract);

    [TestCaseSource(nameof(Modules))]
    public void Fields_OfAModule_HaveNamesOfTheirOwn(Type module)
    {
        var names = new List<string>();
        for (Type? type = module; type is not null && type != typeof(nn.Module); type = type.BaseType)
            names.AddRange(type.GetFields(Declared).Select(field => field.GetCustomAttribute<ComponentNameAttribute>()?.Name ?? field.Name));

        Assert.That(names, Is.Unique);
    }

    [TestCaseSource(nameof(Modules))]
    public void Properties_OfAModule_HaveNamesOfTheirOwn(Type module)
    {
        var names = module.GetProperties(BindingFlags.Public | BindingFlags.Instance).Select(property => property.Name);

        Assert.That(names, Is.Unique);
    }
}
