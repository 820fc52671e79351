using System.Text;
using System.Text.Json;
using Periksa.Host.Verbs;
using Periksa.Operators;
using Periksa.Operators.Credentials;
using Periksa.Operators.Misses;

namespace Periksa.Host.Api;

/// <summary>By what partners are known: <c>/v1/credentials</c>, and those of one partner.</summary>
static class CredentialPaths
{
    const string OfPartner = "/partners/{id}/credentials";
    const string One = "/credentials/{dialect}/{name}";

    public static void Map(ApiPaths paths)
    {
        paths.Get("/credentials", (
                CredentialAdministration all, string? cursor, string? limit, CancellationToken cancel) =>
            List(all, null, cursor, limit, cancel)).Shows<Page<CredentialEntry>>("Lists everybody's credentials.");
        paths.Get(OfPartner, (
                CredentialAdministration all, string id, string? cursor, string? limit, CancellationToken cancel) =>
            List(all, id, cursor, limit, cancel)).Shows<Page<CredentialEntry>>("Lists a partner's credentials.");
        paths.Post(OfPartner, Issue).Takes<NewCredential>(
            """{"dialect":"sento","name":"tokojaya"}""").Shows<IssuedCredential>(
            "Issues a credential; its secrets are in this answer and nowhere else.", StatusCodes.Status201Created)
            .ShowsETag().ShowsLocation();
        paths.Get(One, Show).Shows<CredentialEntry>("Shows a credential; its ETag names its version.")
            .ShowsETag();
        paths.Patch(One, Change).Takes<CredentialChange>(
            """{"addresses":["203.0.113.0/24"]}""").Shows<CredentialEntry>(
            "Says from where, how and how much a credential may ask.").ShowsETag().TakesIfMatch(isNeeded: true);
        paths.Post($"{One}/rotate", Rotate).Takes<Rotation>("""{"overlap":"24h"}""").Shows<IssuedCredential>(
            "Gives a credential new secrets, which are in this answer and nowhere else.").ShowsETag().TakesIfMatch();
        paths.Post($"{One}/revoke", Revoke).Takes<PlainWish>().Shows<CredentialEntry>(
            "Ends a credential and its tokens, on every host within a second.").ShowsETag().TakesIfMatch();
        paths.Post($"{One}/forgive", Forgive).Takes<PlainWish>().Shows<ForgivenMisses>(
            "Fills a credential's own miss budget, on every host within a second.");
        paths.Put($"{One}/callback", SetCallback).Takes<CallbackWish>(
            """{"url":"https://toko.example/callback"}""").Shows<CredentialEntry>(
            "Has a credential called back at a URL, or nowhere.").ShowsETag();
    }

    static async Task<IResult> List(
        CredentialAdministration all, string? partner, string? cursor, string? limit, CancellationToken cancel) =>
        Answer.Of(
            await all.List(partner, cursor, ApiCall.Limit(limit), cancel), OperatorsJson.Plain.PageCredentialEntry);

    static async Task<IResult> Issue(HttpContext http, CredentialAdministration all, string id)
    {
        var call = ApiCall.Of(http);
        var wish = call.Read(ApiJson.Plain.NewCredential);
        return Answer.Of(
            await all.Issue(call.Actor, id, wish.Dialect ?? "", wish.Name, Key(wish.PublicKey), wish.Reason),
            issued => Secret(issued, StatusCodes.Status201Created));
    }

    static async Task<IResult> Show(
        CredentialAdministration all, string dialect, string name, CancellationToken cancel) =>
        await all.Find(dialect, name, cancel) is { } credential
            ? Of(credential)
            : Answer.Of(Problem.NotFound("There is no credential of this name in this dialect."));

    static async Task<IResult> Rotate(HttpContext http, CredentialAdministration all, string dialect, string name)
    {
        var call = ApiCall.Of(http);
        var wish = call.Read(ApiJson.Plain.Rotation);
        return Answer.Of(
            await all.Rotate(
                call.Actor, dialect, name, Span(wish.Overlap, CredentialAdministration.OverlapUsually),
                Key(wish.PublicKey), ApiCall.IfMatch(http, isNeeded: false), wish.Reason),
            issued => Secret(issued, StatusCodes.Status200OK));
    }

    static async Task<IResult> Revoke(HttpContext http, CredentialAdministration all, string dialect, string name)
    {
        var call = ApiCall.Of(http);
        return Answer.Of(
            await all.Revoke(
                call.Actor, dialect, name, ApiCall.IfMatch(http, isNeeded: false),
                call.Read(ApiJson.Plain.PlainWish).Reason),
            Of);
    }

    static async Task<IResult> Forgive(HttpContext http, MissAdministration misses, string dialect, string name)
    {
        var call = ApiCall.Of(http);
        return Answer.Of(
            await misses.Forgive(call.Actor, dialect, name, call.ReadReason()),
            done => Answer.Of(done, OperatorsJson.Plain.ForgivenMisses));
    }

    static async Task<IResult> SetCallback(HttpContext http, CredentialAdministration all, string dialect, string name)
    {
        var call = ApiCall.Of(http);
        var wish = call.Read(ApiJson.Plain.CallbackWish);
        return Answer.Of(await all.SetCallback(call.Actor, dialect, name, wish.Url, wish.Reason), Of);
    }

    static async Task<IResult> Change(HttpContext http, CredentialAdministration all, string dialect, string name)
    {
        var call = ApiCall.Of(http);
        var version = ApiCall.IfMatch(http, isNeeded: true);
        var fields = call.ReadFields().EnumerateObject().ToArray();
        Func<CredentialEntry, CredentialEntry>[] edits =
            [.. fields.Where(field => field.Name is not "reason").Select(Edit)];
        var reason = fields.Where(field => field.Name is "reason").Select(field => field.TextOrNull()).LastOrDefault();
        return Answer.Of(
            await all.Edit(
                call.Actor, dialect, name, one => edits.Aggregate(one, (so, edit) => edit(so)), version, reason),
            Of);
    }

    static Func<CredentialEntry, CredentialEntry> Edit(JsonProperty field) => field.Name switch
    {
        "addresses" when field.Texts() is var networks => one => one with { Addresses = networks },
        "must_sign" when field.Truth() is var mustSign => one => one with { MustSign = mustSign },
        "quirks" when field.Texts() is var quirks => one => one with { Quirks = quirks },
        "miss_budget" when field.NumberOrNull() is var budget => one => one with { MissBudget = budget },
        "is_bank" when field.Truth() is var isBank => one => one with { IsBank = isBank },
        "va_refusal" when field.Text() is var shown => one => one with { VaRefusal = shown },
        "va_expired" when field.Text() is var code => one => one with { VaExpired = code },
        "va_repeat" when field.Text() is var heard => one => one with { VaRepeat = heard },
        _ => throw field.Unknown(
            "addresses, must_sign, quirks, miss_budget, is_bank, va_refusal, va_expired, va_repeat, reason"),
    };

    // Neither the array nor null itself: of both, none would become an empty key.
    static ReadOnlyMemory<byte>? Key(string? pem) =>
        pem is null ? default(ReadOnlyMemory<byte>?) : new ReadOnlyMemory<byte>(Encoding.ASCII.GetBytes(pem));

    /// <summary>A time such as <c>24h</c>, as the verbs take it.</summary>
    /// <exception cref="MisusedException">It is none.</exception>
    internal static TimeSpan Span(string? text, TimeSpan usually)
    {
        try
        {
            return text is null ? usually : Given.ReadSpan(text);
        }
        catch (SettingsException e)
        {
            throw new MisusedException(Problem.Invalid(e.Message));
        }
    }

    static Answer Of(CredentialEntry one) =>
        Answer.Of(one, OperatorsJson.Plain.CredentialEntry, version: one.Version);

    static Answer Secret(IssuedCredential issued, int status)
    {
        var one = issued.Credential;
        return Answer.Of(
            issued, OperatorsJson.Plain.IssuedCredential, status, one.Version,
            $"/v1/credentials/{one.Dialect}/{Uri.EscapeDataString(one.Name)}").AsSecret();
    }
}
