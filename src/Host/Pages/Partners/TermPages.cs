using Periksa.Operators.Deposits;
using Periksa.Operators.Terms;

namespace Periksa.Host.Pages.Partners;

/// <summary>What a partner pays, and what it has paid in.</summary>
static class TermPages
{
    // Stands before an id that is a paying account's and no partner's.
    const string OfAccount = "account:";

    public static void Map(ConsolePaths paths)
    {
        paths.Post("/partners/{id}/price", SetPrice);
        paths.Post("/partners/{id}/fee", SetFee);
        paths.Post("/partners/{id}/top-up", TopUp);
        paths.Post("/partners/{id}/adjust", Adjust);
        paths.Post("/partners/{id}/account", AddAccount);
    }

    static Task<IResult> SetPrice(HttpContext http, TermAdministration terms, string id) =>
        SentForm.Do(http, PartnerPages.Path(id), form => terms.SetPrice(
            form.Actor, id, form.Text("dialect") ?? "", form.Rupiah("amount"), form.Reason));

    static Task<IResult> SetFee(HttpContext http, TermAdministration terms, string id) =>
        SentForm.Do(http, PartnerPages.Path(id), form =>
        {
            var fee = new FeeOrder(form.Rupiah("flat"), form.Text("name") ?? "")
            {
                PartsPerMillion = form.Limit("parts") ?? 0,
                Floor = form.Text("floor") is null ? Money.Zero : form.Rupiah("floor"),
                Ceiling = form.Text("ceiling") is null ? null : form.Rupiah("ceiling"),
            };
            return terms.SetFee(form.Actor, id, form.Text("dialect") ?? "", fee, form.Reason);
        });

    static Task<IResult> TopUp(HttpContext http, DepositAdministration deposits, string id) =>
        SentForm.Do(http, PartnerPages.Path(id), form => deposits.TopUp(
            form.Actor, Target(form, id), form.Rupiah("amount"), form.Text("reference") ?? "", form.Reason));

    static Task<IResult> Adjust(HttpContext http, DepositAdministration deposits, string id) =>
        SentForm.Do(http, PartnerPages.Path(id), form => deposits.Adjust(
            form.Actor, Target(form, id), form.Rupiah("amount"), form.Text("reference") ?? "", form.Reason ?? ""));

    static Task<IResult> AddAccount(HttpContext http, DepositAdministration deposits, string id) =>
        SentForm.Do(http, PartnerPages.Path(id), form => deposits.AddAccount(
            form.Actor, id, form.Text("account") ?? "", form.Reason));

    static string Target(SentForm form, string partner) =>
        form.Text("account") is { } account ? $"{OfAccount}{account}" : partner;
}
