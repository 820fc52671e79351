using System.Text.Json;
using System.Text.Json.Serialization;
using Periksa.Bills;
using Periksa.Wire.Http;

namespace Periksa.Dialects.IpgBiller;

// The wire, as the vendor's pages name it, in the order in which it is read and written. No behaviour lives here.

internal sealed record BillRequest(
    WireText VaNumber,
    WirePrefix Prefix,
    WireText Type,
    WireText Name,
    WireText CustomerName,
    WireText CustomerEmail,
    WireText CustomerPhone,
    WireText CustomerAddress,
    WireText Description,
    WireText ExtDescription,
    WireText InvoiceNumber,
    WireText DueDate,
    WireText ValidUntil,
    WireText InstitutionCode,
    WireComponents Components,
    WireFigure TotalAmount);

internal sealed record ComponentRequest(WireText Name, WireFigure Qty, WireFigure Price, WireFigure Total);

/// <summary>Every answer but a list's.</summary>
internal sealed record Reply<T>(string Rc, string Message, string Timestamp, T Data);

/// <summary>A page of a list, and how long the list is.</summary>
internal sealed record ListReply<T>(string Rc, string Message, string Timestamp, IReadOnlyList<T> Data, long Total);

/// <summary>A page of a list that is walked.</summary>
/// <param name="NextCursor">What the next page is asked for with; <c>null</c> after the last.</param>
internal sealed record WalkReply<T>(
    string Rc, string Message, string Timestamp, IReadOnlyList<T> Data, string? NextCursor);

/// <summary>A bill as the bank channel shows it, too.</summary>
internal sealed record WireBill(
    string Hash,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? InvoiceNumber,
    string VaNumber,
    string Type,
    string Name,
    string CustomerName,
    string? CustomerEmail,
    string? CustomerPhone,
    string? CustomerAddress,
    decimal TotalAmount,
    decimal BilledAmount,
    decimal PaidAmount,
    string? Description,
    string? ExtDescription,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? DueDate,
    string? ValidUntil,
    string Status,
    string CreatedAt,
    IReadOnlyList<WireComponent> Components);

internal sealed record WireComponent(string Id, string Name, string Qty, string Price, string Total);

internal sealed record WirePayment(
    string Id,
    string PaymentRefId,
    string Channel,
    decimal Amount,
    string Type,
    string? TerminalId,
    string TransactionDate,
    string? CustomerName,
    string CreatedAt,
    string? ReversedAt);

/// <summary>The same among those of a day, with the bill that it is for.</summary>
internal sealed record WireBilledPayment(
    string Id,
    string PaymentRefId,
    string Channel,
    decimal Amount,
    string Type,
    string? TerminalId,
    string TransactionDate,
    string? CustomerName,
    string CreatedAt,
    string Hash,
    string VaNumber,
    string? ReversedAt);

/// <summary>A line of an import's report: this row makes no bill.</summary>
internal sealed record RejectedRow(long Line, string Rejected);

/// <summary>A line of an import's report: an earlier file made this bill.</summary>
internal sealed record UnchangedRow(long Line, bool Unchanged, string Hash);

/// <summary>A line of an import's report: how far it is.</summary>
internal sealed record ImportCount(int Rows, int Imported, int Rejected);

/// <summary>The totals on the last line of an import's report.</summary>
/// <param name="Rows"><c>null</c>, as what was rejected, for a file imported before anybody kept count.</param>
internal sealed record ImportTotal(int? Rows, int Imported, int? Rejected, int Unchanged)
{
    public static ImportTotal Of(EarlierImport before) =>
        new(before.Rows, before.Made, before.Rows - before.Made - before.Unchanged, before.Unchanged);
}

internal sealed record Webhook(string Event, WireBill Context, WebhookPayment Payload);

internal sealed record WebhookPayment(
    string Id,
    string PaymentRefId,
    string Channel,
    decimal Amount,
    string Type,
    string CreatedAt,
    int Sequence,
    WebhookAccount Account);

internal sealed record WebhookAccount(string VaNumber, string CustomerName);

[JsonSerializable(typeof(BillRequest))]
[JsonSerializable(typeof(ComponentRequest))]
[JsonSerializable(typeof(Reply<WireBill>))]
[JsonSerializable(typeof(Reply<IReadOnlyList<WireBill>>))]
[JsonSerializable(typeof(Reply<ImportTotal>))]
[JsonSerializable(typeof(ListReply<WireBill>))]
[JsonSerializable(typeof(ListReply<WirePayment>))]
[JsonSerializable(typeof(WalkReply<WireBill>))]
[JsonSerializable(typeof(WalkReply<WireBilledPayment>))]
[JsonSerializable(typeof(RejectedRow))]
[JsonSerializable(typeof(UnchangedRow))]
[JsonSerializable(typeof(ImportCount))]
[JsonSerializable(typeof(Webhook))]
internal sealed partial class BillerJson : JsonSerializerContext
{
    /// <summary>Snake-case names and no needless escapes; an attribute could not name the encoder.</summary>
    public static BillerJson Exact { get; } = new(JsonReply.Options(JsonNamingPolicy.SnakeCaseLower));
}
