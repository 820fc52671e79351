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

    static IResult Show(HttpContext http, string? back) => Page.Of<SignInPage>(
        http, new() { [nameof(SignInPage.Back)] = OwnPath.Of(back) });

    static async Task<IResult> SignIn(
        HttpContext http, OperatorSignIn signIn, OperatorSessions sessions, CancellationToken cancel)
    {
        var form = http.Request.Form;
        var (name, back) = (form["name"].ToString(), OwnPath.Of(form["back"]));
        var outcome = await signIn.SignIn(name, form["password"].ToString(), form["code"].ToString(), Of(http), cancel);
        if (outcome.Refusal is { } refusal)
        {
            return Page.Of<SignInPage>(
                http,
                new() { [nameof(SignInPage.Back)] = back, [nameof(SignInPage.Refusal)] = refusal.Message },
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
        HttpContext http, OperatorInvitations invitations, string token, CancellationToken cancel) =>
        await invitations.Find(token, cancel) is { } invitation
            ? Invited(http, token, invitation)
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

    static IResult Invited(HttpContext http, string token, Invitation invitation, string? refusal = null) =>
        Page.Of<InvitationPage>(
            http,
            new()
            {
                [nameof(InvitationPage.Invitation)] = invitation,
                [nameof(InvitationPage.Token)] = token,
                [nameof(InvitationPage.Refusal)] = refusal,
            },
            refusal is null ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest);

    // What this browser had before is over: no cookie of before opens anything.
    static async Task<IResult> Begin(HttpContext http, OperatorSessions sessions, BegunSession begun, string back)
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

    static Visitor Of(HttpContext http) => new(SourceAddress.Of(http), http.Request.Headers.UserAgent);
}
