using System.Text.Json.Serialization.Metadata;
using Periksa.Wire.Http;

namespace Periksa.Dialects.IpgBiller;

/// <summary>Replies in the vendor's envelope, stamped with the moment they answer.</summary>
internal static class Replies
{
    /// <summary>Nothing to show.</summary>
    public static JsonReply Of(Code code, DateTimeOffset now) =>
        JsonReply.Of(code.Http, In(code, now), BillerJson.Exact.ReplyIReadOnlyListWireBill);

    public static JsonReply Of<T>(Code code, DateTimeOffset now, T data, JsonTypeInfo<Reply<T>> type) =>
        JsonReply.Of(code.Http, In(code, now, data), type);

    public static JsonReply Of(BillPage page, DateTimeOffset now)
    {
        var (rc, message, http) = Codes.Success;
        var bills = page.Bills.Select(bill => Translation.Write(bill, now)).ToArray();
        var reply = new ListReply(rc, message, Translation.Write(now), bills, page.Total);
        return JsonReply.Of(http, reply, BillerJson.Exact.ListReply);
    }

    /// <summary>The envelope with nothing in it, as an import's report ends where it failed.</summary>
    public static Reply<IReadOnlyList<WireBill>> In(Code code, DateTimeOffset now) =>
        In<IReadOnlyList<WireBill>>(code, now, []);

    public static Reply<T> In<T>(Code code, DateTimeOffset now, T data) =>
        new(code.Rc, code.Message, Translation.Write(now), data);
}
