using Periksa.Wire.Http;

namespace Periksa.Wire.Sento;

/// <summary>Advice to a developer about a code that refuses; those that answer have none.</summary>
internal static class Advice
{
    public static string? For(string code, int http) => (code, http) switch
    {
        ("201", _) => "Send the username that the operator gave you in x-username.",
        ("202", _) => "Ask the operator to activate this user.",
        ("203", _) => "Ask the operator to agree on a price for inquiries with this user.",
        ("204", _) => "Use an invoice id that the list of invoices shows.",
        ("205", _) => "Use a bank code of the vendor's list, e.g. 014.",
        ("206", _) => "Top the deposit up, then pay again.",
        ("207", _) => "Have the operator register the address that you call from.",
        ("208", _) => "Send the API key of this very user in x-api-key, and nothing around it.",
        ("232", _) => "Pay the invoices that are due; inquiries go on then.",
        ("300", _) => "Pay an invoice whose status is UNPAID.",
        ("429", _) => Hints.Slower,
        ("500", _) => Hints.Broken,
        ("990", 404) => Hints.Path,
        ("990", 405) => Hints.Method,
        ("990", 413) => Hints.Length,
        ("990", 415) => Hints.Json,
        ("990", _) => "Send every parameter that the vendor's page names, as a JSON string or number as it says there.",
        _ => null,
    };
}
