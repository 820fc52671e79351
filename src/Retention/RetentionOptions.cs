namespace Periksa.Retention;

/// <summary>Settings of the retention that hosts run by themselves, once a day.</summary>
public sealed record RetentionOptions
{
    const int DaysMaximum = 36_500;

    /// <summary>The number of days before today that are kept; <c>null</c>: all.</summary>
    public int? Days { get; init; }

    /// <summary>The number of days for which a reference cannot be used again.</summary>
    public int ReferenceDays { get; init; } = DayRetention.ReferenceDaysDefault;

    /// <summary>How long remembered answers are of use.</summary>
    public AnswersKept? Answers { get; init; }

    /// <summary>Itself, if it makes sense.</summary>
    public RetentionOptions Checked() =>
        Days is < 1 or > DaysMaximum || ReferenceDays is < 1 or > DaysMaximum
            ? throw new InvalidOperationException(
                $"Periksa__Retention__Days and Periksa__Retention__ReferenceDays take 1 to {DaysMaximum} days.")
            : this;

    internal RetentionOrder On(DateOnly today) =>
        new(Days is { } days ? today.AddDays(-days) : null, today.AddDays(-ReferenceDays)) { Answers = Answers };
}
