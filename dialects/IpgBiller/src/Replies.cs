using System.Text.Json.Serialization.Metadata;
using Periksa.Bills;
using Periksa.Wire.Http;

namespace Periksa.Dialects.IpgBiller;

/// <summary>Replies in the vendor's envelope, stamped with the moment they answer.</summary>
internal static class Replies
{
    /// <summary>Nothing to show.</summary>
    public static JsonReply Of(Code code, DateTimeOffset now) =>
        JsonReply.Of(code.Http, In(code, now), BillerJson.Exact.ReplyIReadOnlyListWireBill, code.Refused);

    public static JsonReply Of<T>(Code code, DateTimeOffset now, T data, JsonTypeInfo<Reply<T>> type) =>
        JsonReply.Of(code.Http, In(code, now, data), type, code.Refused);

    public static JsonReply Of(BillPage page, DateTimeOffset now) => page.Total is { } total
        ? Of(page.Bills.Select(bill => Translation.Write(bill, now)), total, now, BillerJson.Exact.ListReplyWireBill)
        : Of(
            page.Bills.Select(bill => Translation.Write(bill, now)),
            Cursors.Write(page.Next),
            now,
            BillerJson.Exact.WalkReplyWireBill);

    public static JsonReply Of(PaymentWalk walk, DateTimeOffset now) => Of(
        walk.Payments.Select(Translation.Write),
        Cursors.Write(walk.Next),
        now,
        BillerJson.Exact.WalkReplyWireBilledPayment);

    public static JsonReply Of(PaymentPage page, DateTimeOffset now) => Of(
        page.Payments.Select(Translation.Write), page.Total, now, BillerJson.Exact.ListReplyWirePayment);

    /// <summary>The envelope with nothing in it, as an import's report ends where it failed.</summary>
    public static Reply<IReadOnlyList<WireBill>> In(Code code, DateTimeOffset now) =>
        In<IReadOnlyList<WireBill>>(code, now, []);

    public static Reply<T> In<T>(Code code, DateTimeOffset now, T data) =>
        new(code.Rc, code.Message, Translation.Write(now), data);

    static JsonReply Of<T>(IEnumerable<T> page, string? next, DateTimeOffset now, JsonTypeInfo<WalkReply<T>> type)
    {
        var (rc, message, http) = Codes.Success;
        return JsonReply.Of(http, new(rc, message, Translation.Write(now), [.. page], next), type);
    }

    static JsonReply Of<T>(IEnumerable<T> page, long total, DateTimeOffset now, JsonTypeInfo<ListReply<T>> type)
    {
        var (rc, message, http) = Codes.Success;
        return JsonReply.Of(http, new(rc, message, Translation.Write(now), [.. page], total), type);
    }
}
