using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Periksa.Invoicing;
using Periksa.Partners;
using Periksa.Wire.Http;

namespace Periksa.Wire.Sento;

/// <summary>Invoices: one by id, all of them, and paying one.</summary>
internal sealed class InvoiceEndpoint(Auth auth, IInvoices invoices, TimeProvider clock)
{
    public async Task<JsonReply> Find(HttpContext http)
    {
        var now = clock.GetUtcNow();

        if (auth.Refuse(http, now, AsksAbout.Own, out var caller) is { } refusal)
            return SayOne(refusal, null, now);

        var id = Translation.ReadInvoiceId((string?)http.GetRouteValue("id"));
        var invoice = await invoices.Find(caller.Partner.Id, id, http.RequestAborted);

        return SayOne(invoice is null ? Codes.InvoiceNotFound : Codes.Success, invoice, now);
    }

    public async Task<JsonReply> List(HttpContext http)
    {
        var now = clock.GetUtcNow();

        if (auth.Refuse(http, now, AsksAbout.Own, out var caller) is { } refusal)
            return SayList(refusal, null, now);

        if (!Translation.TryRead(http.Request.Query, now, out var filter))
            return SayList(Codes.ParameterNotValid, null, now);

        return SayList(Codes.Success, await invoices.List(caller.Partner.Id, filter, http.RequestAborted), now);
    }

    public async Task<JsonReply> Pay(HttpContext http)
    {
        var now = clock.GetUtcNow();

        if (!Body.IsJson(http.Request))
            return RefusePay(StatusCodes.Status415UnsupportedMediaType);

        if (Body.IsTooLarge(http.Request))
            return RefusePay(StatusCodes.Status413PayloadTooLarge);

        if (auth.Refuse(http, now, AsksAbout.Own, out var caller) is { } refusal)
        {
            var echoed = await Echo.Read(http, SentoJson.Exact.PayRequest);
            return SayPay(refusal, null, echoed?.InvoiceId.Text, now);
        }

        if (await Body.Receive(http.Request, http.RequestAborted) is not { } body)
            return RefusePay(StatusCodes.Status413PayloadTooLarge);

        StrictJson.TryParse(body.Span, SentoJson.Exact.PayRequest, out var wire);
        var asked = wire?.InvoiceId.Text;

        if (asked is not { Length: > 0 })
            return SayPay(Codes.ParameterNotValid, null, asked, now);

        var (verdict, invoice) = await invoices.Pay(
            caller.Partner.Id, Translation.ReadInvoiceId(asked), now, http.RequestAborted);

        return SayPay(Codes.For(verdict), invoice, asked, now);
    }

    public JsonReply RefuseFind(int status) => SayOne(Codes.Transport(status), null, clock.GetUtcNow());

    public JsonReply RefuseList(int status) => SayList(Codes.Transport(status), null, clock.GetUtcNow());

    public JsonReply RefusePay(int status) => SayPay(Codes.Transport(status), null, null, clock.GetUtcNow());

    static JsonReply SayOne(Code code, Invoice? invoice, DateTimeOffset now) => code.IsStatusAlone
        ? SentoRoutes.Say(code)
        : JsonReply.Of(code.Http, Translation.Reply(code, invoice, now), SentoJson.Exact.InvoiceReply, code.Refused);

    static JsonReply SayList(Code code, InvoicePage? page, DateTimeOffset now) => code.IsStatusAlone
        ? SentoRoutes.Say(code)
        : JsonReply.Of(code.Http, Translation.Reply(code, page, now), SentoJson.Exact.InvoiceListReply, code.Refused);

    static JsonReply SayPay(Code code, Invoice? invoice, string? asked, DateTimeOffset now) => code.IsStatusAlone
        ? SentoRoutes.Say(code)
        : JsonReply.Of(
            code.Http, Translation.PayReply(code, invoice, asked, now), SentoJson.Exact.PayReply, code.Refused);
}
