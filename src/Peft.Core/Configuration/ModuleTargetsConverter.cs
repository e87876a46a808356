using System.ComponentModel;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Peft;

/// <summary>Makes targets of the text that a host's configuration has: names with commas between, <c>all-linear</c>, or else a regular expression.</summary>
internal sealed partial class ModuleTargetsConverter : TypeConverter
{
    [GeneratedRegex(@"^[\w.]+(\s*,\s*[\w.]+)*$")]
    private static partial Regex NameList();

    public override bool CanConvertFrom(ITypeDescriptorContext? context, Type sourceType) => sourceType == typeof(string) || base.CanConvertFrom(context, sourceType);

    public override object? ConvertFrom(ITypeDescriptorContext? context, CultureInfo? culture, object value) => value switch
    {
        string text when NameList().IsMatch(text) => ModuleTargets.Names(text.Split(',', StringSplitOptions.TrimEntries)),
        string text => ModuleTargets.Regex(text),
        _ => base.ConvertFrom(context, culture, value),
    };
}
