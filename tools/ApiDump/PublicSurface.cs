using System.Reflection;

namespace ApiDump;

/// <summary>An assembly's public surface: its public and protected types and members, one line each, in an order that does not depend on modifiers.</summary>
public static class PublicSurface
{
    /// <summary>Each type with the members it declares itself.</summary>
    public static IReadOnlyList<string> Of(Assembly assembly) => Lines(assembly, flat: false);

    /// <summary>
    /// Each type with all members a caller reaches through it: inherited ones of the same assembly are repeated under the derived type's name,
    /// and the words virtual and override are left out. Two assemblies with different base classes compare by this.
    /// </summary>
    public static IReadOnlyList<string> FlatOf(Assembly assembly) => Lines(assembly, flat: true);

    private static List<string> Lines(Assembly assembly, bool flat) => assembly.GetTypes()
        .Where(Visibility.IsVisible)
        .SelectMany(type => TypeLines.Of(type, flat))
        .Distinct(StringComparer.Ordinal)
        .OrderBy(Words.WithoutModifiers, StringComparer.Ordinal)
        .ThenBy(line => line, StringComparer.Ordinal)
        .ToList();
}
