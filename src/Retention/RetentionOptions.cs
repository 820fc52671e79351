namespace Periksa.Retention;

/// <summary>What hosts forget by themselves, once a day.</summary>
public sealed record RetentionOptions
{
    const int DaysMaximum = 36_500;

    /// <summary>How many days before today are kept; <c>null</c>: all.</summary>
    public int? Days { get; init; }

    /// <summary>How many days a reference cannot be used again.</summary>
    public int ReferenceDays { get; init; } = DayRetention.ReferenceDaysDefault;

    /// <summary>Itself, if it makes sense.</summary>
    public RetentionOptions Checked() =>
        Days is < 1 or > DaysMaximum || ReferenceDays is < 1 or > DaysMaximum
            ? throw new InvalidOperationException(
                $"Periksa__Retention__Days and Periksa__Retention__ReferenceDays take 1 to {DaysMaximum} days.")
            : this;

    internal RetentionOrder On(DateOnly today) =>
        new(Days is { } days ? today.AddDays(-days) : null, today.AddDays(-ReferenceDays));
}
