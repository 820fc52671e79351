using System.Text;
using Periksa.Callbacks;
using Periksa.Host.Verbs;
using Periksa.Operators;
using Periksa.Operators.Credentials;
using Periksa.Operators.Messages;

namespace Periksa.Host.Pages.Partners;

/// <summary>By what partners are known. A secret is shown by the answer to the form that made it, and never
/// again.</summary>
static class CredentialPages
{
    const string One = "/credentials/{dialect}/{name}";

    static readonly char[] Between = [' ', ',', ';', '\r', '\n', '\t'];

    public static void Map(ConsolePaths paths)
    {
        paths.Post("/partners/{id}/credentials", Issue);
        paths.Get(One, Show);
        paths.Post($"{One}/edit", Edit);
        paths.Post($"{One}/rotate", Rotate);
        paths.Post($"{One}/revoke", Revoke);
        paths.Post($"{One}/callback", SetCallback);
        paths.Post($"{One}/callback/test", Test);
    }

    /// <summary>A credential's page, below <c>/console</c>.</summary>
    public static string Path(string dialect, string name) =>
        $"credentials/{Uri.EscapeDataString(dialect)}/{Uri.EscapeDataString(name)}";

    static Task<IResult> Issue(HttpContext http, CredentialAdministration all, string id) =>
        SentForm.Do(
            http, PartnerPages.Path(id),
            form => all.Issue(
                form.Actor, id, form.Text("dialect") ?? "", form.Text("name"), Key(form), form.Reason),
            issued => Once(http, issued));

    static async Task<IResult> Show(
        HttpContext http, CredentialAdministration all, TestCallback tests, string dialect, string name,
        CancellationToken cancel)
    {
        name = Whole(name);
        if (await all.Find(dialect, name, cancel) is not { } credential)
        {
            return Page.Refused(
                http,
                Refusal.NotFound("There is no credential of this name in this dialect."),
                "partners");
        }

        return Page.Of<CredentialDetail>(http, new()
        {
            [nameof(CredentialDetail.Credential)] = credential,
            [nameof(CredentialDetail.CallsBack)] = tests.Dialects.Contains(dialect),
        });
    }

    static Task<IResult> Edit(HttpContext http, CredentialAdministration all, string dialect, string name) =>
        SentForm.Do(http, Path(dialect, Whole(name)), form =>
        {
            var misses = form.Limit("misses");
            var addresses = (form.Text("addresses") ?? "").Split(Between, StringSplitOptions.RemoveEmptyEntries);
            return all.Edit(
                form.Actor, dialect, Whole(name),
                one => one with
                {
                    Addresses = addresses,
                    Quirks = [.. form.Texts("quirk")],
                    MissBudget = misses,
                    MustSign = form.IsTicked("must-sign"),
                    IsBank = form.IsTicked("bank"),
                    VaRefusal = form.Text("va-refusal") ?? one.VaRefusal,
                    VaExpired = form.Text("va-expired") ?? one.VaExpired,
                    VaRepeat = form.Text("va-repeat") ?? one.VaRepeat,
                },
                form.Version, form.Reason);
        });

    static Task<IResult> Rotate(HttpContext http, CredentialAdministration all, string dialect, string name) =>
        SentForm.Do(
            http, Path(dialect, Whole(name)),
            form => all.Rotate(
                form.Actor, dialect, Whole(name), Given.ReadSpan(form.Text("overlap") ?? ""), Key(form), form.Version,
                form.Reason),
            issued => Once(http, issued));

    static Task<IResult> Revoke(HttpContext http, CredentialAdministration all, string dialect, string name) =>
        SentForm.Do(http, Path(dialect, Whole(name)), form => all.Revoke(
            form.Actor, dialect, Whole(name), form.Version, form.Reason));

    static Task<IResult> SetCallback(HttpContext http, CredentialAdministration all, string dialect, string name) =>
        SentForm.Do(http, Path(dialect, Whole(name)), form => all.SetCallback(
            form.Actor, dialect, Whole(name), form.Text("url"), form.Reason,
            before => before.CallbackUrl == form.Text("was")));

    static Task<IResult> Test(
        HttpContext http, CallbackTrial trial, string dialect, string name, CancellationToken cancel) =>
        SentForm.Do(
            http, Path(dialect, Whole(name)),
            form => trial.Post(form.Actor, dialect, Whole(name), form.Text("url"), form.Reason, cancel),
            tested => Page.Of<CallbackTested>(http, new() { [nameof(CallbackTested.Tested)] = tested }));

    static IResult Once(HttpContext http, IssuedCredential issued) =>
        Page.Of<CredentialIssued>(http, new() { [nameof(CredentialIssued.Issued)] = issued });

    static ReadOnlyMemory<byte>? Key(SentForm form) =>
        form.Text("public-key") is { } pem
            ? new ReadOnlyMemory<byte>(Encoding.UTF8.GetBytes(pem))
            : default(ReadOnlyMemory<byte>?);

    // A slash is the one sign that stays escaped in a path's part.
    static string Whole(string name) => name.Replace("%2F", "/", StringComparison.OrdinalIgnoreCase);
}
