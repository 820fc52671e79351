using Microsoft.AspNetCore.Http;
using Periksa.Wire.Http;

namespace Periksa.Dialects.IpgChannel;

/// <summary>Advice to a developer about a refusal. The refusal's own sentence says what is wrong, and mostly that is
/// enough.</summary>
internal static class Advice
{
    public static string For(string rc, string message, int http) => http switch
    {
        StatusCodes.Status401Unauthorized =>
            "Compare the name, the address and the key with what the operator registered.",
        StatusCodes.Status404NotFound => Hints.Path,
        StatusCodes.Status405MethodNotAllowed => Hints.Method,
        StatusCodes.Status413PayloadTooLarge => Hints.Length,
        StatusCodes.Status415UnsupportedMediaType => Hints.Json,
        StatusCodes.Status429TooManyRequests => Hints.Slower,
        StatusCodes.Status500InternalServerError => Hints.Broken,
        StatusCodes.Status400BadRequest => message,
        _ => rc switch
        {
            "BILLER_BILL_NOT_FOUND" =>
                "Ask about a virtual account or bill that there is; a biller makes one at /api/v2/gw/bill.",
            "BILLER_BILL_ALREADY_PAID" => "Nothing is owed here any more: take no money.",
            "BILLER_PAYMENT_NOT_FOUND" =>
                "Reverse a payment of this channel by its own ref_id and the hash of its bill.",
            "BILLER_PAYMENT_ALREADY_REVERSED" => "Nothing is left to take back; pay again under a new ref_id.",
            "BILLER_SUSPECT_TRANSACTION" =>
                "Ask what is owed before you take money again: an inquiry tells whether this was paid.",
            _ => message,
        },
    };
}
