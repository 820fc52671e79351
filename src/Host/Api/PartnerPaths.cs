using System.Text.Json;
using Periksa.Operators;
using Periksa.Operators.Misses;
using Periksa.Operators.Partners;

namespace Periksa.Host.Api;

/// <summary>Partners: <c>/v1/partners</c>.</summary>
static class PartnerPaths
{
    public static void Map(ApiPaths paths)
    {
        paths.Get("/partners", List).Shows<Page<PartnerEntry>>("Lists partners in the order of their ids.");
        paths.Post("/partners", Add).Takes<NewPartner>(
            """{"id":"toko-jaya","name":"Toko Jaya"}""").Shows<PartnerEntry>(
            "Adds a partner, who may ask within the usual limits.", StatusCodes.Status201Created)
            .ShowsETag().ShowsLocation();
        paths.Get("/partners/{id}", Show).Shows<PartnerEntry>("Shows a partner; its ETag names its version.")
            .ShowsETag();
        paths.Patch("/partners/{id}", Change).Takes<PartnerChange>(
            """{"rate_per_second":50,"rate_burst":100}""").Shows<PartnerEntry>(
            "Changes a partner's name, limits and whether it may ask: what is named.")
            .ShowsETag().TakesIfMatch(isNeeded: true);
        paths.Post("/partners/{id}/forgive", Forgive).Takes<PlainWish>().Shows<ForgivenMisses>(
            "Fills a partner's miss budget, on every host within a second.");
    }

    static async Task<IResult> Forgive(HttpContext http, MissAdministration misses, string id)
    {
        var call = ApiCall.Of(http);
        return Answer.Of(
            await misses.Forgive(call.Actor, id, call.ReadReason()),
            done => Answer.Of(done, OperatorsJson.Plain.ForgivenMisses));
    }

    static async Task<IResult> List(
        PartnerAdministration partners, string? search, string? cursor, string? limit, CancellationToken cancel) =>
        Answer.Of(
            await partners.List(search ?? "", cursor, ApiCall.Limit(limit), cancel),
            OperatorsJson.Plain.PagePartnerEntry);

    static async Task<IResult> Add(HttpContext http, PartnerAdministration partners)
    {
        var call = ApiCall.Of(http);
        var wish = call.Read(ApiJson.Plain.NewPartner);
        return Answer.Of(
            await partners.Add(call.Actor, wish.Id ?? "", wish.Name ?? "", wish.Reason),
            partner => Of(partner, StatusCodes.Status201Created));
    }

    static async Task<IResult> Show(PartnerAdministration partners, string id, CancellationToken cancel) =>
        await partners.Find(id, cancel) is { } partner
            ? Of(partner)
            : Answer.Of(Problem.NotFound("There is no partner of this id."));

    static async Task<IResult> Change(HttpContext http, PartnerAdministration partners, string id)
    {
        var call = ApiCall.Of(http);
        var version = ApiCall.IfMatch(http, isNeeded: true);
        var fields = call.ReadFields().EnumerateObject().ToArray();
        Func<PartnerEntry, PartnerEntry>[] edits = [.. fields.Where(field => field.Name is not "reason").Select(Edit)];
        var reason = fields.Where(field => field.Name is "reason").Select(field => field.TextOrNull()).LastOrDefault();
        return Answer.Of(
            await partners.Edit(
                call.Actor, id, partner => edits.Aggregate(partner, (one, edit) => edit(one)), version, reason),
            partner => Of(partner));
    }

    static Func<PartnerEntry, PartnerEntry> Edit(JsonProperty field) => field.Name switch
    {
        "name" when field.Text() is var name => partner => partner with { Name = name },
        "active" when field.Truth() is var isActive => partner => partner with { Active = isActive },
        "rate_per_second" when field.NumberOrNull() is var rate => partner => partner with { RatePerSecond = rate },
        "rate_burst" when field.NumberOrNull() is var burst => partner => partner with { RateBurst = burst },
        "miss_budget" when field.NumberOrNull() is var budget => partner => partner with { MissBudget = budget },
        "snap_profile" when field.Text() is var profile => partner => partner with { SnapProfile = profile },
        "fresh_answers" when field.Truth() is var isFresh => partner => partner with { FreshAnswers = isFresh },
        _ => throw field.Unknown(
            "name, active, rate_per_second, rate_burst, miss_budget, snap_profile, fresh_answers, reason"),
    };

    static Answer Of(PartnerEntry partner, int status = StatusCodes.Status200OK) =>
        Answer.Of(partner, OperatorsJson.Plain.PartnerEntry, status, partner.Version, $"/v1/partners/{partner.Id}");
}
