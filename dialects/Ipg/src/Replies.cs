using Periksa.Wire.Http;

namespace Periksa.Dialects.Ipg;

/// <summary>Replies in the vendor's envelope, stamped with the moment they answer.</summary>
internal static class Replies
{
    /// <summary>Nothing to show, which is an empty list in every operation.</summary>
    public static JsonReply Of(Code code, DateTimeOffset now) => Of(code, now, []);

    public static JsonReply Of(Code code, DateTimeOffset now, IReadOnlyList<WireBill> bills) =>
        JsonReply.Of(code.Http, In(code, now, bills), IpgJson.Exact.ReplyIReadOnlyListWireBill, code.Refused);

    public static JsonReply Of(Code code, DateTimeOffset now, WireBill bill) =>
        JsonReply.Of(code.Http, In(code, now, bill), IpgJson.Exact.ReplyWireBill, code.Refused);

    /// <summary>The envelope alone.</summary>
    public static Reply<T> In<T>(Code code, DateTimeOffset now, T data) =>
        new(code.Rc, code.Message, Moments.Write(now), data);
}
