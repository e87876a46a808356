using System.Globalization;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>Shape, type and device.</summary>
        public override string ToString() => IsInvalid ? "" : $"[{string.Join('x', shape)}], type = {dtype}, device = {device}";

        public string ToString(bool disamb, string? fltFormat = null, int? width = null, CultureInfo? cultureInfo = null, string? newLine = null) =>
            disamb ? ToString(TensorStringStyle.Default, fltFormat, width, cultureInfo, newLine) : ToString();

        public string ToString(TensorStringStyle style, string? fltFormat = null, int? width = null, CultureInfo? cultureInfo = null, string? newLine = null)
        {
            if (style == TensorStringStyle.Default)
                style = torch.TensorStringStyle;
            if (style == TensorStringStyle.Metadata || is_meta || is_sparse || !IsReadable(dtype))
                return ToString();
            var options = PrintOptions with { FloatFormat = fltFormat ?? PrintOptions.FloatFormat, NewLine = newLine ?? PrintOptions.NewLine, LineWidth = width ?? PrintOptions.LineWidth };
            using var scope = NewDisposeScope();
            using var elements = new TensorElements(this, options.FloatFormat, cultureInfo ?? CultureInfo.CurrentCulture);
            return style switch
            {
                TensorStringStyle.Julia => ToString() + new TablePrinter(elements, options).Print(),
                TensorStringStyle.Numpy => new NestedPrinter(elements, options, literals: false).Print(),
                TensorStringStyle.CSharp => $"{ToString()}, value = {new NestedPrinter(elements, options, literals: true).Print()}",
                _ => throw new ArgumentOutOfRangeException(nameof(style), style, "Unsupported tensor string style."),
            };
        }
    }
}
