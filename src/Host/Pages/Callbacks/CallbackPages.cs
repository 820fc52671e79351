using System.Globalization;
using Periksa.Operators;
using Periksa.Operators.Messages;

namespace Periksa.Host.Pages.Callbacks;

/// <summary>What partners are told: what waits, what was delivered, and what was given up.</summary>
static class CallbackPages
{
    const int Shown = 50;

    /// <summary>The longest list that is shown at once, for whoever ticks many.</summary>
    const int ShownMaximum = Page<CallbackEntry>.LimitMaximum;

    const string Parked = "callbacks?state=parked";

    public static void Map(ConsolePaths paths)
    {
        paths.Get("/callbacks", List);
        paths.Get("/callbacks/{id}", Show);
        paths.Post("/callbacks/{id}/redeliver", Redeliver);
        paths.Post("/callbacks/redeliver", RedeliverTicked);
        paths.Post("/callbacks/redeliver-parked", RedeliverParked);
    }

    // Whose are looked for, and of when.
    static MessageWish WishOf(HttpContext http) => new()
    {
        Partner = Asked.Of(http, "partner"),
        Dialect = Asked.Of(http, "dialect"),
        Credential = Asked.Of(http, "credential"),
        From = WibTime.Read(Asked.Of(http, "from")),
        To = WibTime.Read(Asked.Of(http, "to")),
    };

    static async Task<IResult> List(
        HttpContext http, MessageAdministration messages, CancellationToken cancel)
    {
        var wish = WishOf(http) with
        {
            State = Asked.Of(http, "state"),
            Subject = Guid.TryParse(Asked.Of(http, "subject"), out var subject) ? subject : null,
            Cursor = Asked.Of(http, "cursor"),
            Limit = Asked.Of(http, "many") == "true" ? ShownMaximum : Shown,
        };
        var found = await messages.List(wish, cancel);
        return Page.Of<CallbackList>(http, new()
        {
            [nameof(CallbackList.Wish)] = wish,
            [nameof(CallbackList.Found)] = found.Done,
            [nameof(CallbackList.Refusal)] = found.Refusal?.Message,
            [nameof(CallbackList.Counts)] = await messages.Count(cancel),
        });
    }

    static async Task<IResult> Show(
        HttpContext http, MessageAdministration messages, string id, CancellationToken cancel)
    {
        var call = ConsoleCall.Of(http);
        return Number(id) is { } number
            ? Page.Of<CallbackDetail, CallbackEntry>(
                http, nameof(CallbackDetail.Callback),
                await messages.Show(call.Actor, number, call.Reveals(http), cancel))
            : Page.NotFound(http);
    }

    static async Task<IResult> Redeliver(HttpContext http, MessageAdministration messages, string id) =>
        Number(id) is { } number
            ? await SentForm.Do(
                http, FormattableString.Invariant($"callbacks/{number}"),
                form => messages.Redeliver(form.Actor, number, form.Reason))
            : Page.NotFound(http);

    static Task<IResult> RedeliverTicked(HttpContext http, MessageAdministration messages) =>
        SentForm.Do(http, Parked, form => messages.RedeliverEnded(
            form.Actor, [.. form.Texts("id").Select(Number).OfType<long>()], form.Reason));

    static Task<IResult> RedeliverParked(HttpContext http, MessageAdministration messages) =>
        SentForm.Do(http, Parked, form => messages.RedeliverParked(form.Actor, WishOf(http), form.Reason));

    static long? Number(string id) =>
        long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
