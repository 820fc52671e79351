using System.Globalization;
using Periksa.Inquiries;
using Periksa.Inquiries.Routing;

namespace Periksa.Host.Connectors;

/// <summary>The terms on which a connector is asked, whatever its kind.</summary>
static class TermSettings
{
    const int PercentMaximum = 100;
    const int RateMaximum = 10_000;
    const int HitsMaximum = 10_000;

    /// <summary>What they are called.</summary>
    public static readonly string[] Names =
    [
        "Price", "DailySpendLimit", "Rate", "Burst", "Concurrency", "MaxHitsPerAccountPerDay", "FailOver", "Hours",
        "Windows", "MaintenanceUrl",
    ];

    static readonly Dictionary<string, DayOfWeek> DayNames = Enum.GetValues<DayOfWeek>()
        .ToDictionary(day => day.ToString()[..3], StringComparer.OrdinalIgnoreCase);

    public static RouteTerms Read(SettingReader settings) => new()
    {
        Prices = ReadPrices(settings.Section("Price")),
        DailySpendLimit = settings.Sen("DailySpendLimit"),
        Rate = ReadRate(settings),
        Concurrency = settings.Limit("Concurrency", RateMaximum),
        MaxHitsPerAccountPerDay = settings.Limit("MaxHitsPerAccountPerDay", HitsMaximum),
        FailOver = settings.OneOf("FailOver", FailOver.NotAsked),
        Provider = settings.Url("ServiceBase")?.Authority ?? "",
        Closures = [.. ReadHours(settings.Section("Hours")), .. settings.Sections("Windows").SelectMany(ReadWindow)],
    };

    /// <summary>What a rule says beside who is asked.</summary>
    public static RuleExtras ReadExtras(SettingReader rule, IReadOnlyList<IRoute> routes)
    {
        var (hedge, shadow) = (rule.Section("Hedge"), rule.Section("Shadow"));
        var extras = new RuleExtras(
            hedge.Sen("MaxPrice"),
            RouteName.OrNull(shadow.Text("Use")),
            shadow.Text("Use") is null ? 0 : shadow.Whole("Percent", 1, PercentMaximum));
        hedge.RefuseOthers();
        shadow.RefuseOthers();
        if (extras.Shadow is { } name && routes.All(route => route.Name != name))
            throw shadow.Fault("Use", $"names {name}, and no connector is called so");

        return extras;
    }

    // A second's worth at once, where nothing else is said.
    static RouteRate? ReadRate(SettingReader settings)
    {
        var burst = settings.Limit("Burst", RateMaximum);
        if (settings.Decimal("Rate", RateMaximum) is { } rate)
            return new(rate, burst ?? (int)decimal.Ceiling(rate));

        return burst is null
            ? null
            : throw settings.Fault("Burst", "has nothing to say without a Rate: set that, too, or leave it out");
    }

    static RoutePrices ReadPrices(SettingReader price)
    {
        var prices = new RoutePrices(
            price.Sen("Found") ?? Money.Zero, price.Sen("NotFound") ?? Money.Zero, price.Sen("Unsure") ?? Money.Zero);
        price.RefuseOthers();
        return prices;
    }

    // It is closed from their end to their beginning.
    static IEnumerable<RouteClosure> ReadHours(SettingReader hours)
    {
        if (hours.Text("From") is null && hours.Text("Until") is null)
            yield break;

        var (from, until) = (ReadTime(hours, "From"), ReadTime(hours, "Until"));
        hours.RefuseOthers();
        if (from == until)
            throw hours.Fault("Until", "is when it begins: leave Hours out for the whole day");

        yield return new() { Hours = (until, from) };
    }

    static IEnumerable<RouteClosure> ReadWindow(SettingReader window)
    {
        var (days, banks) = (window.List("Days"), window.List("Banks"));
        if (days.FirstOrDefault(day => !DayNames.ContainsKey(day)) is { } unknown)
            throw window.Fault("Days", $"names {unknown}: days are {string.Join(", ", DayNames.Keys)}");

        if (banks.FirstOrDefault(bank => BankList.Published.Find(bank) is null) is { } nobody)
            throw window.Fault("Banks", $"names {nobody}, which is no code of the bank list");

        var closure = new RouteClosure
        {
            Days = days.Count == 0 ? null : days.Select(day => DayNames[day]).ToHashSet(),
            Hours = (ReadTime(window, "From"), ReadTime(window, "Until")),
        };
        window.RefuseOthers();
        return banks.Count == 0 ? [closure] : banks.Select(bank => closure with { Bank = bank });
    }

    static TimeOnly ReadTime(SettingReader settings, string name)
    {
        var text = settings.Needed(name);
        return TimeOnly.TryParseExact(text, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time)
            ? time
            : throw settings.Fault(name, $"is '{text}': it is a time of day in WIB like 23:30");
    }
}
