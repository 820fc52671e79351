namespace Periksa.Wire.Snap;

/// <summary>Advice to a developer about a response code that refuses, whoever the vendor is.</summary>
public static class SnapAdvice
{
    const string Expired = "This bill could be paid until it expired: take no money.";

    /// <summary>One English sentence in ASCII; <c>null</c> for a code that answers.</summary>
    public static string? For(SnapCode code) => code switch
    {
        { Http: >= 200 and < 300 } => null,
        { Http: 400, Case: 00 } =>
            "Send the body as one JSON object in UTF-8, with each key once and nothing after it.",
        { Http: 400, Case: 02 } =>
            "Send the header or field that the message names: it is mandatory, and must not be empty.",
        { Http: 400 } => "Send the header or field that the message names in the form that the vendor's page gives.",
        { Http: 401, Case: 01 } =>
            "Get a new access token in this dialect and send it as Authorization: Bearer, one space and the token.",
        { Http: 401 } => Unauthorized(code.Message),
        { Http: 403, Case: 00 } => Expired,
        { Http: 403, Case: 01 } => "Have the operator say of this credential what it is for.",
        { Http: 403, Case: 09 } => "Ask about another account: the bank says that this one is dormant.",
        { Http: 403, Case: 18 } => "Ask about another account: the bank says that this one is closed.",
        { Http: 404, Case: 00 } => "Compare the path with those of the dialect, letter by letter.",
        { Http: 404, Case: 03 } => "Use a bank code of the vendor's list, three digits such as 014.",
        { Http: 404, Case: 01 } => "Ask about a payment that was made to one of your own virtual accounts.",
        { Http: 404, Case: 04 } => "This payment was taken back; pay again with a new id if it is still to be paid.",
        { Http: 404, Case: 12 } => "Ask about a virtual account or bill that there is, and that is not revoked.",
        { Http: 404, Case: 13 } => "Ask again what is owed, and pay just that.",
        { Http: 404, Case: 14 } => "Nothing is owed here any more: take no money.",
        { Http: 404, Case: 18 } => "Use an id for one payment; the first answer to this one stands.",
        { Http: 404, Case: 19 } => Expired,
        { Http: 404 } => "Ask about an account that there is.",
        { Http: 405 } => "Use a method that the Allow header of this reply names.",
        { Http: 409, Case: 01 } => "Use a partnerReferenceNo once; the first answer to this one stands.",
        { Http: 409 } => "Use each X-EXTERNAL-ID once a day, also when you repeat a request.",
        { Http: 413 } => "Send less: a body has at most 64 KiB.",
        { Http: 415 } => "Send Content-Type: application/json and no Content-Encoding.",
        { Http: 429 } => "Wait a second and send slower; ask the operator for a higher limit if you need one.",
        _ => "Ask again in a moment with a new X-EXTERNAL-ID; if it stays so, tell the operator when it was.",
    };

    static string Unauthorized(string message) => message switch
    {
        _ when message.Contains("[Timestamp]", StringComparison.Ordinal) =>
            "Stamp each request when you send it, with your zone's offset, and keep your clock right with NTP.",
        _ when message.Contains("[Signature]", StringComparison.Ordinal) =>
            "Sign the very bytes that you send, as the dialect's page says; the host's log names known mistakes.",
        _ when message.Contains("[IP Address]", StringComparison.Ordinal) =>
            "Call from an address that the operator has registered for you.",
        _ => "Send the client id that the operator gave you for this dialect, in X-CLIENT-KEY or X-PARTNER-ID.",
    };
}
