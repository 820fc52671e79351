using System.Globalization;
using System.Text;

namespace Periksa.Bench;

/// <summary>The rows, as people read them.</summary>
sealed class Table
{
    const string Begin = "<!-- table -->";
    const string End = "<!-- /table -->";

    readonly StringBuilder _text = new("| measure | value | peer | ratio | goal |\n|---|---:|---|---:|---|\n");

    public void Add(string measure, string value, string peer = "", string ratio = "", string goal = "") =>
        _text.Append(CultureInfo.InvariantCulture, $"| {measure} | {value} | {peer} | {ratio} | {goal} |\n");

    public void AddRate(
        string measure, Series ours, string peer, Series theirs, double? atLeast = null, string aim = "",
        double? aimAt = null)
    {
        var ratio = ours.RatioTo(theirs, load => load.PerSecond);
        Add(measure,
            Text($"{ours.PerSecond:N0}/s"),
            Text($"{peer}: {theirs.PerSecond:N0}/s"),
            Text($"{ratio:F2}"),
            (atLeast, aimAt) switch
            {
                ({ } goal, _) => Text($"≥ {goal:0.0}{aim}: {Met(ratio >= goal)}"),
                (null, { } wish) => Text($"aim {wish:0.0}: {(ratio >= wish ? "reached" : "not reached")}"),
                (null, null) => "",
            });
    }

    public void AddWait(
        string measure, double ours, string peer, double theirs, string ratio, double? atMost = null) => Add(
            measure,
            Text($"{ours:F2} ms"),
            Text($"{peer}: {theirs:F2} ms"),
            ratio,
            atMost is { } goal ? Text($"≤ {goal:0} ms: {Met(ours <= goal)}") : "");

    public static string Met(bool isSo) => isSo ? "met" : "**missed**";

    public static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    /// <summary>Puts the table between the page's markers and leaves alone what people wrote around them.</summary>
    public void WriteTo(string page, params IEnumerable<string> notes)
    {
        var text = File.ReadAllText(page);
        var begin = text.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length;
        var end = text.IndexOf(End, StringComparison.Ordinal);

        if (begin < Begin.Length || end < begin)
            throw new InvalidOperationException($"{page} has no {Begin} … {End}.");

        File.WriteAllText(page, $"{text[..begin]}\n{_text}\n{string.Join("\n\n", notes)}\n{text[end..]}");
    }

    public override string ToString() => _text.ToString();
}
