using System.Text.Json.Serialization.Metadata;
using Periksa.Bills;
using Periksa.Wire.Http;

namespace Periksa.Dialects.Ipg.Biller;

/// <summary>Replies that show a page of a list.</summary>
internal static class Pages
{
    public static JsonReply Of(BillPage page, DateTimeOffset now)
    {
        var bills = page.Bills.Select(bill => Translation.Write(bill, now));
        return page.Total is { } total
            ? Of(bills, total, now, IpgJson.Exact.ListReplyWireBill)
            : Of(bills, Cursors.Write(page.Next), now, IpgJson.Exact.WalkReplyWireBill);
    }

    public static JsonReply Of(PaymentWalk walk, DateTimeOffset now) => Of(
        walk.Payments.Select(Payments.Write),
        Cursors.Write(walk.Next),
        now,
        IpgJson.Exact.WalkReplyWirePayment);

    public static JsonReply Of(PaymentPage page, DateTimeOffset now) =>
        Of(page.Payments.Select(Payments.Write), page.Total, now, IpgJson.Exact.ListReplyWirePayment);

    static JsonReply Of<T>(IEnumerable<T> page, string? next, DateTimeOffset now, JsonTypeInfo<WalkReply<T>> type)
    {
        var (rc, message, http, _) = Code.Success;
        return JsonReply.Of(http, new(rc, message, Moments.Write(now), [.. page], next), type);
    }

    static JsonReply Of<T>(IEnumerable<T> page, long total, DateTimeOffset now, JsonTypeInfo<ListReply<T>> type)
    {
        var (rc, message, http, _) = Code.Success;
        return JsonReply.Of(http, new(rc, message, Moments.Write(now), [.. page], total), type);
    }
}
