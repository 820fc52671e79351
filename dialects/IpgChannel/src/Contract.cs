using System.Text.Json;
using System.Text.Json.Serialization;
using Periksa.Wire.Http;

namespace Periksa.Dialects.IpgChannel;

// The wire, exactly as the vendor's pages write it: same names, same order. No behaviour lives here.

internal sealed record InquiryRequest(
    WireText VaNumber, WireText RefId, WireText TerminalId, WireText TransactionDate);

internal sealed record PaymentRequest(
    WireText VaNumber,
    WireText RefId,
    WireText Amount,
    WireText TerminalId,
    WireText TransactionDate,
    WireText CustomerName);

/// <param name="BillId">The bill's hash.</param>
/// <param name="PaymentRef">The payment's ref_id.</param>
internal sealed record ReversalRequest(WireText BillId, WireText PaymentRef, WireNumber Amount);

/// <summary>Every answer.</summary>
internal sealed record Reply<T>(string Rc, string Message, string Timestamp, T Data)
    where T : class;

/// <summary>A bill, in the order of the sample. The sample leaves out an invoice number and a due date that are not
/// there; everything else is always shown.</summary>
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

/// <summary>A line of a bill. Its amounts are strings, where the bill's are numbers.</summary>
internal sealed record WireComponent(string Id, string Name, string Qty, string Price, string Total);

[JsonSerializable(typeof(InquiryRequest))]
[JsonSerializable(typeof(PaymentRequest))]
[JsonSerializable(typeof(ReversalRequest))]
[JsonSerializable(typeof(Reply<WireBill>))]
[JsonSerializable(typeof(Reply<WireBill[]>))]
internal sealed partial class IpgChannelJson : JsonSerializerContext
{
    /// <summary>Snake-case names and no needless escapes; an attribute could not name the encoder.</summary>
    public static IpgChannelJson Exact { get; } = new(JsonReply.Options(JsonNamingPolicy.SnakeCaseLower));
}
