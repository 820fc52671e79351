using System.Text.Json.Serialization;
using Periksa.Wire.Http;

namespace Periksa.Wire.Sento;

// The wire, exactly as the vendor's page writes it: same names, same order. No behaviour lives here.

internal sealed record InquiryRequest(WireText BankCode, WireText AccountNumber);

internal sealed record PayRequest(WireText InvoiceId);

internal sealed record WireStatus(string Code, string Message);

internal sealed record StatusReply(WireStatus Status);

internal sealed record InquiryReply(
    WireStatus Status,
    string? BankCode,
    string? AccountNumber,
    string? AccountName,
    string Timestamp,
    string? Id,
    string? InvoiceId);

internal sealed record InvoiceReply(
    WireStatus Status,
    string? InvoiceId,
    string? TxDate,
    decimal? Amount,
    int TotalInquiry,
    string? PaidAt,
    string? InvoiceStatus,
    string? DueAt,
    string Timestamp);

internal sealed record InvoiceListReply(
    long Total,
    WireStatus Status,
    IReadOnlyList<ListedInvoice> Data,
    string Timestamp);

internal sealed record ListedInvoice(
    string InvoiceId,
    string TxDate,
    decimal Amount,
    int TotalInquiry,
    string? PaidAt,
    string InvoiceStatus,
    string DueAt);

/// <summary>The same fields as <see cref="InvoiceReply"/>; the vendor's sample writes the due date before the
/// status.</summary>
internal sealed record PayReply(
    WireStatus Status,
    string? InvoiceId,
    string? TxDate,
    decimal? Amount,
    int TotalInquiry,
    string? PaidAt,
    string? DueAt,
    string? InvoiceStatus,
    string Timestamp);

[JsonSerializable(typeof(InquiryRequest))]
[JsonSerializable(typeof(PayRequest))]
[JsonSerializable(typeof(StatusReply))]
[JsonSerializable(typeof(InquiryReply))]
[JsonSerializable(typeof(InvoiceReply))]
[JsonSerializable(typeof(InvoiceListReply))]
[JsonSerializable(typeof(PayReply))]
internal sealed partial class SentoJson : JsonSerializerContext
{
    /// <summary>Snake-case names and no needless escapes; an attribute could not name the encoder.</summary>
    public static SentoJson Exact { get; } =
        new(JsonReply.Options(System.Text.Json.JsonNamingPolicy.SnakeCaseLower));
}
