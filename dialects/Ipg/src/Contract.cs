using System.Text.Json;
using System.Text.Json.Serialization;
using Periksa.Dialects.Ipg.Biller;
using Periksa.Dialects.Ipg.Channel;
using Periksa.Wire.Http;

namespace Periksa.Dialects.Ipg;

// What both sides are shown, exactly as the vendor's pages write it: same names, same order. No behaviour lives here.

/// <summary>Every answer but a list's.</summary>
internal sealed record Reply<T>(string Rc, string Message, string Timestamp, T Data);

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

[JsonSerializable(typeof(Reply<WireBill>))]
[JsonSerializable(typeof(Reply<IReadOnlyList<WireBill>>))]
[JsonSerializable(typeof(InquiryRequest))]
[JsonSerializable(typeof(PaymentRequest))]
[JsonSerializable(typeof(ReversalRequest))]
[JsonSerializable(typeof(BillRequest))]
[JsonSerializable(typeof(ComponentRequest))]
[JsonSerializable(typeof(Reply<ImportTotal>))]
[JsonSerializable(typeof(ListReply<WireBill>))]
[JsonSerializable(typeof(ListReply<WirePayment>))]
[JsonSerializable(typeof(WalkReply<WireBill>))]
[JsonSerializable(typeof(WalkReply<WirePayment>))]
[JsonSerializable(typeof(RejectedRow))]
[JsonSerializable(typeof(UnchangedRow))]
[JsonSerializable(typeof(ImportCount))]
[JsonSerializable(typeof(Webhook))]
internal sealed partial class IpgJson : JsonSerializerContext
{
    /// <summary>Snake-case names and no needless escapes; an attribute could not name the encoder.</summary>
    public static IpgJson Exact { get; } = new(JsonReply.Options(JsonNamingPolicy.SnakeCaseLower));
}
