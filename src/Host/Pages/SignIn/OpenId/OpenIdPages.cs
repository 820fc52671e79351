using Periksa.Operators.Accounts;
using Periksa.Operators.Keys;

namespace Periksa.Host.Pages.SignIn.OpenId;

/// <summary>The way in by the OpenID provider, where one is configured.</summary>
/// <remarks>It begins by a form of ours, so that no other site can have a browser begin it, and goes on by a page: a
/// browser would hold the redirect after a form against the pages' own <c>form-action</c>.</remarks>
static class OpenIdPages
{
    public static void Map(ConsolePaths paths)
    {
        paths.Post($"/{SignInPages.Path}/openid", Begin, Scopes.None).WithMetadata(new OpenToStrangers());
        paths.Post("/invitation/{token}/openid", BeginInvited, Scopes.None).WithMetadata(new OpenToStrangers());
        paths.Get(OpenIdClient.CallbackPath[ConsolePages.Prefix.Length..], Return, Scopes.None)
            .WithMetadata(new OpenToStrangers());
    }

    static Task<IResult> Begin(HttpContext http, OpenIdProvider provider, OpenIdSignIn signIn) =>
        Lead(http, provider, signIn, new(null, OwnPath.Of(http.Request.Form["back"])));

    static async Task<IResult> BeginInvited(
        HttpContext http, OpenIdProvider provider, OpenIdSignIn signIn, OperatorInvitations invitations, string token,
        CancellationToken cancel) =>
        await invitations.Find(token, cancel) is null
            ? Page.Refused(http, OperatorInvitations.NoGood)
            : await Lead(http, provider, signIn, new(token, ""));

    static async Task<IResult> Lead(HttpContext http, OpenIdProvider provider, OpenIdSignIn signIn, Aim aim)
    {
        if (signIn.MustWait(SignInPages.Of(http)))
            return Tell(http, OpenIdWords.TooOften, aim);

        if (await provider.Begin(http, aim) is not { } to)
            return Tell(http, OpenIdWords.Away, aim);

        http.Response.Headers["Refresh"] = $"0;url={to}";
        return Page.Of<OnwardPage>(
            http, new() { [nameof(OnwardPage.Provider)] = provider.Name, [nameof(OnwardPage.To)] = to });
    }

    static async Task<IResult> Return(
        HttpContext http, OpenIdProvider provider, OpenIdSignIn signIn, OperatorInvitations invitations,
        OperatorSessions sessions, CancellationToken cancel)
    {
        if (IsEmbedded(http))
            return Tell(http, OpenIdWords.Lost, Aim.None);

        var visitor = SignInPages.Of(http);
        if (!signIn.Note(visitor))
            return Tell(http, OpenIdWords.TooOften, Aim.None);

        var (who, word, aim) = await provider.Receive(http);
        if (who is null)
            return Tell(http, word, aim);

        var outcome = aim.Invitation is { } token
            ? await invitations.TakeUp(token, who, visitor, cancel)
            : await signIn.SignIn(who, visitor, cancel);
        if (outcome.Refusal is { } refusal)
            return Tell(http, OpenIdWords.Of(refusal), aim);

        signIn.Forgive(visitor);
        return await SignInPages.Begin(http, sessions, outcome.Done!, OwnPath.Of(aim.Back));
    }

    // As a picture on another site's page is, which is to use up nobody's tries.
    static bool IsEmbedded(HttpContext http) =>
        http.Request.Headers["Sec-Fetch-Dest"] is { Count: > 0 } what && what != "document";

    // To where it began, so that the provider's code stays in no address.
    static IResult Tell(HttpContext http, string word, Aim aim)
    {
        if (aim.Invitation is { } token)
            return Page.Back(http, $"invitation/{token}?openid={word}");

        var back = aim.Back.Length > 0 ? $"&back={Uri.EscapeDataString(aim.Back)}" : "";
        return Page.Back(http, $"{SignInPages.Path}?openid={word}{back}");
    }
}
