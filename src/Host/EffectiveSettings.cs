using System.Data.Common;
using System.Text.RegularExpressions;
using Npgsql;

namespace Periksa.Host;

/// <summary>What a host would go by: each setting that was set, wherever that was, and what holds for the others.
/// Nothing secret is shown.</summary>
static partial class EffectiveSettings
{
    const string Masked = "(masked)";
    const string Unset = "none";

    // What is set outside the section Periksa.
    static readonly string[] Others =
        ["ConnectionStrings:Periksa", "ConnectionStrings:PeriksaOwner", "PERIKSA_CONFIG", "PERIKSA_DATA"];

    /// <returns>A line for each, sorted: the name of its environment variable, and its value.</returns>
    public static IEnumerable<string> Lines(IConfiguration settings, Mode mode)
    {
        var set = settings.GetSection("Periksa").AsEnumerable()
            .Where(one => one.Value is { Length: > 0 })
            .ToDictionary(one => one.Key, one => Show(one.Key, one.Value!), StringComparer.OrdinalIgnoreCase);
        foreach (var name in Others.Where(name => settings[name] is { Length: > 0 }))
            set[name] = Show(name, settings[name]!);

        foreach (var (name, value) in KnownSettings.Defaults(mode))
            set.TryAdd(name, $"{value} (default)");

        foreach (var name in Others)
            set.TryAdd(name, $"{Unset} (default)");

        set["ASPNETCORE_URLS"] = settings["urls"] ?? Settings.DefaultUrl;
        return set.Select(one => $"{AsVariable(one.Key)} = {one.Value}").Order(StringComparer.OrdinalIgnoreCase);
    }

    static string Show(string name, string value)
    {
        if (name.StartsWith("ConnectionStrings:", StringComparison.OrdinalIgnoreCase))
            return WithoutPassword(value);

        // A master key's name is none of the secret, and what an operator looks for.
        if (MasterKey.IsMatch(name))
            return value.Split(':') is [var id, _] ? $"{id}:{Masked}" : Masked;

        return Secret.IsMatch(name) && !name.EndsWith("File", StringComparison.OrdinalIgnoreCase) ? Masked : value;
    }

    static string WithoutPassword(string text)
    {
        try
        {
            var settings = new NpgsqlConnectionStringBuilder(text);
            foreach (var key in new[] { "Password", "SSL Password" })
            {
                if (settings.ContainsKey(key) && settings[key] is string { Length: > 0 })
                    settings[key] = Masked;
            }

            return settings.ConnectionString;
        }
        catch (Exception e) when (e is ArgumentException or DbException or FormatException)
        {
            return Masked;   // it may be anything, a password too
        }
    }

    static string AsVariable(string name) => name.Replace(":", "__", StringComparison.Ordinal);

    [GeneratedRegex("MasterKey", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex MasterKey { get; }

    // Of the last part alone: a connector may be called anything. Some providers' ids are sent as secrets.
    [GeneratedRegex(
        "(?:secret|key|passw|token|partnerid|pin)[^:]*$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Secret { get; }
}
