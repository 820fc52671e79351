using System.Diagnostics;
using Periksa.Inquiries;
using Periksa.Invoicing;
using Periksa.Wire.Http;

namespace Periksa.Wire.Sento;

/// <summary>A business code of the vendor's, its text, and the HTTP status it travels with.</summary>
internal sealed record Code(string Value, string Message, int Http = 200)
{
    public WireStatus Status { get; } = new(Value, Message);

    /// <summary>Failures and floods are answered with the status alone, as in the vendor's sample of 500.</summary>
    public bool IsStatusAlone => Http is 429 or 500;

    /// <summary>That it refuses; <c>null</c> for an answer.</summary>
    public Refused? Refused { get; } =
        Advice.For(Value, Http) is { } advice ? new(Value, Message, advice) : null;
}

/// <summary>Every code this dialect can say, in the order of the vendor's table.</summary>
internal static class Codes
{
    public static readonly Code Success = new("000", "Success");
    public static readonly Code InProgress = new("102", "Request is In progress");
    public static readonly Code UserNotFound = new("201", "User is not found");
    public static readonly Code UserNotActive = new("202", "User is not active");
    public static readonly Code UserConfigNotValid = new("203", "User Config is not valid");
    public static readonly Code InvoiceNotFound = new("204", "Invoice ID not found");

    /// <summary>The pay operation's own sample ends the same sentence with a full stop.</summary>
    public static readonly Code InvoiceToPayNotFound = new("204", "Invoice ID not found.");

    public static readonly Code BankNotFound = new("205", "Bank Code is not found");
    public static readonly Code BalanceNotEnough = new("206", "Balance is not enough");
    public static readonly Code AddressNotRegistered = new("207", "IP Address is not registered");
    public static readonly Code ApiKeyNotValid = new("208", "API Key is not valid");
    public static readonly Code AccountNotFound = new("209", "Bank Account is not found");
    public static readonly Code UnpaidInvoices = new("232", "User has unpaid invoices");
    public static readonly Code InvoiceNotUnpaid = new("300", "Invoice is not on UNPAID status");
    public static readonly Code TooManyRequests = new("429", "Too many requests", Http: 429);
    public static readonly Code InternalError = new("500", "Internal server error", Http: 500);
    public static readonly Code ParameterNotValid = new("990", "Request Parameter is not valid");

    /// <summary>A transport refusal keeps its HTTP status; the vendor has no other word for it than 990.</summary>
    public static Code Transport(int http) => ParameterNotValid with { Http = http };

    public static Code For(InquiryRefusal refusal) => refusal switch
    {
        InquiryRefusal.BankNotSupported => BankNotFound,
        InquiryRefusal.UnpaidInvoices => UnpaidInvoices,
        InquiryRefusal.TooManyMisses => TooManyRequests,
        InquiryRefusal.TooBusy => TooManyRequests,
        InquiryRefusal.DayKeyUsed => throw new UnreachableException("A Sento inquiry carries no key."),
        InquiryRefusal.ReferenceUsed => throw new UnreachableException("A Sento inquiry carries no reference."),
    };

    public static Code For(PayVerdict verdict) => verdict switch
    {
        PayVerdict.InProgress => InProgress,
        PayVerdict.NotFound => InvoiceToPayNotFound,
        PayVerdict.NotUnpaid => InvoiceNotUnpaid,
        PayVerdict.BalanceTooSmall => BalanceNotEnough,
    };
}
