using Periksa.Inquiries.Routing;
using Periksa.Operators;
using Periksa.Operators.Deposits;
using Periksa.Operators.Terms;

namespace Periksa.Host.Api;

/// <summary>What partners pay, and what they have paid in: <c>/v1/prices</c>, <c>/v1/fees</c>, deposits and paying
/// accounts, and what was saved. Amounts are in sen.</summary>
static class MoneyPaths
{
    public static void Map(ApiPaths paths)
    {
        paths.Get("/prices", ListPrices).Shows<Page<PriceEntry>>(
            "Lists prices of inquiries, the newest of each first.");
        paths.Post("/partners/{id}/prices", SetPrice).Takes<PriceWish>(
            """{"dialect":"sento","amount":100000}""").Shows<PriceEntry>(
            "Sets the price of a partner's inquiries from now on.", StatusCodes.Status201Created);
        paths.Get("/fees", ListFees).Shows<Page<FeeEntry>>("Lists fees for transfers, the newest of each first.");
        paths.Post("/partners/{id}/fees", SetFee).Takes<FeeWish>(
            """{"dialect":"singapay","flat":250000}""").Shows<FeeEntry>(
            "Sets the fee for a partner's transfers from now on.", StatusCodes.Status201Created);
        paths.Post("/deposits/{to}/top-up", TopUp).Takes<DepositWish>(
            """{"amount":100000000,"reference":"statement 17, line 4"}""").Shows<DepositEntry>(
            "Books money that came in; the same reference moves money once.");
        paths.Post("/deposits/{to}/adjust", Adjust).Takes<DepositWish>(
            """{"amount":-500000,"reference":"correction 3","reason":"Line 4 was booked twice"}""").Shows<DepositEntry>(
            "Puts right what was booked wrongly; below zero takes away. It takes a reason.");
        paths.Post("/partners/{id}/accounts", AddAccount).Takes<AccountWish>().Shows<AccountEntry>(
            "Adds an account that a partner sends money from.", StatusCodes.Status201Created);
        paths.Get("/savings", Savings).Shows<Page<SavingsRow>>(
            "Lists what was asked, remembered, paid and saved, by month, partner and connector.");
    }

    static async Task<IResult> ListPrices(TermAdministration terms, string? partner, CancellationToken cancel) =>
        Answer.Of(new(await terms.ListPrices(partner, cancel), null), OperatorsJson.Plain.PagePriceEntry);

    static async Task<IResult> ListFees(TermAdministration terms, string? partner, CancellationToken cancel) =>
        Answer.Of(new(await terms.ListFees(partner, cancel), null), OperatorsJson.Plain.PageFeeEntry);

    static async Task<IResult> SetPrice(HttpContext http, TermAdministration terms, string id)
    {
        var call = ApiCall.Of(http);
        var wish = call.Read(ApiJson.Plain.PriceWish);
        return Answer.Of(
            await terms.SetPrice(call.Actor, id, wish.Dialect ?? "", Needed("amount", wish.Amount), wish.Reason),
            price => Answer.Of(price, OperatorsJson.Plain.PriceEntry, StatusCodes.Status201Created));
    }

    static async Task<IResult> SetFee(HttpContext http, TermAdministration terms, string id)
    {
        var call = ApiCall.Of(http);
        var wish = call.Read(ApiJson.Plain.FeeWish);
        var fee = new FeeOrder(Needed("flat", wish.Flat), wish.Name ?? "Transfer Fee")
        {
            PartsPerMillion = wish.PartsPerMillion ?? 0,
            Floor = Sen(wish.Floor ?? 0),
            Ceiling = wish.Ceiling is { } most ? Sen(most) : null,
        };
        return Answer.Of(
            await terms.SetFee(call.Actor, id, wish.Dialect ?? "", fee, wish.Reason),
            set => Answer.Of(set, OperatorsJson.Plain.FeeEntry, StatusCodes.Status201Created));
    }

    static async Task<IResult> TopUp(HttpContext http, DepositAdministration deposits, string to)
    {
        var call = ApiCall.Of(http);
        var wish = call.Read(ApiJson.Plain.DepositWish);
        return Answer.Of(
            await deposits.TopUp(
                call.Actor, to, Needed("amount", wish.Amount), wish.Reference ?? "", wish.Reason),
            moved => Answer.Of(moved, OperatorsJson.Plain.DepositEntry));
    }

    static async Task<IResult> Adjust(HttpContext http, DepositAdministration deposits, string to)
    {
        var call = ApiCall.Of(http);
        var wish = call.Read(ApiJson.Plain.DepositWish);
        return Answer.Of(
            await deposits.Adjust(
                call.Actor, to, Needed("amount", wish.Amount), wish.Reference ?? "", wish.Reason ?? ""),
            moved => Answer.Of(moved, OperatorsJson.Plain.DepositEntry));
    }

    static async Task<IResult> AddAccount(HttpContext http, DepositAdministration deposits, string id)
    {
        var call = ApiCall.Of(http);
        var wish = call.Read(ApiJson.Plain.AccountWish);
        return Answer.Of(
            await deposits.AddAccount(call.Actor, id, wish.Id ?? "", wish.Reason),
            added => Answer.Of(added, OperatorsJson.Plain.AccountEntry, StatusCodes.Status201Created));
    }

    static async Task<IResult> Savings(Npgsql.NpgsqlDataSource database, CancellationToken cancel) =>
        Answer.Of(new(await SavingsReport.Read(database, cancel), null), ApiJson.Plain.PageSavingsRow);

    static Money Needed(string field, long? sen) => sen is { } amount
        ? Sen(amount)
        : throw new MisusedException(Problem.Invalid($"The field {field} is missing: a whole number of sen."));

    static Money Sen(long amount) => new(amount, Currency.Idr);
}
