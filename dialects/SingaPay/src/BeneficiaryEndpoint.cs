using Microsoft.AspNetCore.Http;
using Periksa.Inquiries;
using Periksa.Partners;
using Periksa.Wire.Http;
using Periksa.Wire.SingaPay;

namespace Periksa.Dialects.SingaPay;

/// <summary>Answers whose account it is: the same inquiry in two versions.</summary>
internal sealed class BeneficiaryEndpoint(Auth auth, IAccountInquiries accountInquiries, TimeProvider clock)
{
    /// <summary>Time the bank may take before the caller hears of a timeout.</summary>
    static readonly TimeSpan Budget = TimeSpan.FromSeconds(2);

    /// <summary>Version 2: the bank by its code or BIC.</summary>
    public async Task<JsonReply> Check(HttpContext http)
    {
        var now = clock.GetUtcNow();

        if (!Body.IsJson(http.Request))
            return Replies.Of(Codes.MediaTypeNotSupported);

        if (await Body.Receive(http.Request, http.RequestAborted) is not { } body)
            return Replies.Of(Codes.BodyTooLarge);

        var (objection, caller) = await auth.Judge(http, AsksAbout.BankAccount);
        if (objection is { } why)
            return Replies.Of(Codes.For(why));

        if (!StrictJson.TryParse(body.Span, SingaPayRequestJson.Exact.BeneficiaryRequest, out var wire))
            return Replies.Of(Codes.BadRequest);

        if (Beneficiaries.TryRead(wire, out var asked) is { } sentence)
            return Replies.Of(Codes.ValidationError.Naming(sentence));

        var answer = await accountInquiries.Ask(Inquiry(caller, asked, now), http.RequestAborted);
        var (code, data) = Beneficiaries.Write(answer, wire.BankCode.Text!, asked.Shown);
        return data is null ? Replies.Of(code) : Replies.Of(data, SingaPayJson.Exact.ReplyBeneficiaryData);
    }

    /// <summary>Version 1: the bank by its BIC.</summary>
    public async Task<JsonReply> CheckBySwift(HttpContext http)
    {
        var now = clock.GetUtcNow();

        if (!Body.IsJson(http.Request))
            return Replies.Of(Faults.MediaTypeNotSupported);

        if (await Body.Receive(http.Request, http.RequestAborted) is not { } body)
            return Replies.Of(Faults.BodyTooLarge);

        var (objection, caller) = await auth.Judge(http, AsksAbout.BankAccount);
        if (objection is { } why)
            return Replies.Of(Faults.For(why, SourceAddress.Of(http)));

        if (!StrictJson.TryParse(body.Span, SingaPayRequestJson.Exact.SwiftBeneficiaryRequest, out var wire))
            return Replies.Of(Faults.BadRequest);

        if (Beneficiaries.TryRead(wire, out var asked) is { } sentence)
            return Replies.Of(Faults.ValidationError(sentence));

        var answer = await accountInquiries.Ask(Inquiry(caller, asked, now), http.RequestAborted);
        var (fault, data) = Beneficiaries.Write(answer, asked.Shown);
        return fault is null
            ? Replies.Of(data!, SingaPayJson.Exact.PlainReplySwiftBeneficiaryData)
            : Replies.Of(fault);
    }

    static AccountInquiry Inquiry(Caller caller, BankAccount asked, DateTimeOffset now) =>
        new(caller.Partner, Auth.Dialect, asked, now, Price: null, Budget);
}
