namespace TorchSharp;

public static partial class torch
{
    public const TensorStringStyle julia = TensorStringStyle.Julia;
    public const TensorStringStyle numpy = TensorStringStyle.Numpy;
    public const TensorStringStyle csharp = TensorStringStyle.CSharp;

    private static TensorStringStyle s_style = TensorStringStyle.Julia;

    public static TensorStringStyle TensorStringStyle
    {
        get => s_style;
        set => s_style = value != TensorStringStyle.Default ? value : throw new ArgumentException("The style cannot be set to 'Default'");
    }

    /// <summary>What printing uses where a call says nothing.</summary>
    internal static PrintOptions PrintOptions { get; private set; } = new("g5", Environment.NewLine, LineWidth: 100, MaxRows: 6, MaxColumns: 6);

    public static void set_printoptions(int precision, int? linewidth = null, string? newLine = null, bool sci_mode = false, int? maxRows = null, int? maxColumns = null) =>
        set_printoptions(null, sci_mode ? $"E{precision}" : $"F{precision}", linewidth, newLine, maxRows, maxColumns);

    public static void set_printoptions(TensorStringStyle? style = null, string? floatFormat = null, int? linewidth = null, string? newLine = null,
        int? maxRows = null, int? maxColumns = null)
    {
        s_style = style ?? s_style;
        var old = PrintOptions;
        PrintOptions = new(floatFormat ?? old.FloatFormat, newLine ?? old.NewLine, linewidth ?? old.LineWidth, maxRows ?? old.MaxRows, maxColumns ?? old.MaxColumns);
    }
}

internal sealed record PrintOptions(string FloatFormat, string NewLine, int LineWidth, int MaxRows, int MaxColumns);
