using System.Globalization;
using System.Text;

namespace Periksa.Sdk.Tests;

/// <summary>What languages make of compact JSON, and of the time, when nobody tells them otherwise.</summary>
static class Spelling
{
    const string Seconds = "yyyy-MM-dd'T'HH:mm:ss";

    /// <summary>JavaScript's, Go's, and PHP's with both of its UNESCAPED flags.</summary>
    public static string Plain(string json) => json;

    /// <summary>PHP's <c>json_encode</c>.</summary>
    public static string Php(string json) =>
        Ascii(json).Replace("/", @"\/", StringComparison.Ordinal);

    /// <summary>PHP's with JSON_UNESCAPED_SLASHES alone, and Python's with its separators set.</summary>
    public static string Ascii(string json)
    {
        var written = new StringBuilder();
        foreach (var one in json)
            written.Append(one < 0x80 ? $"{one}" : string.Create(CultureInfo.InvariantCulture, $@"\u{(int)one:x4}"));

        return written.ToString();
    }

    /// <summary>Python's <c>json.dumps</c>, which puts blanks behind commas and colons.</summary>
    public static string Python(string json) => Ascii(json)
        .Replace("\",\"", "\", \"", StringComparison.Ordinal)
        .Replace("},\"", "}, \"", StringComparison.Ordinal)
        .Replace("\":", "\": ", StringComparison.Ordinal);

    /// <summary>Ruby's pretty_generate and the like: a line for each field.</summary>
    public static string Spread(string json) => json
        .Replace("\",\"", "\",\r\n\t\"", StringComparison.Ordinal)
        .Replace("\":", "\" : ", StringComparison.Ordinal) + "\n";

    /// <summary>PHP's <c>date('c')</c>, dayjs and most others.</summary>
    public static string Jakarta(DateTimeOffset now) => In(7, now, $"{Seconds}zzz");

    /// <summary>JavaScript's <c>toISOString</c>.</summary>
    public static string ToIsoString(DateTimeOffset now) => In(0, now, $"{Seconds}.fff'Z'");

    /// <summary>Go's RFC3339Nano: up to nine digits, zeros at their end left out.</summary>
    public static string GoNano(DateTimeOffset now) => In(7, now.AddTicks(1_964_638), $"{Seconds}.fffffff'12'zzz");

    /// <summary>The same of a clock that shows UTC.</summary>
    public static string GoNanoUtc(DateTimeOffset now) => In(0, now.AddTicks(5_000_000), $"{Seconds}.FFFFFFF'Z'");

    /// <summary>Java's <c>OffsetDateTime.toString</c>, which writes three, six or nine digits.</summary>
    public static string Java(DateTimeOffset now) => In(7, now.AddTicks(6_206_780), $"{Seconds}.ffffffzzz");

    /// <summary>Java's <c>Instant.toString</c> of a clock with nanoseconds.</summary>
    public static string JavaInstant(DateTimeOffset now) => In(0, now.AddTicks(1_234_567), $"{Seconds}.fffffff'89Z'");

    /// <summary>Python's <c>isoformat</c>.</summary>
    public static string PythonIso(DateTimeOffset now) => In(7, now.AddTicks(6_206_780), $"{Seconds}.ffffffzzz");

    /// <summary>.NET's round-trip format.</summary>
    public static string DotNet(DateTimeOffset now) => In(7, now.AddTicks(6_206_781), $"{Seconds}.fffffffzzz");

    /// <summary><c>strftime</c>'s <c>%z</c>.</summary>
    public static string WithoutColon(DateTimeOffset now) => In(7, now, $"{Seconds}'+0700'");

    /// <summary>PostgreSQL's, and Moment's <c>ZZ</c> cut short.</summary>
    public static string HoursAlone(DateTimeOffset now) => In(7, now, $"{Seconds}'+07'");

    /// <summary>RFC 3339 allows small letters.</summary>
    public static string SmallZ(DateTimeOffset now) => In(0, now, $"{Seconds}'z'");

    /// <summary>The vendor's own Node SDK: what a clock in UTC shows, labelled as Jakarta's time.</summary>
    public static string UtcLabelledJakarta(DateTimeOffset now) => In(0, now, $"{Seconds}'+07:00'");

    static string In(int hours, DateTimeOffset now, string format) =>
        now.ToOffset(TimeSpan.FromHours(hours)).ToString(format, CultureInfo.InvariantCulture);
}
