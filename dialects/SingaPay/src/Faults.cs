using System.Diagnostics;
using System.Globalization;
using System.Net;
using Periksa.Inquiries;
using Periksa.Wire.Http;

namespace Periksa.Dialects.SingaPay;

/// <summary>A refusal of version 1, in place of an answer: its code is the HTTP status.</summary>
internal sealed record Fault(int Http, string Message)
{
    public Refused Refused =>
        new(Http.ToString(CultureInfo.InvariantCulture), Message, Advice.For(code: "", Message, Http));
}

/// <summary>Every fault that version 1 can be answered with, but for two: an address that is not registered is
/// named, and a field that is wrong has a sentence of its own.</summary>
internal static class Faults
{
    public static readonly Fault BadRequest = new(400, "Bad Request");

    /// <summary>No fee has been agreed on. 403 is taken by addresses.</summary>
    public static readonly Fault Forbidden = new(400, "Forbidden");

    public static readonly Fault Unauthorized = new(401, "Unauthorized partner, please sign in");
    public static readonly Fault NotFound = new(404, "Not Found");
    public static readonly Fault AccountNotFound = new(404, "Merchant Account Not Found");
    public static readonly Fault MethodNotAllowed = new(405, "Method Not Allowed");
    public static readonly Fault BodyTooLarge = new(413, "Request Entity Too Large");
    public static readonly Fault MediaTypeNotSupported = new(415, "Unsupported Media Type");
    public static readonly Fault TooManyRequests = new(429, "Too Many Requests");
    public static readonly Fault GeneralFailure = new(500, "General Failure");
    public static readonly Fault Timeout = new(504, "Timeout");

    public static Fault AddressNotRegistered(IPAddress? address) =>
        new(403, $"Your IP address ({address}) is not registered");

    public static Fault ValidationError(string sentence) => new(422, sentence);

    /// <param name="from">Where the request came from.</param>
    public static Fault For(Objection objection, IPAddress? from) => objection switch
    {
        Objection.Unauthorized => Unauthorized,
        Objection.AddressNotRegistered => AddressNotRegistered(from),
        Objection.SignatureInvalid => throw new UnreachableException("Of version 1, only a token's proof is signed."),
        Objection.TooManyRequests => TooManyRequests,
    };

    public static Fault For(InquiryRefusal refusal) => refusal switch
    {
        InquiryRefusal.BankNotSupported => throw new UnreachableException("The bank was found on the list."),
        InquiryRefusal.UnpaidInvoices => throw new UnreachableException("A SingaPay inquiry is not billed."),
        InquiryRefusal.TooManyMisses => TooManyRequests,
        InquiryRefusal.TooBusy => TooManyRequests,
        InquiryRefusal.DayKeyUsed => throw new UnreachableException("A SingaPay inquiry carries no key."),
        InquiryRefusal.ReferenceUsed => throw new UnreachableException("A SingaPay inquiry carries no reference."),
    };
}
