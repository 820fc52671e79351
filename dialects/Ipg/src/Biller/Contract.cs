using System.Text.Json.Serialization;
using Periksa.Bills;
using Periksa.Wire.Http;

namespace Periksa.Dialects.Ipg.Biller;

// What billers send and are shown, as the vendor's pages name it, in the order in which it is read and written. No
// behaviour lives here.

/// <summary>A bill to be made. A row of a file is one, too, but for the last three.</summary>
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
    WireText InstitutionCode = default,
    [property: JsonConverter(typeof(WireListConverter<ComponentRequest>))]
    WireList<ComponentRequest> Components = default,
    WireFigure TotalAmount = default);

internal sealed record ComponentRequest(WireText Name, WireFigure Qty, WireFigure Price, WireFigure Total);

/// <summary>A page of a list, and how long the list is.</summary>
internal sealed record ListReply<T>(string Rc, string Message, string Timestamp, IReadOnlyList<T> Data, long Total);

/// <summary>A page of a list that is walked.</summary>
/// <param name="NextCursor">What the next page is asked for with; <c>null</c> after the last.</param>
internal sealed record WalkReply<T>(
    string Rc, string Message, string Timestamp, IReadOnlyList<T> Data, string? NextCursor);

/// <param name="Hash">Of the bill that it is for, as its account: shown among those of a day.</param>
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
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Hash,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? VaNumber,
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
