using System.Globalization;

namespace Periksa.EndToEnd.Tests;

/// <summary>What a host shows to whoever scrapes it.</summary>
public sealed class Metrics(string text)
{
    public static async Task<Metrics> Scrape(HostProcess host) =>
        new(await host.Client.GetStringAsync(new Uri(host.OperatorAddress, "/metrics")));

    public string Text => text;

    /// <summary>The names of all series, with the endings that histograms have.</summary>
    public IReadOnlySet<string> Names => Series.Select(one => one.Name).ToHashSet(StringComparer.Ordinal);

    /// <summary>The value of the only series of that name.</summary>
    public double this[string name] => Assert.Single(Series, one => one.Name == name).Value;

    /// <summary>The value of the series with these labels, which are written as they are shown.</summary>
    public double this[string name, string labels] =>
        Assert.Single(Series, one => one.Name == name && one.Labels == labels).Value;

    IEnumerable<(string Name, string Labels, double Value)> Series =>
        from line in text.Split('\n')
        where line.Length > 0 && line[0] != '#'
        let end = line.IndexOfAny(['{', ' '])
        let close = line[end] == '{' ? line.LastIndexOf('}') : end
        select (
            line[..end],
            close > end ? line[(end + 1)..close] : "",
            double.Parse(line[(close + 1)..].Trim().Split(' ')[0], CultureInfo.InvariantCulture));
}
