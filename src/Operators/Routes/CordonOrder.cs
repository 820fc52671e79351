using System.Globalization;
using Periksa.Inquiries.Routing;

namespace Periksa.Operators.Routes;

/// <summary>What closes a route, as an operator says it.</summary>
public sealed record CordonOrder
{
    /// <summary>Only about this bank, by its code on the bank list; <c>null</c>: about all.</summary>
    public string? Bank { get; init; }

    /// <summary>In real time; <c>null</c>: until it is taken back.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>Only in these hours of each day, WIB, e.g. <c>23:00-01:00</c>; <c>null</c>: at any.</summary>
    public string? Hours { get; init; }

    /// <summary>Only on these days of the week, e.g. <c>Mon</c>, with hours; <c>null</c>: on each.</summary>
    public IReadOnlyList<string>? Days { get; init; }

    /// <param name="now">In real time.</param>
    internal (RouteClosure? Closure, Refusal? Refusal) Read(DateTimeOffset now)
    {
        if (Until <= now)
        {
            return (null, Refusal.Invalid(
                "It would be over already: say a moment to come, or none until you take it back."));
        }

        if (Bank is not null && BankList.Published.Find(Bank) is null)
            return (null, Refusal.Invalid($"'{Words.Shown(Bank)}' is no code of the bank list."));

        if (Days is not null && Hours is null)
            return (null, Refusal.Invalid("Days need hours: 00:00-00:00 is the whole day."));

        if (Days is [])
            return (null, Refusal.Invalid("On no day it is never closed: name days, or leave them out for each."));

        (TimeOnly From, TimeOnly Until)? hours = null;
        if (Hours is not null && (hours = ReadHours(Hours)) is null)
        {
            return (null, Refusal.Invalid(
                $"'{Words.Shown(Hours)}' are no hours: write them like 23:00-01:00, in WIB."));
        }

        var days = Days?.Select(ReadDay).ToArray();
        if (days is not null && Array.IndexOf(days, null) is >= 0 and var which)
        {
            return (null, Refusal.Invalid(
                $"'{Words.Shown(Days![which])}' is no day of the week: they are Mon, Tue, Wed, Thu, Fri, Sat, Sun."));
        }

        return (new()
        {
            Bank = Bank,
            Until = Until ?? DateTimeOffset.MaxValue,
            Hours = hours,
            Days = days?.OfType<DayOfWeek>().ToHashSet(),
        }, null);
    }

    static (TimeOnly From, TimeOnly Until)? ReadHours(string text) =>
        text.Split('-') is [var from, var until]
        && TimeOnly.TryParseExact(from, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var first)
        && TimeOnly.TryParseExact(until, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var last)
            ? (first, last)
            : null;

    static DayOfWeek? ReadDay(string text) => Enum.GetValues<DayOfWeek>()
        .Where(day => day.ToString()[..3] == text).Select(day => (DayOfWeek?)day).FirstOrDefault();
}
