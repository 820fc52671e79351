using System.Globalization;
using System.Text.Json;

namespace Periksa.Wire.Snap.Finder;

/// <summary>What is signed for a timestamp instead of its text.</summary>
static class TimestampVariants
{
    // How far apart two readings of the clock are that should have been one.
    static readonly int[] SecondsApart = [-1, 1, -2, 2, -3, 3];

    static readonly string[] Formats =
    [
        SnapTimestamp.Seconds,
        SnapTimestamp.Milliseconds,
        "yyyy-MM-dd'T'HH:mm:ss",
        "yyyy-MM-dd'T'HH:mm:ss.fff",
        "yyyy-MM-dd HH:mm:ss",
        "yyyyMMddHHmmss",
    ];

    // A body may name more moments than these; the first ones count.
    const int BodyMomentsMaximum = 4;

    public static IEnumerable<Variant> Of(string timestamp, ReadOnlyMemory<byte> body)
    {
        // At the ends of the calendar another zone would be another year, which .NET does not have.
        var others = SnapTimestamp.TryParseOrZ(timestamp, out var moment) && moment.Year is > 1 and < 9999
            ? SameMoment(moment).Concat(NearMoments(timestamp, moment))
            : [];

        return others.Concat(MomentsIn(body)).Append(new("", SignatureMistake.PartMissing))
            .Append(new((byte[]?)null, SignatureMistake.PartMissing));
    }

    static IEnumerable<Variant> SameMoment(DateTimeOffset moment)
    {
        TimeSpan[] zones = [moment.Offset, TimeSpan.FromHours(7), TimeSpan.Zero];
        var forms = zones.SelectMany(zone => FormsIn(moment.ToOffset(zone))).Concat(Unix(moment));
        return forms.Select(form => new Variant(form, SignatureMistake.TimestampForm));
    }

    static IEnumerable<string> FormsIn(DateTimeOffset moment)
    {
        foreach (var format in Formats)
            yield return Written(moment, format);

        // The first of these is a lie unless the zone is UTC, and clocks set to WIB tell it often.
        yield return Written(moment, "yyyy-MM-dd'T'HH:mm:ss'Z'");
        yield return Written(moment, "yyyy-MM-dd'T'HH:mm:ss.fff'Z'");
        yield return Written(moment, "yyyy-MM-dd'T'HH:mm:ss'+07:00'");
        yield return Written(moment, "yyyy-MM-dd'T'HH:mm:ss.fff'+07:00'");

        // As Python's %z and Java's Z write an offset.
        yield return WithoutColon(Written(moment, SnapTimestamp.Seconds));
        yield return WithoutColon(Written(moment, SnapTimestamp.Milliseconds));
    }

    static IEnumerable<string> Unix(DateTimeOffset moment) =>
    [
        moment.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture),
        moment.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture),
    ];

    static IEnumerable<Variant> NearMoments(string timestamp, DateTimeOffset moment)
    {
        var format = (timestamp.Length, timestamp[^1]) switch
        {
            (20, _) => "yyyy-MM-dd'T'HH:mm:ss'Z'",
            (24, _) => "yyyy-MM-dd'T'HH:mm:ss.fff'Z'",
            (25, _) => SnapTimestamp.Seconds,
            _ => SnapTimestamp.Milliseconds,
        };
        return SecondsApart.Select(seconds =>
            new Variant(Written(moment.AddSeconds(seconds), format), SignatureMistake.OtherTimestamp));
    }

    static List<Variant> MomentsIn(ReadOnlyMemory<byte> body)
    {
        var found = new List<Variant>();
        try
        {
            var reader = new Utf8JsonReader(body.Span);
            while (found.Count < BodyMomentsMaximum && reader.Read())
            {
                if (reader.TokenType is JsonTokenType.String
                    && reader.ValueSpan.Length is >= 20 and <= 29
                    && reader.GetString() is { } text
                    && SnapTimestamp.TryParseOrZ(text, out _))
                {
                    found.Add(new(text, SignatureMistake.OtherTimestamp));
                }
            }
        }
        catch (Exception malformed) when (malformed is JsonException or InvalidOperationException)
        {
            // What was found up to there still counts.
        }

        return found;
    }

    static string Written(DateTimeOffset moment, string format) =>
        moment.ToString(format, CultureInfo.InvariantCulture);

    static string WithoutColon(string text) => text.Remove(text.Length - 3, 1);
}
