using Microsoft.AspNetCore.Http;
using Periksa.Inquiries;
using Periksa.Partners;
using Periksa.Wire.Http;

namespace Periksa.Wire.Sento;

/// <summary>Account inquiry: receive, authenticate, parse, ask, say.</summary>
/// <remarks>Who is asking shows in the headers alone, so a stranger is refused before its body is worked on.</remarks>
internal sealed class InquiryEndpoint(
    SentoVendor vendor, Auth auth, IAccountInquiries accountInquiries, TimeProvider clock)
{
    /// <summary>This wire has no word for "later", so the bank is given longer than elsewhere.</summary>
    static readonly TimeSpan Budget = TimeSpan.FromSeconds(10);

    public async Task<JsonReply> Inquire(HttpContext http)
    {
        var now = clock.GetUtcNow();

        if (!Body.IsJson(http.Request))
            return Refuse(StatusCodes.Status415UnsupportedMediaType);

        if (Body.IsTooLarge(http.Request))
            return Refuse(StatusCodes.Status413PayloadTooLarge);

        if (auth.Refuse(http, now, AsksAbout.BankAccount, out var caller) is { } refusal)
            return Say(refusal, Translation.Reply(refusal, await Echo.Read(http, SentoJson.Exact.InquiryRequest), now));

        if (await Body.Receive(http.Request, http.RequestAborted) is not { } body)
            return Refuse(StatusCodes.Status413PayloadTooLarge);

        StrictJson.TryParse(body.Span, SentoJson.Exact.InquiryRequest, out var wire);

        if (wire is null || !Translation.TryRead(wire, out var account))
            return Say(Codes.ParameterNotValid, Translation.Reply(Codes.ParameterNotValid, wire, now));

        var inquiry = new AccountInquiry(caller.Partner, vendor.Dialect, account, now, caller.Price, Budget);
        var (code, reply) = Translation.Write(wire, await accountInquiries.Ask(inquiry, http.RequestAborted), now);
        return Say(code, reply);
    }

    /// <summary>Answers a request that the transport refuses, before anything of it was read.</summary>
    public JsonReply Refuse(int status)
    {
        var code = Codes.Transport(status);
        return Say(code, Translation.Reply(code, wire: null, clock.GetUtcNow()));
    }

    static JsonReply Say(Code code, InquiryReply reply) => code.IsStatusAlone
        ? SentoRoutes.Say(code)
        : JsonReply.Of(code.Http, reply, SentoJson.Exact.InquiryReply, code.Refused);
}
