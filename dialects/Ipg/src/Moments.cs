using System.Globalization;

namespace Periksa.Dialects.Ipg;

/// <summary>Writes moments by a clock in Jakarta.</summary>
internal static class Moments
{
    /// <summary>To the second, as everything is stamped but what the next two are for.</summary>
    public static string Write(DateTimeOffset moment) => Write(moment, "yyyy-MM-dd'T'HH:mm:sszzz");

    public static string? Write(DateTimeOffset? moment) => moment is { } some ? Write(some) : null;

    /// <summary>To the millisecond: webhooks may come within one second, and whoever keeps them sorts by this,
    /// too.</summary>
    public static string WriteExactly(DateTimeOffset moment) => Write(moment, "yyyy-MM-dd'T'HH:mm:ss.fffzzz");

    /// <summary>As a transaction_date is sent.</summary>
    public static string WriteTransactionDate(DateTimeOffset moment) => Write(moment, Channels.DateFormat);

    static string Write(DateTimeOffset moment, string format) =>
        moment.ToOffset(BusinessDay.Wib).ToString(format, CultureInfo.InvariantCulture);
}
