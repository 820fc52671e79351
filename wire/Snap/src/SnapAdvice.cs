namespace Periksa.Wire.Snap;

/// <summary>Advice to a developer about a response code that refuses, whoever the vendor is.</summary>
public static class SnapAdvice
{
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
        { Http: 403, Case: 09 } => "Ask about another account: the bank says that this one is dormant.",
        { Http: 403, Case: 18 } => "Ask about another account: the bank says that this one is closed.",
        { Http: 404, Case: 00 } => "Compare the path with those of the dialect, letter by letter.",
        { Http: 404, Case: 03 } => "Use a bank code of the vendor's list, three digits such as 014.",
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
