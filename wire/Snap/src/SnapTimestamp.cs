using System.Globalization;

namespace Periksa.Wire.Snap;

/// <summary>X-TIMESTAMP: ISO 8601 with an offset, in seconds or milliseconds.</summary>
/// <remarks>
/// The standard's text writes <c>yyyy-MM-ddTHH:mm:ss.SSSTZD</c> and all its examples leave the milliseconds out, so
/// both are read. <c>Z</c> is what JavaScript's and Go's formatters write for UTC; the standard has a numeric
/// offset.
/// </remarks>
public static class SnapTimestamp
{
    /// <summary>As most contracts print it: 25 characters, e.g. <c>2023-06-20T13:37:23+07:00</c>.</summary>
    public const string Seconds = "yyyy-MM-dd'T'HH:mm:sszzz";

    /// <summary>As the standard's text prints it, e.g. <c>2023-06-20T13:37:23.000+07:00</c>.</summary>
    public const string Milliseconds = "yyyy-MM-dd'T'HH:mm:ss.fffzzz";

    static readonly string[] WithOffset = [Seconds, Milliseconds];
    static readonly string[] WithZ = ["yyyy-MM-dd'T'HH:mm:ss'Z'", "yyyy-MM-dd'T'HH:mm:ss.fff'Z'"];

    /// <summary>Reads a moment written with a numeric offset, e.g. <c>+07:00</c>.</summary>
    public static bool TryParse(string text, out DateTimeOffset moment) => DateTimeOffset.TryParseExact(
        text, WithOffset, CultureInfo.InvariantCulture, DateTimeStyles.None, out moment);

    /// <summary>Reads a moment written with a numeric offset or with <c>Z</c>.</summary>
    public static bool TryParseOrZ(string text, out DateTimeOffset moment) =>
        TryParse(text, out moment) || DateTimeOffset.TryParseExact(
            text, WithZ, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out moment);

    /// <param name="format"><see cref="Seconds"/> or <see cref="Milliseconds"/>.</param>
    /// <param name="offset">The zone to write it in, e.g. seven hours.</param>
    public static string Write(DateTimeOffset moment, string format, TimeSpan offset) =>
        moment.ToOffset(offset).ToString(format, CultureInfo.InvariantCulture);
}
