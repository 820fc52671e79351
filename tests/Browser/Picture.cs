namespace Periksa.Browser.Tests;

/// <summary>A picture of a page, as the documents show it.</summary>
/// <param name="File">Its name, without an ending.</param>
/// <param name="Path">The page's, below <c>/console/</c>; a link in the first row of this list, where it ends with
/// <c>*</c>.</param>
sealed record Picture(string File, string Path, string Look = "en.light", int Width = Visitor.Wide, int Height = 800)
{
    public static IReadOnlyList<Picture> All { get; } =
    [
        new("sandbox", "../"),
        new("overview", ""),
        new("overview-dark", "", "id.dark"),
        new("inquiries", "inquiries"),
        new("inquiries-phone", "inquiries", Width: Visitor.Phone),
        new("inquiry", "inquiries/*"),
        new("invoices", "invoices"),
        new("bills", "bills"),
        new("disbursements", "disbursements"),
        new("callbacks", "callbacks"),
        new("callback", "callbacks/*"),
        new("partners", "partners"),
        new("partner", "partners/toko-maju"),
        new("routes", "routes?bank=014"),
        new("requests", "requests?only=refused"),
        new("audit", "audit"),
        new("settings", "settings"),
        new("operators", "operators"),
        new("lab", "lab"),
    ];
}
