using System.Globalization;
using System.Net;
using System.Text;

namespace Peft.Samples.Demo.Reports;

/// <summary>A line of a chart.</summary>
internal sealed record Series(string Name, string Colour, IReadOnlyList<(double X, double Y)> Points, double Width = 2.5, bool HasMarkers = false);

/// <summary>A line chart with a logarithmic y axis, drawn as SVG.</summary>
internal sealed class LineChart(string title, string xLabel, string yLabel, params IReadOnlyList<Series> series)
{
    private const double Width = 760, Height = 440, Left = 78, Right = 28, Top = 64, Bottom = 62;
    private const string Ink = "#1f2933", Faint = "#6b7785", Grid = "#e4e8ee";

    private readonly StringBuilder _svg = new();
    private readonly double _lastX = series.SelectMany(s => s.Points).Max(p => p.X);
    private readonly double _lowest = RoundNumbers().Last(n => n <= series.SelectMany(s => s.Points).Min(p => p.Y));
    private readonly double _highest = RoundNumbers().First(n => n >= series.SelectMany(s => s.Points).Max(p => p.Y));

    public string ToSvg()
    {
        Add($"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 {Width} {Height}' width='{Width}' height='{Height}' font-family='system-ui, Segoe UI, Helvetica, Arial, sans-serif'>");
        Add($"<rect width='{Width}' height='{Height}' rx='10' fill='#ffffff'/>");
        Text(Left, 34, title, 18, Ink, weight: 600);
        DrawAxes();
        foreach (var line in series)
            Draw(line);
        DrawLegend();
        Add($"</svg>");
        return _svg.ToString();
    }

    private void DrawAxes()
    {
        foreach (double y in RoundNumbers().Where(n => n >= _lowest && n <= _highest))
        {
            Line(Left, Y(y), Width - Right, Y(y), Grid);
            Text(Left - 10, Y(y) + 4, y.ToString("0.######", CultureInfo.InvariantCulture), 12, Faint, "end");
        }
        double step = Math.Max(1, RoundNumbers().Last(n => _lastX / n >= 5));
        for (double x = 0; x <= _lastX; x += step)
        {
            Line(X(x), Height - Bottom, X(x), Height - Bottom + 5, Faint);
            Text(X(x), Height - Bottom + 21, x.ToString("N0", CultureInfo.InvariantCulture), 12, Faint, "middle");
        }
        Line(Left, Height - Bottom, Width - Right, Height - Bottom, Faint);
        Text((Left + Width - Right) / 2, Height - 16, xLabel, 13, Ink, "middle");
        Text(24, (Top + Height - Bottom) / 2, yLabel, 13, Ink, "middle", turn: -90);
    }

    private void Draw(Series line)
    {
        string points = string.Join(' ', line.Points.Select(p => string.Create(CultureInfo.InvariantCulture, $"{X(p.X):F1},{Y(p.Y):F1}")));
        Add($"<polyline points='{points}' fill='none' stroke='{line.Colour}' stroke-width='{line.Width}' stroke-linejoin='round' stroke-linecap='round'/>");
        foreach (var (x, y) in line.HasMarkers ? line.Points : [])
            Add($"<circle cx='{X(x):F1}' cy='{Y(y):F1}' r='4' fill='#ffffff' stroke='{line.Colour}' stroke-width='2'/>");
    }

    private void DrawLegend()
    {
        double x = Width - Right;
        foreach (var line in series.Reverse())
        {
            x -= 7.2 * line.Name.Length;
            Text(x, 34, line.Name, 13, Ink);
            Line(x - 32, 30, x - 8, 30, line.Colour, line.Width);
            x -= 52;
        }
    }

    /// <summary>1, 2 and 5 times powers of ten, where one looks for ticks.</summary>
    private static IEnumerable<double> RoundNumbers() => Enumerable.Range(-8, 16).SelectMany(power => new[] { 1, 2, 5 }.Select(n => double.Parse($"{n}E{power}", CultureInfo.InvariantCulture)));

    private double X(double x) => Left + x / _lastX * (Width - Left - Right);

    private double Y(double y) => Top + Math.Log(_highest / y) / Math.Log(_highest / _lowest) * (Height - Top - Bottom);

    private void Line(double x1, double y1, double x2, double y2, string colour, double width = 1) =>
        Add($"<line x1='{x1:F1}' y1='{y1:F1}' x2='{x2:F1}' y2='{y2:F1}' stroke='{colour}' stroke-width='{width}'/>");

    private void Text(double x, double y, string text, int size, string colour, string anchor = "start", int weight = 400, int turn = 0) =>
        Add($"<text transform='translate({x:F1} {y:F1}) rotate({turn})' font-size='{size}' fill='{colour}' text-anchor='{anchor}' font-weight='{weight}'>{WebUtility.HtmlEncode(text)}</text>");

    private void Add(FormattableString element) => _svg.Append(element.ToString(CultureInfo.InvariantCulture)).Append('\n');
}
