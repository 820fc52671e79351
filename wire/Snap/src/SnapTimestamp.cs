using System.Globalization;

namespace Periksa.Wire.Snap;

/// <summary>X-TIMESTAMP: ISO 8601 with an offset, in seconds or milliseconds.</summary>
/// <remarks>
/// The standard's text writes <c>yyyy-MM-ddTHH:mm:ss.SSSTZD</c> and all its examples leave the milliseconds out, so
/// both are read. <c>Z</c> is what JavaScript's and Go's formatters write for UTC; the standard has a numeric
/// offset. As .NET reads an offset, its colon may be left out (<c>+0700</c>), and with the colon its hour's leading
/// zero, too (<c>+7:00</c>); it is at most 14 hours. Reading is done several times a request and allocates nothing.
/// </remarks>
public static class SnapTimestamp
{
    /// <summary>As most contracts print it: 25 characters, e.g. <c>2023-06-20T13:37:23+07:00</c>.</summary>
    public const string Seconds = "yyyy-MM-dd'T'HH:mm:sszzz";

    /// <summary>As the standard's text prints it, e.g. <c>2023-06-20T13:37:23.000+07:00</c>.</summary>
    public const string Milliseconds = "yyyy-MM-dd'T'HH:mm:ss.fffzzz";

    const int LengthToSeconds = 19;
    const int LengthToMilliseconds = 23;
    const int OffsetMaximumMinutes = 14 * 60;

    /// <summary>Reads a moment written with a numeric offset, e.g. <c>+07:00</c>.</summary>
    /// <returns>False, and the default, for whatever else; nothing is trimmed or guessed.</returns>
    public static bool TryParse(string text, out DateTimeOffset moment) =>
        TryRead(text, takesZ: false, out moment);

    /// <summary>Reads a moment written with a numeric offset or with <c>Z</c>.</summary>
    /// <returns>False, and the default, for whatever else; nothing is trimmed or guessed.</returns>
    public static bool TryParseOrZ(string text, out DateTimeOffset moment) =>
        TryRead(text, takesZ: true, out moment);

    /// <summary>Writes a moment; what is below the format's unit is cut, not rounded.</summary>
    /// <param name="format"><see cref="Seconds"/> or <see cref="Milliseconds"/>.</param>
    /// <param name="offset">The zone to write it in, e.g. seven hours.</param>
    public static string Write(DateTimeOffset moment, string format, TimeSpan offset) =>
        moment.ToOffset(offset).ToString(format, CultureInfo.InvariantCulture);

    static bool TryRead(ReadOnlySpan<char> text, bool takesZ, out DateTimeOffset moment)
    {
        moment = default;
        if (!TryReadClock(text, out var clock))
            return false;

        var rest = text[LengthToSeconds..];
        if (rest is ['.', ..])
        {
            if (text.Length < LengthToMilliseconds
                || Number(text, LengthToSeconds + 1, digits: 3) is not (>= 0 and var parts))
            {
                return false;
            }

            clock = clock.AddMilliseconds(parts);
            rest = text[LengthToMilliseconds..];
        }

        if (!TryReadOffset(rest, takesZ, out var offset))
            return false;

        // Near the calendar's ends a clock may have no moment.
        var ticks = clock.Ticks - offset.Ticks;
        if (ticks < DateTime.MinValue.Ticks || ticks > DateTime.MaxValue.Ticks)
            return false;

        moment = new(clock, offset);
        return true;
    }

    // yyyy-MM-ddTHH:mm:ss
    static bool TryReadClock(ReadOnlySpan<char> text, out DateTime clock)
    {
        clock = default;
        if (text.Length <= LengthToSeconds
            || text[4] != '-' || text[7] != '-' || text[10] != 'T' || text[13] != ':' || text[16] != ':')
        {
            return false;
        }

        var (year, month, day) = (Number(text, 0, digits: 4), Number(text, 5, digits: 2), Number(text, 8, digits: 2));
        var (hour, minute, second) =
            (Number(text, 11, digits: 2), Number(text, 14, digits: 2), Number(text, 17, digits: 2));

        if (year < 1 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month)
            || hour is < 0 or > 23 || minute is < 0 or > 59 || second is < 0 or > 59)
        {
            return false;
        }

        clock = new(year, month, day, hour, minute, second);
        return true;
    }

    // Z, +hh:mm, +hhmm or +h:mm
    static bool TryReadOffset(ReadOnlySpan<char> text, bool takesZ, out TimeSpan offset)
    {
        offset = TimeSpan.Zero;
        if (text is ['Z'])
            return takesZ;

        var (hour, minute) = text switch
        {
            ['+' or '-', _, _, ':', _, _] => (Number(text, 1, digits: 2), Number(text, 4, digits: 2)),
            ['+' or '-', _, _, _, _] when text[2] == ':' => (Number(text, 1, digits: 1), Number(text, 3, digits: 2)),
            ['+' or '-', _, _, _, _] => (Number(text, 1, digits: 2), Number(text, 3, digits: 2)),
            _ => (-1, -1),
        };

        if (hour < 0 || minute is < 0 or > 59 || hour * 60 + minute > OffsetMaximumMinutes)
            return false;

        offset = TimeSpan.FromMinutes(text[0] == '-' ? -(hour * 60 + minute) : hour * 60 + minute);
        return true;
    }

    // Negative where one of them is no ASCII digit.
    static int Number(ReadOnlySpan<char> text, int start, int digits)
    {
        var number = 0;
        foreach (var one in text.Slice(start, digits))
        {
            if (!char.IsAsciiDigit(one))
                return -1;

            number = number * 10 + (one - '0');
        }

        return number;
    }
}
