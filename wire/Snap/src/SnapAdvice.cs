namespace Periksa.Wire.Snap;

/// <summary>Advice to a developer about a response code that refuses, whoever the vendor is.</summary>
public static class SnapAdvice
{
    const string Expired = "This bill could be paid until it expired: take no money.";

    /// <summary>One English sentence in ASCII; <c>null</c> for a code that answers.</summary>
    public static string? For(SnapCode code) => code switch
    {
        { Http: >= 200 and < 300 } => null,
        { Service: ServiceCodes.InterbankTransfer, Http: 403 or 404 or 409 or 429 or >= 500 } => OfTransfer(code),
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
        { Http: 404, Case: 01 } => "Ask under the name that it was sent with; nothing of yours has this one.",
        { Http: 404, Case: 04 } => "This payment was taken back; pay again with a new id if it is still to be paid.",
        { Http: 404, Case: 12 } => "Ask about a virtual account or bill that there is, and that is not revoked.",
        { Http: 404, Case: 13 } => "Ask again what is owed, and pay just that.",
        { Http: 404, Case: 14 } => "Nothing is owed here any more: take no money.",
        { Http: 404, Case: 18 } => "Use an id for one payment; the first answer to this one stands.",
        { Http: 404, Case: 19 } => Expired,
        { Http: 404 } => "Ask about an account that there is.",
        { Http: 405 } => "Use a method that the Allow header of this reply names.",
        { Http: 409, Case: 01 } => "Use a partnerReferenceNo once; the first answer to this one stands.",
        { Http: 409 } => Conflict,
        { Http: 413 } => "Send less: a body has at most 64 KiB.",
        { Http: 415 } => "Send Content-Type: application/json and no Content-Encoding.",
        { Http: 429 } => Haste,
        _ => "Ask again in a moment with a new X-EXTERNAL-ID; if it stays so, tell the operator when it was.",
    };

    const string Conflict = "Use each X-EXTERNAL-ID once a day, also when you repeat a request.";
    const string Haste = "Wait a second and send slower; ask the operator for a higher limit if you need one.";

    // Whoever sends money must never be told to send it again in doubt.
    static string OfTransfer(SnapCode code) => code switch
    {
        { Http: 403, Case: 01 } => "Ask the operator to agree on transfers with you; nothing moved.",
        { Http: 403, Case: 14 } => "Top the paying account up; nothing moved, and the reference may be used again.",
        { Http: 403 } => "Send to another account, under another partnerReferenceNo: this one cannot be paid.",
        { Http: 404, Case: 03 } => "Use a bank code of the bank list, or its BIC; nothing moved.",
        { Http: 404, Case: 04 } => "Send it again under another partnerReferenceNo if you want it paid after all.",
        { Http: 404 } => "Check sourceAccountNo and beneficiaryAccountNo; service 36 tells whether anything moved.",
        { Http: 409, Case: 01 } => "Ask service 36 what became of it; another transfer has another partnerReferenceNo.",
        { Http: 409 } => Conflict,
        { Http: 429 } => Haste,
        _ => "Ask service 36 what became of it; send it under another partnerReferenceNo only if it says failed.",
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
