using Periksa.Wire.Http;
using Periksa.Wire.Snap;
using Periksa.Wire.SnapServer;

namespace Periksa.Dialects.Snap;

/// <summary>Reads the dates that bodies carry.</summary>
internal static class BodyDates
{
    const int BasicClockLength = 15;   // yyyyMMddTHHmmss

    /// <summary>The last moment that our own day has a name for; nobody could be shown a later one.</summary>
    static readonly DateTimeOffset Last = new(DateTime.MaxValue.Ticks, BusinessDay.Wib);

    /// <summary>True for a date of 25 characters with an offset. Only a caller that need not keep to the letter may
    /// write it otherwise, and then also in the basic form of the standard's older samples.</summary>
    /// <param name="name">Its path, as operators read it.</param>
    public static bool IsDate<T>(string text, SnapQuestion<T> question, string name)
    {
        if (text.Length == SnapTimestamp.SecondsLength && SnapTimestamp.TryParse(text, out var moment))
            return moment <= Last;

        return SnapTimestamp.TryParseCompatible(Extended(text), out moment) && moment <= Last && question.May(name);
    }

    /// <summary>The moment that was sent; if none was, another.</summary>
    public static DateTimeOffset Read(WireText sent, DateTimeOffset otherwise) =>
        SnapTimestamp.TryParseCompatible(Extended(sent.Text ?? ""), out var moment) ? moment : otherwise;

    static string Extended(string text) => text is [_, _, _, _, _, _, _, _, 'T', ..] && text.Length > BasicClockLength
        ? $"{text[..4]}-{text[4..6]}-{text[6..11]}:{text[11..13]}:{text[13..]}"
        : text;
}
