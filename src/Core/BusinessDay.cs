namespace Periksa;

/// <summary>The calendar the business keeps: a day starts at midnight WIB, which is UTC+7 all year.</summary>
public static class BusinessDay
{
    /// <summary>Western Indonesian Time. A fixed offset: Indonesia has no daylight saving.</summary>
    public static readonly TimeSpan Wib = TimeSpan.FromHours(7);

    public static DateOnly Of(DateTimeOffset moment) => DateOnly.FromDateTime(moment.ToOffset(Wib).DateTime);

    /// <summary>The first moment after <paramref name="day"/>, which is when that day's invoice falls due.</summary>
    public static DateTimeOffset End(DateOnly day) => At(day.AddDays(1), TimeOnly.MinValue);

    public static DateTimeOffset At(DateOnly day, TimeOnly time) => new(day, time, Wib);
}
