using System.Security.Cryptography;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http.HttpResults;
using Npgsql;
using Periksa.Host.Pages.Parts;
using Periksa.Operators;

namespace Periksa.Host.Pages;

/// <summary>A page of the console, as a result.</summary>
static class Page
{
    /// <param name="values">The component's parameters by their names.</param>
    public static IResult Of<TPage>(
        HttpContext http, Dictionary<string, object?> values, int status = StatusCodes.Status200OK)
        where TPage : IComponent
    {
        FormToken.Take(http);
        return new RazorComponentResult<TPage>(values) { StatusCode = status, PreventStreamingRendering = true };
    }

    /// <summary>What is there, or why it is not.</summary>
    public static IResult Of<TPage, T>(HttpContext http, string name, Outcome<T> outcome)
        where TPage : IComponent
        where T : class =>
        outcome.Done is { } done ? Of<TPage>(http, new() { [name] = done }) : Refused(http, outcome.Refusal!);

    /// <summary>Back to a page of ours with what was done, after a form; what was refused is a page of its
    /// own.</summary>
    /// <param name="path">Below <see cref="ConsoleCall.Root"/>, without a first slash.</param>
    public static IResult Done<T>(HttpContext http, Outcome<T> outcome, string path)
        where T : class => outcome.Refusal is { } refusal ? Refused(http, refusal, path) : Back(http, path, "done");

    /// <summary>To another page of ours.</summary>
    /// <param name="notice">A word that the page knows a sentence for; <c>null</c> for none.</param>
    public static IResult Back(HttpContext http, string path, string? notice = null)
    {
        var mark = path.Contains('?', StringComparison.Ordinal) ? '&' : '?';
        var said = notice is null ? "" : $"{mark}notice={notice}";
        return To(http, $"{path}{said}", StatusCodes.Status303SeeOther);
    }

    /// <summary>The same with another status.</summary>
    public static IResult To(HttpContext http, string path, int status)
    {
        http.Response.Headers.Location = $"{http.Request.PathBase}{ConsoleCall.Of(http).Root}/{path}";
        return Results.StatusCode(status);
    }

    /// <param name="back">The page that leads on, below <c>/console</c>; <c>null</c> for the overview.</param>
    public static IResult Refused(HttpContext http, Refusal refusal, string? back = null) => Of<MessagePage>(
        http,
        new()
        {
            ["Title"] = refusal.Kind switch
            {
                RefusalKind.NotFound => "There is no such thing",
                RefusalKind.Repeated => "It was done before",
                RefusalKind.Stale => "Somebody else was quicker",
                RefusalKind.Invalid or RefusalKind.Duplicate or RefusalKind.Conflict => "Nothing was changed",
            },
            ["Message"] = refusal.Kind is RefusalKind.Repeated
                ? "This form was sent before, and it was done then. Nothing is done twice. A secret that was not kept "
                    + "is not shown again: rotate the credential for another."
                : refusal.Message,
            ["Back"] = back,
        },
        refusal.Kind switch
        {
            RefusalKind.NotFound => StatusCodes.Status404NotFound,
            RefusalKind.Invalid => StatusCodes.Status400BadRequest,
            RefusalKind.Duplicate or RefusalKind.Conflict or RefusalKind.Stale or RefusalKind.Repeated =>
                StatusCodes.Status409Conflict,
        });

    public static IResult NotFound(HttpContext http) => Of<MessagePage>(
        http,
        new()
        {
            ["Title"] = "There is no such page",
            ["Message"] = "Nothing is here. The menu leads to everything there is.",
        },
        StatusCodes.Status404NotFound);

    public static IResult Forged(HttpContext http) => Of<MessagePage>(
        http,
        new()
        {
            ["Title"] = "Nothing was changed",
            ["Message"] = "This form was not sent by a page of this console, or the page was too old. "
                + "Open the page again, and send the form once more.",
        },
        StatusCodes.Status400BadRequest);

    public static IResult TooLarge(HttpContext http) => Of<MessagePage>(
        http,
        new()
        {
            ["Title"] = "Nothing was changed",
            ["Message"] = "The form is too large: a field takes 64 KiB, and all of it a megabyte. "
                + "Go back, and send less at once.",
        },
        StatusCodes.Status413PayloadTooLarge);

    public static IResult Unreadable(HttpContext http) => Of<MessagePage>(
        http,
        new()
        {
            ["Title"] = "Nothing was changed",
            ["Message"] = "This form cannot be read: it holds a character that no form sends, or it ends too soon. "
                + "Go back, and write what is in it anew.",
        },
        StatusCodes.Status400BadRequest);

    public static IResult Unavailable(HttpContext http)
    {
        http.Response.Headers.RetryAfter = "2";
        return Of<MessagePage>(
            http,
            new()
            {
                ["Title"] = "The database does not answer",
                ["Message"] = "What is kept there cannot be shown, and nothing can be changed. "
                    + "Callers are told to try again. This page is good again as soon as the database is.",
            },
            StatusCodes.Status503ServiceUnavailable);
    }
}

/// <summary>The token that a page's forms send back.</summary>
static class FormToken
{
    /// <summary>Makes it, and sets its cookie, before anything of the page is written.</summary>
    public static void Take(HttpContext http)
    {
        try
        {
            var tokens = http.RequestServices.GetRequiredService<IAntiforgery>().GetAndStoreTokens(http);
            http.Features.Set(new Taken(tokens.RequestToken!));
        }
        catch (Exception e) when (e is NpgsqlException or TimeoutException or CryptographicException
            or InvalidOperationException or AntiforgeryValidationException)
        {
            // The page can be read all the same.
            Log.NoFormKeys(http.RequestServices.GetRequiredService<ILogger<ConsoleGuard>>(), e);
        }

        http.Response.Headers.CacheControl = "no-store";   // people's names are among it
    }

    /// <summary>The token; <c>null</c> where there is none to be had.</summary>
    public static string? Of(HttpContext http) => http.Features.Get<Taken>()?.Token;

    sealed record Taken(string Token);
}
