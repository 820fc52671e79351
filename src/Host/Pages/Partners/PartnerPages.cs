using Periksa.Monitoring;
using Periksa.Operators;
using Periksa.Operators.Credentials;
using Periksa.Operators.Deposits;
using Periksa.Operators.Partners;
using Periksa.Operators.Terms;

namespace Periksa.Host.Pages.Partners;

/// <summary>Who asks, within which limits, and what they have here.</summary>
static class PartnerPages
{
    const int Shown = 50;

    public static void Map(ConsolePaths paths)
    {
        paths.Get("/partners", List);
        paths.Post("/partners", Add);
        paths.Get("/partners/{id}", Show);
        paths.Get("/low-deposits", ListLow);
        paths.Post("/partners/{id}/edit", Edit);
        paths.Post("/partners/{id}/disable", (HttpContext http, PartnerAdministration partners, string id) =>
            SentForm.Do(http, Path(id), form => partners.Disable(form.Actor, id, form.Version, form.Reason)));
        paths.Post("/partners/{id}/enable", (HttpContext http, PartnerAdministration partners, string id) =>
            SentForm.Do(http, Path(id), form => partners.Enable(form.Actor, id, form.Version, form.Reason)));
    }

    /// <summary>A partner's page, below <c>/console</c>.</summary>
    public static string Path(string id) => $"partners/{Uri.EscapeDataString(id)}";

    static async Task<IResult> List(HttpContext http, PartnerAdministration partners, CancellationToken cancel) =>
        Page.Of<PartnerList>(http, new()
        {
            [nameof(PartnerList.Found)] = await partners.List(
                Asked.Of(http, "search") ?? "", Asked.Of(http, "cursor"), Shown, cancel),
        });

    static async Task<IResult> ListLow(
        HttpContext http, DepositAdministration deposits, MonitoringOptions figures, CancellationToken cancel) =>
        Page.Of<LowDeposits>(http, new()
        {
            [nameof(LowDeposits.Found)] = await deposits.ListLow(figures.LowDeposit, cancel),
            [nameof(LowDeposits.Threshold)] = figures.LowDeposit,
        });

    static Task<IResult> Add(HttpContext http, PartnerAdministration partners) => SentForm.Do(
        http, "partners",
        form => partners.Add(form.Actor, form.Text("id") ?? "", form.Text("name") ?? "", form.Reason),
        added => Page.Back(http, Path(added.Id), "done"));

    static async Task<IResult> Show(
        HttpContext http, PartnerAdministration partners, CredentialAdministration credentials,
        TermAdministration terms, DepositAdministration deposits, string id, CancellationToken cancel)
    {
        if (await partners.Find(id, cancel) is not { } partner)
            return Page.Refused(http, Refusal.NotFound("There is no partner of this id."), "partners");

        return Page.Of<PartnerDetail>(http, new()
        {
            [nameof(PartnerDetail.Partner)] = partner,
            [nameof(PartnerDetail.Credentials)] = await credentials.List(
                id, Asked.Of(http, "credentials"), Shown, cancel),
            [nameof(PartnerDetail.Prices)] = await terms.ListPrices(id, cancel),
            [nameof(PartnerDetail.Fees)] = await terms.ListFees(id, cancel),
            [nameof(PartnerDetail.Balances)] = await deposits.List(id, cancel),
        });
    }

    static Task<IResult> Edit(HttpContext http, PartnerAdministration partners, string id) =>
        SentForm.Do(http, Path(id), form =>
        {
            var (rate, burst, misses) = (form.Limit("rate"), form.Limit("burst"), form.Limit("misses"));
            return partners.Edit(
                form.Actor, id,
                partner => partner with
                {
                    Name = form.Text("name") ?? "",
                    RatePerSecond = rate,
                    RateBurst = burst,
                    MissBudget = misses,
                    SnapProfile = form.Text("profile") ?? "",
                    FreshAnswers = form.IsTicked("fresh"),
                },
                form.Version, form.Reason);
        });
}
