using Periksa.Wire.Http;

namespace Periksa.Dialects.IpgChannel;

/// <summary>Replies in the vendor's envelope. Each tells the time, so none is written before it is said.</summary>
internal static class Replies
{
    /// <summary>Nothing to show, which is an empty list in every operation.</summary>
    public static JsonReply Of(Code code, DateTimeOffset now) => Of(code, [], now);

    public static JsonReply Of(WireBill[] bills, DateTimeOffset now) => Of(Codes.Success, bills, now);

    public static JsonReply Of(WireBill bill, DateTimeOffset now) => JsonReply.Of(
        Codes.Success.Http,
        new Reply<WireBill>(Codes.Success.Rc, Codes.Success.Message, Translation.Write(now), bill),
        IpgChannelJson.Exact.ReplyWireBill);

    static JsonReply Of(Code code, WireBill[] bills, DateTimeOffset now) => JsonReply.Of(
        code.Http,
        new Reply<WireBill[]>(code.Rc, code.Message, Translation.Write(now), bills),
        IpgChannelJson.Exact.ReplyWireBillArray,
        code.Refused);
}
