using System.Text.RegularExpressions;

namespace Periksa.Dialects.Ipg.Biller.Import;

/// <summary>Knows what a spreadsheet does to account numbers that it takes for amounts, and how to keep it from
/// that.</summary>
internal static partial class Spreadsheet
{
    /// <summary>In the languages of those who read it: whoever sends the file, and whoever makes it.</summary>
    public const string Advice =
        "Excel takes such numbers for amounts: it keeps 15 digits and turns the 16th into 0, drops zeros in front, and "
        + "writes 8.67E+15. Format the column as Text before the numbers are typed or pasted, or use Data > From "
        + "Text/CSV and choose Text. / Excel menganggap nomor seperti ini sebagai angka: hanya 15 digit yang disimpan "
        + "dan digit ke-16 menjadi 0, nol di depan hilang, dan tertulis 8,67E+15. Ubah format kolom menjadi Teks "
        + "sebelum nomor diketik atau ditempel, atau pakai Data > Dari Teks/CSV lalu pilih Teks.";

    const int Digits = 16;

    /// <summary>True if it may be a number of sixteen digits, of which the last was lost.</summary>
    public static bool MayHaveRounded(string? cell) => cell is { Length: Digits } and [.., '0'];

    /// <summary>True if it is a number in a spreadsheet's own writing, such as 8.67E+15.</summary>
    public static bool HasRewritten(string? cell) => cell is not null && Scientific.IsMatch(cell);

    [GeneratedRegex(@"^[0-9]([.,][0-9]+)?[Ee]\+?[0-9]+\z")]
    private static partial Regex Scientific { get; }
}
