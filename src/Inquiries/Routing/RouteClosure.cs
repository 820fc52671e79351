namespace Periksa.Inquiries.Routing;

/// <summary>A time in which a route is not asked: from one moment to another, or every week again, in WIB.</summary>
public sealed record RouteClosure
{
    public static readonly TimeSpan Wib = TimeSpan.FromHours(7);

    /// <summary>The bank it is about; <c>null</c> for all.</summary>
    public string? Bank { get; init; }

    public DateTimeOffset From { get; init; } = DateTimeOffset.MinValue;

    public DateTimeOffset Until { get; init; } = DateTimeOffset.MaxValue;

    /// <summary>The days of the week on which it begins; <c>null</c> for each.</summary>
    public IReadOnlySet<DayOfWeek>? Days { get; init; }

    /// <summary>The hours of these days, in WIB; <c>null</c> where it is no matter of hours. One that ends before it
    /// begins ends on the next day; one that ends when it begins lasts a day.</summary>
    public (TimeOnly From, TimeOnly Until)? Hours { get; init; }

    public SkipReason Reason { get; init; } = SkipReason.Closed;

    public bool Covers(string bank, DateTimeOffset now)
    {
        if ((Bank is not null && Bank != bank) || now < From || now >= Until)
            return false;

        if (Hours is not { } hours)
            return true;

        var local = now.ToOffset(Wib);
        var (day, time) = (local.DayOfWeek, TimeOnly.FromDateTime(local.DateTime));
        if (hours.From < hours.Until)
            return IsOn(day) && time >= hours.From && time < hours.Until;

        var yesterday = (DayOfWeek)(((int)day + 6) % 7);
        return (time >= hours.From && IsOn(day)) || (time < hours.Until && IsOn(yesterday));
    }

    bool IsOn(DayOfWeek day) => Days?.Contains(day) ?? true;
}
