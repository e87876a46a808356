namespace TorchSharp.Utils;

/// <summary>The name under which a module registers a field, where the field's own name will not do.</summary>
[AttributeUsage(AttributeTargets.Field, AllowMultiple = false)]
public class ComponentNameAttribute : Attribute
{
    public string? Name { get; set; }
}
