using System.Globalization;

namespace Periksa.Host.Pages;

/// <summary>Moments as a browser's field sends them: WIB, without saying so.</summary>
static class WibTime
{
    static readonly string[] Forms = ["yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd'T'HH:mm:ss", "yyyy-MM-dd"];

    /// <summary>The moment; <c>null</c> for what is none.</summary>
    public static DateTimeOffset? Read(string? text)
    {
        if (!DateTime.TryParseExact(text, Forms, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local))
            return null;

        // In UTC the first hours of the calendar are none.
        return local.Year == 1 ? DateTimeOffset.MinValue : new(local, BusinessDay.Wib);
    }
}
