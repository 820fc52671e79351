using Periksa.Operators;
using Periksa.Operators.Bills;

namespace Periksa.Host.Api;

/// <summary>What is owed to billers, and what was paid: <c>/v1/bills</c>.</summary>
static class BillPaths
{
    // Some ten seconds' work.
    const int BatchesMaximum = 20;

    public static void Map(ApiPaths paths)
    {
        paths.Get("/bills", List).Shows<Page<BillEntry>>(
            "Finds bills, the newest first; without virtual accounts and payers, unless reveal=true.");
        paths.Get("/bills/{hash}", Show).Shows<BillStory>("Shows a bill, its payments, and the requests that paid it.");
        paths.Post("/bills/{hash}/void", Void).Takes<PlainWish>().Shows<BillEntry>(
            "Revokes a bill that is not paid, as its biller does.");
        paths.Post("/bills/{hash}/forget", ForgetOne).Takes<PlainWish>().Shows<ForgottenBills>(
            "Forgets to whom a bill was sent and what for, which cannot be paid any more.");
        paths.Post("/bills/forget", Forget).Takes<BillForgetWish>(
            """{"before":"2024-12-01","partner":"toko-maju"}""").Shows<ForgottenBills>(
            "The same of all that were made before a day, 20,000 at most: say it again while left is not 0.");
    }

    static async Task<IResult> ForgetOne(HttpContext http, BillForgetting bills, string hash)
    {
        var call = ApiCall.Of(http);
        return Answer.Of(
            await bills.Forget(call.Actor, hash, call.ReadReason()),
            done => Answer.Of(done, OperatorsJson.Plain.ForgottenBills));
    }

    static async Task<IResult> Forget(HttpContext http, BillForgetting bills, CancellationToken cancel)
    {
        var call = ApiCall.Of(http);
        var wish = call.Read(ApiJson.Plain.BillForgetWish);
        if (ApiCall.Day("before", wish.Before) is not { } before)
            return Answer.Of(Problem.Invalid("Say before which day the bills were made that are to be forgotten."));

        return Answer.Of(
            await bills.Forget(
                call.Actor,
                new(before, wish.Partner) { IsDryRun = wish.DryRun, BatchesMaximum = BatchesMaximum },
                wish.Reason,
                static _ => Task.CompletedTask,
                cancel),
            done => Answer.Of(done, OperatorsJson.Plain.ForgottenBills));
    }

    static async Task<IResult> List(
        HttpContext http, BillSearch bills, string? va_number, string? invoice_number, string? reference,
        string? partner, string? cursor, string? limit, string? reveal, CancellationToken cancel)
    {
        var call = ApiCall.Of(http);
        var wish = new BillWish
        {
            VaNumber = va_number,
            InvoiceNumber = invoice_number,
            Reference = reference,
            Partner = partner,
            Cursor = cursor,
            Limit = ApiCall.Limit(limit),
        };
        return Answer.Of(
            await bills.Find(call.Actor, wish, call.Reveals(reveal), cancel),
            page => Answer.Of(page, OperatorsJson.Plain.PageBillEntry));
    }

    static async Task<IResult> Show(
        HttpContext http, BillSearch bills, string hash, string? reveal, CancellationToken cancel)
    {
        var call = ApiCall.Of(http);
        return Answer.Of(
            await bills.Show(call.Actor, hash, call.Reveals(reveal), cancel),
            story => Answer.Of(story, OperatorsJson.Plain.BillStory));
    }

    static async Task<IResult> Void(HttpContext http, BillSearch bills, string hash)
    {
        var call = ApiCall.Of(http);
        return Answer.Of(
            await bills.Void(call.Actor, hash, call.ReadReason()),
            revoked => Answer.Of(revoked, OperatorsJson.Plain.BillEntry));
    }
}
