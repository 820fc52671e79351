using Periksa.Callbacks;
using Periksa.Host.Lab;
using Periksa.Operators.Keys;
using Periksa.Wire.Http;

namespace Periksa.Host.Pages.Lab;

/// <summary>The signature lab, in the console and on a sandbox's own address.</summary>
/// <remarks>What is sent here is explained and forgotten: nothing of it is logged, and a secret is not even shown
/// again.</remarks>
static class LabPages
{
    const int NamesShown = 200;

    /// <param name="path">Where it is; its form is sent there, too.</param>
    public static void Map(ConsolePaths paths, string path = "/lab")
    {
        paths.Get(path, (HttpContext http, ICredentials credentials) =>
            Show(http, credentials, LabForm.Of(http), StatusCodes.Status200OK));
        paths.Post(path, Examine, Scopes.Read);
    }

    static async Task<IResult> Examine(
        HttpContext http, ICredentials credentials, LabGate gate, CourierOptions courier, TimeProvider clock,
        CancellationToken cancel)
    {
        var form = LabForm.Of(http);
        var address = SourceAddress.Of(http);
        if (!gate.TryEnter(address))
        {
            http.Response.Headers.RetryAfter = "10";
            return Show(http, credentials, form, StatusCodes.Status429TooManyRequests, refusal:
                "The lab answers one question at a time, and not many a minute: wait a moment, and ask again.");
        }

        try
        {
            using var credential = form.Open(credentials, ConsoleCall.Of(http), courier.Resolve);
            var found = await gate.Examine(form.Ask(credential), clock.GetUtcNow(), cancel);
            return Show(http, credentials, form, StatusCodes.Status200OK, found);
        }
        catch (SettingsException refused)
        {
            return Show(http, credentials, form, StatusCodes.Status400BadRequest, refusal: refused.Message);
        }
        finally
        {
            gate.Leave(address);
        }
    }

    static IResult Show(
        HttpContext http, ICredentials credentials, LabForm form, int status, LabFinding? found = null,
        string? refusal = null) =>
        Page.Of<LabPage>(
            http,
            new()
            {
                [nameof(LabPage.Form)] = form,
                [nameof(LabPage.Names)] = Names(credentials, ConsoleCall.Of(http)),
                [nameof(LabPage.Found)] = found,
                [nameof(LabPage.Refusal)] = refusal,
            },
            status);

    // Who may do nothing with credentials is not told which there are.
    static (string Name, string Dialect)[] Names(ICredentials credentials, ConsoleCall call) =>
        call.May(Scopes.Operate)
            ?
            [
                .. LabSchemes.Dialects.SelectMany(dialect => credentials.In(new(dialect)).Take(NamesShown))
                    .Take(NamesShown).Select(one => (one.Name.Value, one.Dialect.ToString())),
            ]
            : [];
}
