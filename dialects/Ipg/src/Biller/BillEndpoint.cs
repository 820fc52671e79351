using Microsoft.AspNetCore.Http;
using Periksa.Bills;
using Periksa.Wire.Http;

namespace Periksa.Dialects.Ipg.Biller;

/// <summary>One bill or a page of them: made, found, listed, revoked, and what was paid for it.</summary>
internal sealed class BillEndpoint(IBillOffice office, NewId newId)
{
    /// <summary>The part of a path that names the bill.</summary>
    public const string Hash = "hash";

    const int HashLength = 8;

    public async Task<JsonReply> Make(Question<BillRequest> asked)
    {
        if (Requests.TryRead(asked, newId, out var bill) is { } sentence)
            return Replies.Of(Codes.Invalid(sentence), asked.At);

        var (verdict, made) = await office.Make(bill);
        return Codes.For(verdict) is { } why
            ? Replies.Of(why, asked.At)
            : Replies.Of(Code.Success, asked.At, Translation.Write(made!, asked.At));
    }

    public async Task<JsonReply> List(Question<HttpRequest> asked)
    {
        if (Queries.TryRead(asked.Wire.Query, asked.At, out var filter) is { } sentence)
            return Replies.Of(Codes.Invalid(sentence), asked.At);

        return Pages.Of(await office.List(new(asked.Partner), filter, asked.Gone), asked.At);
    }

    public async Task<JsonReply> Find(Question<HttpRequest> asked)
    {
        if (ReadHash(asked.Wire) is not { } hash
            || await office.Find(new(asked.Partner), new(hash), asked.Gone) is not { } bill)
        {
            return Replies.Of(Codes.NotFound, asked.At);
        }

        return Replies.Of(Code.Success, asked.At, Translation.Write(bill, asked.At));
    }

    public async Task<JsonReply> Revoke(Question<HttpRequest> asked)
    {
        if (ReadHash(asked.Wire) is not { } hash)
            return Replies.Of(Codes.NotFound, asked.At);

        var (verdict, bill) = await office.Void(new(asked.Partner), new(hash), asked.At, asked.Gone);
        return verdict is VoidVerdict.Voided
            ? Replies.Of(Codes.Revoked, asked.At, Translation.Write(bill!, asked.At))
            : Replies.Of(Codes.For(verdict), asked.At);
    }

    public async Task<JsonReply> ListPayments(Question<HttpRequest> asked)
    {
        if (Queries.TryRead(asked.Wire.Query, out var offset, out var limit) is { } sentence)
            return Replies.Of(Codes.Invalid(sentence), asked.At);

        if (ReadHash(asked.Wire) is not { } hash
            || await office.Payments(new(asked.Partner), new(hash), offset, limit, asked.Gone) is not { } page)
        {
            return Replies.Of(Codes.NotFound, asked.At);
        }

        return Pages.Of(page, asked.At);
    }

    public async Task<JsonReply> ListPaymentsOfDay(Question<HttpRequest> asked)
    {
        if (Queries.TryRead(asked.Wire.Query, out PaymentFilter filter) is { } sentence)
            return Replies.Of(Codes.Invalid(sentence), asked.At);

        return Pages.Of(await office.Payments(new(asked.Partner), filter, asked.Gone), asked.At);
    }

    // What cannot be a hash is nobody's; the database need not be asked, and could not be about a U+0000.
    static string? ReadHash(HttpRequest request) =>
        request.RouteValues[Hash] is string { Length: HashLength } hash
        && hash.All(one => char.IsAsciiLetterOrDigit(one) || one is '-' or '_')
            ? hash
            : null;
}
