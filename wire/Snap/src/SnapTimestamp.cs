using System.Globalization;

namespace Periksa.Wire.Snap;

/// <summary>X-TIMESTAMP: ISO 8601 with an offset, in seconds or milliseconds.</summary>
/// <remarks>
/// The standard's text writes <c>yyyy-MM-ddTHH:mm:ss.SSSTZD</c> and all its examples leave the milliseconds out, so
/// both are read. As .NET reads an offset, its colon may be left out (<c>+0700</c>), and with the colon its hour's
/// leading zero, too (<c>+7:00</c>); it is at most 14 hours.
/// <para>
/// What else the formatters of usual languages write is read where that is asked for: <c>Z</c> or <c>z</c> for UTC,
/// an offset of hours alone (<c>+07</c>), and one to nine digits of a second's fraction, as Go, Java, Python and .NET
/// have them. Reading is done several times a request and allocates nothing.
/// </para>
/// </remarks>
public static class SnapTimestamp
{
    /// <summary>As most contracts print it: 25 characters, e.g. <c>2023-06-20T13:37:23+07:00</c>.</summary>
    public const string Seconds = "yyyy-MM-dd'T'HH:mm:sszzz";

    /// <summary>As the standard's text prints it, e.g. <c>2023-06-20T13:37:23.000+07:00</c>.</summary>
    public const string Milliseconds = "yyyy-MM-dd'T'HH:mm:ss.fffzzz";

    /// <summary>The characters of <see cref="Seconds"/>.</summary>
    public const int SecondsLength = 25;

    /// <summary>The characters of <see cref="Milliseconds"/>.</summary>
    public const int MillisecondsLength = 29;

    const int LengthToSeconds = 19;
    const int MillisecondsDigits = 3;
    const int FractionDigitsMaximum = 9;
    const int TicksDigits = 7;
    const int OffsetMaximumMinutes = 14 * 60;

    /// <summary>Reads a moment written with a numeric offset, e.g. <c>+07:00</c>.</summary>
    /// <returns>False, and the default, for whatever else; nothing is trimmed or guessed.</returns>
    public static bool TryParse(string text, out DateTimeOffset moment) =>
        TryRead(text, isCompatible: false, out moment);

    /// <summary>Reads a moment as the formatters of usual languages write it, too, cut to what .NET's clock can
    /// tell.</summary>
    /// <returns>False, and the default, for whatever else; nothing is trimmed or guessed.</returns>
    public static bool TryParseCompatible(string text, out DateTimeOffset moment) =>
        TryRead(text, isCompatible: true, out moment);

    /// <summary>The moment at which a clock that is kept in UTC shows what was written, whatever zone was put behind
    /// it.</summary>
    public static DateTimeOffset OfUtcClock(DateTimeOffset written) => new(written.DateTime, TimeSpan.Zero);

    /// <summary>Writes a moment; what is below the format's unit is cut, not rounded.</summary>
    /// <param name="format"><see cref="Seconds"/> or <see cref="Milliseconds"/>.</param>
    /// <param name="offset">The zone to write it in, e.g. seven hours.</param>
    public static string Write(DateTimeOffset moment, string format, TimeSpan offset) =>
        moment.ToOffset(offset).ToString(format, CultureInfo.InvariantCulture);

    static bool TryRead(ReadOnlySpan<char> text, bool isCompatible, out DateTimeOffset moment)
    {
        moment = default;
        if (!TryReadClock(text, out var clock))
            return false;

        var rest = text[LengthToSeconds..];
        if (rest is ['.', ..])
        {
            var digits = CountDigits(rest[1..]);
            if (isCompatible ? digits is < 1 or > FractionDigitsMaximum : digits is not MillisecondsDigits)
                return false;

            clock = clock.AddTicks(Ticks(rest.Slice(1, digits)));
            rest = rest[(1 + digits)..];
        }

        if (!TryReadOffset(rest, isCompatible, out var offset))
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

    static int CountDigits(ReadOnlySpan<char> text)
    {
        var count = 0;
        while (count < text.Length && char.IsAsciiDigit(text[count]))
            count++;

        return count;
    }

    // A fraction of a second in .NET's hundred nanoseconds; digits beyond them are cut.
    static long Ticks(ReadOnlySpan<char> fraction)
    {
        var ticks = 0;
        for (var i = 0; i < TicksDigits; i++)
            ticks = ticks * 10 + (i < fraction.Length ? fraction[i] - '0' : 0);

        return ticks;
    }

    // +hh:mm, +hhmm or +h:mm; also Z, z or +hh
    static bool TryReadOffset(ReadOnlySpan<char> text, bool isCompatible, out TimeSpan offset)
    {
        offset = TimeSpan.Zero;
        if (text is ['Z' or 'z'])
            return isCompatible;

        var (hour, minute) = text switch
        {
            ['+' or '-', _, _, ':', _, _] => (Number(text, 1, digits: 2), Number(text, 4, digits: 2)),
            ['+' or '-', _, _, _, _] when text[2] == ':' => (Number(text, 1, digits: 1), Number(text, 3, digits: 2)),
            ['+' or '-', _, _, _, _] => (Number(text, 1, digits: 2), Number(text, 3, digits: 2)),
            ['+' or '-', _, _] when isCompatible => (Number(text, 1, digits: 2), 0),
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
