using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Periksa.Bills;
using Periksa.Wire.Http;

namespace Periksa.Dialects.IpgBiller;

/// <summary>One bill or a page of them: made, found, listed, revoked, and what was paid for it.</summary>
internal sealed class BillEndpoint(Auth auth, IBillOffice office, NewId newId, TimeProvider clock)
{
    /// <summary>The part of a path that names the bill.</summary>
    public const string Hash = "hash";

    const int HashLength = 8;

    public async Task<JsonReply> Make(HttpContext http)
    {
        var now = clock.GetUtcNow();

        if (!Body.IsJson(http.Request))
            return Replies.Of(Codes.JsonOnly, now);

        if (await Body.Receive(http.Request, http.RequestAborted) is not { } body)
            return Replies.Of(Codes.BodyTooLarge, now);

        if (auth.Refuse(http, out var biller) is { } refusal)
            return Replies.Of(refusal, now);

        if (!StrictJson.TryParse(body.Span, BillerJson.Exact.BillRequest, out var wire))
            return Replies.Of(Codes.NoJson, now);

        if (Translation.TryRead(wire, biller.Id, now, newId, out var asked) is { } sentence)
            return Replies.Of(Codes.Invalid(sentence), now);

        var (verdict, bill) = await office.Make(asked);
        return Codes.For(verdict) is { } why
            ? Replies.Of(why, now)
            : Replies.Of(Codes.Success, now, Translation.Write(bill!, now), BillerJson.Exact.ReplyWireBill);
    }

    public async Task<JsonReply> List(HttpContext http)
    {
        var now = clock.GetUtcNow();

        if (auth.Refuse(http, out var biller) is { } refusal)
            return Replies.Of(refusal, now);

        if (Questions.TryRead(http.Request.Query, now, out var filter) is { } sentence)
            return Replies.Of(Codes.Invalid(sentence), now);

        return Replies.Of(await office.List(biller.Id, filter, http.RequestAborted), now);
    }

    public async Task<JsonReply> Find(HttpContext http)
    {
        var now = clock.GetUtcNow();

        if (auth.Refuse(http, out var biller) is { } refusal)
            return Replies.Of(refusal, now);

        if (ReadHash(http) is not { } hash || await office.Find(biller.Id, hash, http.RequestAborted) is not { } bill)
            return Replies.Of(Codes.NotFound, now);

        return Replies.Of(Codes.Success, now, Translation.Write(bill, now), BillerJson.Exact.ReplyWireBill);
    }

    public async Task<JsonReply> Revoke(HttpContext http)
    {
        var now = clock.GetUtcNow();

        if (auth.Refuse(http, out var biller) is { } refusal)
            return Replies.Of(refusal, now);

        if (ReadHash(http) is not { } hash)
            return Replies.Of(Codes.NotFound, now);

        var (verdict, bill) = await office.Void(biller.Id, hash, now, http.RequestAborted);
        return verdict is VoidVerdict.Voided
            ? Replies.Of(Codes.Revoked, now, Translation.Write(bill!, now), BillerJson.Exact.ReplyWireBill)
            : Replies.Of(Codes.For(verdict), now);
    }

    public async Task<JsonReply> ListPayments(HttpContext http)
    {
        var now = clock.GetUtcNow();

        if (auth.Refuse(http, out var biller) is { } refusal)
            return Replies.Of(refusal, now);

        if (Questions.TryRead(http.Request.Query, out var offset, out var limit) is { } sentence)
            return Replies.Of(Codes.Invalid(sentence), now);

        if (ReadHash(http) is not { } hash
            || await office.Payments(biller.Id, hash, offset, limit, http.RequestAborted) is not { } page)
        {
            return Replies.Of(Codes.NotFound, now);
        }

        return Replies.Of(page, now);
    }

    public async Task<JsonReply> ListPaymentsOfDay(HttpContext http)
    {
        var now = clock.GetUtcNow();

        if (auth.Refuse(http, out var biller) is { } refusal)
            return Replies.Of(refusal, now);

        if (Questions.TryRead(http.Request.Query, out PaymentFilter filter) is { } sentence)
            return Replies.Of(Codes.Invalid(sentence), now);

        return Replies.Of(await office.Payments(biller.Id, filter, http.RequestAborted), now);
    }

    // What cannot be a hash is nobody's; the database need not be asked, and could not be about a U+0000.
    static string? ReadHash(HttpContext http) =>
        http.GetRouteValue(Hash) is string { Length: HashLength } hash
        && hash.All(one => char.IsAsciiLetterOrDigit(one) || one is '-' or '_')
            ? hash
            : null;
}
