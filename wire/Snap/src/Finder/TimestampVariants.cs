using System.Globalization;
using System.Text.Json;

namespace Periksa.Wire.Snap.Finder;

/// <summary>The texts that are signed for a timestamp instead of its text.</summary>
static class TimestampVariants
{
    // How far apart two readings of the clock are that should have been one.
    static readonly int[] SecondsApart = [1, -1, 2, -2, 3, -3];

    // A literal zone is a lie wherever the clock shows another one, and is signed nevertheless.
    static readonly Form[] CommonForms =
    [
        new(SnapTimestamp.Seconds),
        new("yyyy-MM-dd'T'HH:mm:ss'Z'"),
        new(SnapTimestamp.Milliseconds),
        new("yyyy-MM-dd'T'HH:mm:ss.fff'Z'"),
        new(SnapTimestamp.Seconds, HasColon: false),
    ];

    static readonly Form[] RareForms =
    [
        new("yyyy-MM-dd'T'HH:mm:ss"),
        new("yyyy-MM-dd'T'HH:mm:ss.fff"),
        new("yyyy-MM-dd HH:mm:ss"),
        new("yyyyMMddHHmmss"),
        new(SnapTimestamp.Milliseconds, HasColon: false),
        new("yyyy-MM-dd'T'HH:mm:ss'+07:00'"),
        new("yyyy-MM-dd'T'HH:mm:ss.fff'+07:00'"),
    ];

    // A body may name more moments than these; the first ones count.
    const int BodyMomentsMaximum = 4;

    public static IEnumerable<Variant> Of(string timestamp, ReadOnlyMemory<byte> body)
    {
        // At the ends of the calendar another zone would be another year, which .NET does not have.
        var others = SnapTimestamp.TryParseCompatible(timestamp, out var moment) && moment.Year is > 1 and < 9999
            ? SameMoment(moment, CommonForms)
                .Concat(NearMoments(timestamp, moment))
                .Concat(SameMoment(moment, RareForms))
                .Concat(Unix(moment))
            : [];

        return others.Concat(MomentsIn(body)).Append(new("", SignatureMistake.PartMissing))
            .Append(new((byte[]?)null, SignatureMistake.PartMissing));
    }

    static IEnumerable<Variant> SameMoment(DateTimeOffset moment, Form[] forms) =>
        from form in forms
        from zone in (TimeSpan[])[moment.Offset, TimeSpan.FromHours(7), TimeSpan.Zero]
        select new Variant(form.Write(moment.ToOffset(zone)), SignatureMistake.TimestampForm);

    static IEnumerable<Variant> Unix(DateTimeOffset moment) =>
    [
        new(moment.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture), SignatureMistake.TimestampForm),
        new(moment.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture), SignatureMistake.TimestampForm),
    ];

    static IEnumerable<Variant> NearMoments(string timestamp, DateTimeOffset moment)
    {
        Form form = new(timestamp.Length switch
        {
            20 => "yyyy-MM-dd'T'HH:mm:ss'Z'",
            24 => "yyyy-MM-dd'T'HH:mm:ss.fff'Z'",
            25 => SnapTimestamp.Seconds,
            _ => SnapTimestamp.Milliseconds,
        });
        return SecondsApart.Select(seconds =>
            new Variant(form.Write(moment.AddSeconds(seconds)), SignatureMistake.OtherTimestamp));
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
                    && reader.ValueSpan.Length is >= 20 and <= 35
                    && reader.GetString() is { } text
                    && SnapTimestamp.TryParseCompatible(text, out _))
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

    /// <param name="HasColon">Python's %z and Java's Z write an offset without it, for which .NET has no
    /// format.</param>
    readonly record struct Form(string Format, bool HasColon = true)
    {
        public string Write(DateTimeOffset moment)
        {
            var written = moment.ToString(Format, CultureInfo.InvariantCulture);
            return HasColon ? written : written.Remove(written.Length - 3, 1);
        }
    }
}
