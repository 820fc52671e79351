using Periksa.Host.Pages.SignIn.OpenId;
using Periksa.Operators;
using Periksa.Operators.Accounts;
using Periksa.Operators.Keys;
using Periksa.Wire.Http;

namespace Periksa.Host.Pages.SignIn;

/// <summary>How somebody comes in, and goes.</summary>
static class SignInPages
{
    public const string Path = "sign-in";

    public static void Map(ConsolePaths paths)
    {
        paths.Get($"/{Path}", Show, Scopes.None).WithMetadata(new OpenToStrangers());
        paths.Post($"/{Path}", SignIn, Scopes.None).WithMetadata(new OpenToStrangers());
        paths.Post("/sign-out", SignOut, Scopes.None);
        paths.Get("/invitation/{token}", ShowInvitation, Scopes.None).WithMetadata(new OpenToStrangers());
        paths.Post("/invitation/{token}", TakeUp, Scopes.None).WithMetadata(new OpenToStrangers());
    }

    /// <summary>To the page, and back from there to what was asked for, whether or not it is there.</summary>
    public static IResult Lead(HttpContext http)
    {
        var asked = http.Request.Path.StartsWithSegments(ConsolePages.Prefix, out var rest)
            && HttpMethods.IsGet(http.Request.Method)
            ? OwnPath.Of($"{rest.Value?.TrimStart('/')}{http.Request.QueryString}")
            : "";
        var back = asked.Length > 0 ? $"?back={Uri.EscapeDataString(asked)}" : "";
        return Page.To(http, $"{Path}{back}", StatusCodes.Status302Found);
    }

    static IResult Show(HttpContext http, string? back, string? openid) =>
        Of(http, OwnPath.Of(back), OpenIdWords.Sentence(openid));

    static async Task<IResult> SignIn(
        HttpContext http, OperatorSignIn signIn, OperatorSessions sessions, CancellationToken cancel)
    {
        var form = http.Request.Form;
        var (name, back) = (form["name"].ToString(), OwnPath.Of(form["back"]));
        var outcome = await signIn.SignIn(name, form["password"].ToString(), form["code"].ToString(), Of(http), cancel);
        if (outcome.Refusal is { } refusal)
        {
            return Of(
                http, back, refusal.Message,
                refusal.Kind is RefusalKind.Conflict
                    ? StatusCodes.Status429TooManyRequests
                    : StatusCodes.Status400BadRequest);
        }

        return await Begin(http, sessions, outcome.Done!, back);
    }

    static async Task<IResult> SignOut(HttpContext http, OperatorSessions sessions)
    {
        await EndFormer(http, sessions);
        SessionCookie.Remove(http);
        return Page.Back(http, Path);
    }

    static async Task<IResult> ShowInvitation(
        HttpContext http, OperatorInvitations invitations, string token, string? openid, CancellationToken cancel) =>
        await invitations.Find(token, cancel) is { } invitation
            ? Invited(http, token, invitation, OpenIdWords.Sentence(openid), StatusCodes.Status200OK)
            : Page.Refused(http, OperatorInvitations.NoGood);

    static async Task<IResult> TakeUp(
        HttpContext http, OperatorInvitations invitations, OperatorSessions sessions, string token,
        CancellationToken cancel)
    {
        var form = http.Request.Form;
        if (await invitations.Find(token, cancel) is not { } invitation)
            return Page.Refused(http, OperatorInvitations.NoGood);

        var (password, again) = (form["password"].ToString(), form["again"].ToString());
        if (password != again)
            return Invited(http, token, invitation, "The two passwords are not the same: type them again.");

        var outcome = await invitations.TakeUp(token, password, form["code"].ToString(), Of(http), cancel);
        return outcome.Refusal is { } refusal
            ? Invited(http, token, invitation, refusal.Message)
            : await Begin(http, sessions, outcome.Done!, "");
    }

    static IResult Of(
        HttpContext http, string back, string? refusal, int status = StatusCodes.Status200OK) => Page.Of<SignInPage>(
        http,
        new()
        {
            [nameof(SignInPage.Back)] = back,
            [nameof(SignInPage.Refusal)] = refusal,
            [nameof(SignInPage.Provider)] = OpenIdProvider.NameAt(http),
        },
        status);

    static IResult Invited(
        HttpContext http, string token, Invitation invitation, string? refusal,
        int status = StatusCodes.Status400BadRequest) =>
        Page.Of<InvitationPage>(
            http,
            new()
            {
                [nameof(InvitationPage.Invitation)] = invitation,
                [nameof(InvitationPage.Token)] = token,
                [nameof(InvitationPage.Refusal)] = refusal,
                [nameof(InvitationPage.Provider)] = OpenIdProvider.NameAt(http),
            },
            status);

    /// <summary>Has a browser go on as whoever came in. What it had before is over: no cookie of before opens
    /// anything.</summary>
    public static async Task<IResult> Begin(
        HttpContext http, OperatorSessions sessions, BegunSession begun, string back)
    {
        await EndFormer(http, sessions);
        SessionCookie.Set(http, begun.Token);
        return Page.Back(http, back);
    }

    static async Task EndFormer(HttpContext http, OperatorSessions sessions)
    {
        if (ConsoleCall.Of(http) is { Operator: { } former, Actor.From: var address })
            await sessions.SignOut(former, address);
    }

    /// <summary>Who came, as far as a request tells.</summary>
    public static Visitor Of(HttpContext http) => new(SourceAddress.Of(http), http.Request.Headers.UserAgent);
}
