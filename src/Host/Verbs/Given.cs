using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace Periksa.Host.Verbs;

/// <summary>Arguments and options that several verbs take, and how their values are read. What cannot be read is used
/// wrongly.</summary>
static class Given
{
    public static Option<bool> Json() => new("--json") { Description = "Prints JSON." };

    public static Option<string?> Reason() => new("--reason")
    {
        Description = "Why, for the audit trail.",
        HelpName = "TEXT",
    };

    public static Option<int> Limit() => new("--limit")
    {
        Description = "How many at most, 1 to 500.",
        HelpName = "N",
        DefaultValueFactory = _ => 100,
    };

    public static Option<string?> After() => new("--after")
    {
        Description = "Goes on after that, as the list before says.",
        HelpName = "CURSOR",
    };

    public static Option<string?> Text(string name, string what, string description) =>
        new(name) { Description = description, HelpName = what };

    /// <summary>An option whose value is a whole number, or <c>none</c>.</summary>
    public static Option<string?> Limited(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "N|none",
    };

    /// <summary>An option whose value is a WIB day, <c>2026-12-24</c>.</summary>
    public static Option<DateOnly?> Day(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "DATE",
        CustomParser = given => ReadDay(given),
    };

    static DateOnly? ReadDay(ArgumentResult given)
    {
        var text = given.Tokens.Count > 0 ? given.Tokens[0].Value : "";
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
            return day;

        given.AddError($"'{text}' is no day: write it like 2026-03-31.");
        return null;
    }

    /// <summary>A time such as <c>24h</c>: a number of seconds, minutes, hours or days, or 0.</summary>
    /// <exception cref="SettingsException">It is none.</exception>
    public static TimeSpan ReadSpan(string text)
    {
        if (text == "0")
            return TimeSpan.Zero;

        var digits = text.AsSpan(0, Math.Max(0, text.Length - 1));
        var isNumber = int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number);
        return (isNumber, text is [.., var last] ? last : ' ') switch
        {
            (true, 's') => TimeSpan.FromSeconds(number),
            (true, 'm') => TimeSpan.FromMinutes(number),
            (true, 'h') => TimeSpan.FromHours(number),
            (true, 'd') when number < 1_000_000 => TimeSpan.FromDays(number),
            _ => throw Misused($"'{text}' is no time: write a number and s, m, h or d, like 24h, or 0."),
        };
    }

    /// <summary>A moment in WIB, <c>2026-12-24</c> or <c>2026-12-24 18:00</c>.</summary>
    /// <exception cref="SettingsException">It is none.</exception>
    public static DateTimeOffset ReadMoment(string text) =>
        DateTime.TryParseExact(
            text, ["yyyy-MM-dd", "yyyy-MM-dd HH:mm"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var moment)
            ? new(moment, BusinessDay.Wib)
            : throw Misused($"'{text}' is no moment: write it like 2026-12-24 or '2026-12-24 18:00', in WIB.");

    /// <inheritdoc cref="ReadMoment"/>
    /// <returns><c>null</c> where the option is not there.</returns>
    public static DateTimeOffset? MomentOf(ParseResult given, Option<string?> option) =>
        given.GetValue(option) is { } text ? ReadMoment(text) : null;

    /// <summary>A number; <c>null</c> for <c>none</c>.</summary>
    /// <exception cref="SettingsException">It is neither.</exception>
    public static int? ReadLimit(string text) =>
        text == "none" ? null
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number
        : throw Misused($"'{text}' is no limit: write a whole number, or none.");

    /// <summary>An amount of rupiah, e.g. <c>1000</c>, <c>1000.50</c> or <c>-1000</c>.</summary>
    /// <exception cref="SettingsException">It is none.</exception>
    public static Money ReadRupiah(string text)
    {
        var isNegative = text.StartsWith('-');
        var digits = isNegative ? text[1..] : text;
        if (!Money.TryParse(digits.Contains('.') ? digits : $"{digits}.00", Currency.Idr, out var money))
            throw Misused($"'{text}' is no amount: write rupiah, like 1000 or 1000.50.");

        return isNegative ? -money : money;
    }

    /// <exception cref="SettingsException">The file cannot be read.</exception>
    public static async Task<byte[]> ReadFile(string path)
    {
        try
        {
            return await File.ReadAllBytesAsync(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new SettingsException($"The file '{path}' cannot be read: {e.Message}");
        }
    }

    /// <summary>True if the option stands on the command line.</summary>
    public static bool Has(this ParseResult given, Option option) => given.GetResult(option) is { Implicit: false };

    public static SettingsException Misused(string message) => new(message, CommandLine.Misused);
}
