using Microsoft.AspNetCore.Http;
using Periksa.Wire.Http;

namespace Periksa.Dialects.SingaPay;

/// <summary>Advice to a developer about a refusal, by version 2's code or, where there is none, the HTTP
/// status.</summary>
internal static class Advice
{
    const string Credentials =
        "Send X-PARTNER-ID and, for a token, X-CLIENT-ID and X-Signature; for all else a token of the last hour as "
        + "Authorization: Bearer.";

    public static string For(string code, string message, int http) => code switch
    {
        "SP003" => "Top the account up, or send less: amount and fee must be there.",
        "SP004" => "Use a new reference_number for each transfer; ask the status of the one that has this.",
        "SP005" => "Ask the status of this reference_number before you send it again: it may be done.",
        "SP008" => "Send a reference_number of the form that the vendor's page gives.",
        "SP009" => "Ask with the account and reference_number that the transfer was sent with.",
        "SP011" => "Nobody pays to this bank from here: ask the operator.",
        "SP015" => "Ask the operator to agree on a fee for this amount.",
        "SP018" => "Correct the field that the message names.",
        "SP020" => "Put an account into the path that this partner pays from.",
        _ => For(message, http),
    };

    static string For(string message, int http) => http switch
    {
        StatusCodes.Status401Unauthorized => Credentials,
        StatusCodes.Status403Forbidden => "Call from an address that the operator has registered for you.",
        StatusCodes.Status404NotFound => message == Faults.AccountNotFound.Message
            ? "Put an account into the path that this partner pays from."
            : Hints.Path,
        StatusCodes.Status405MethodNotAllowed => Hints.Method,
        StatusCodes.Status413PayloadTooLarge => Hints.Length,
        StatusCodes.Status415UnsupportedMediaType => Hints.Json,
        StatusCodes.Status422UnprocessableEntity => "Correct the field that the message names.",
        StatusCodes.Status429TooManyRequests => Hints.Slower,
        >= StatusCodes.Status500InternalServerError => Hints.Broken,
        _ => "Send one JSON object in UTF-8 that names nothing twice, with the fields of the vendor's page.",
    };
}
