using Periksa.Operators;
using Periksa.Operators.Messages;

namespace Periksa.Host.Api;

/// <summary>What partners are told: <c>/v1/callbacks</c>.</summary>
static class CallbackPaths
{
    public static void Map(ApiPaths paths)
    {
        paths.Get("/callbacks", List).Shows<Page<CallbackEntry>>(
            "Lists callbacks, the newest first, without bodies; state is waiting, delivered or parked.");
        paths.Get("/callbacks/queues", Queues).Shows<Page<QueuedCallbacks>>(
            "Lists callbacks that wait for each other, by bill or disbursement, the longest queues first.");
        paths.Get("/callbacks/{id}", Show).Shows<CallbackEntry>(
            "Shows a callback and its attempts; its body with reveal=true.");
        paths.Post("/credentials/{dialect}/{name}/callback/test", Test).Takes<CallbackTestWish>(
            """{"url":"https://toko.example/new-callback"}""").Shows<TestedCallback>(
            "Posts one signed callback that says it is a test, and shows what came of it.");
        paths.Post("/callbacks/{id}/redeliver", Redeliver).Takes<PlainWish>().Shows<RedeliveredEntry>(
            "Posts a callback again, whatever became of it.");
    }

    static async Task<IResult> List(
        MessageAdministration messages, string? state, string? cursor, string? limit, CancellationToken cancel) =>
        Answer.Of(
            await messages.List(state, cursor, ApiCall.Limit(limit), cancel),
            page => Answer.Of(page, OperatorsJson.Plain.PageCallbackEntry));

    static async Task<IResult> Queues(CallbackQueues queues, string? limit, CancellationToken cancel) => Answer.Of(
        await queues.List(ApiCall.Limit(limit), cancel),
        page => Answer.Of(page, OperatorsJson.Plain.PageQueuedCallbacks));

    static async Task<IResult> Show(
        HttpContext http, MessageAdministration messages, string id, string? reveal, CancellationToken cancel)
    {
        var call = ApiCall.Of(http);
        return Answer.Of(
            await messages.Show(call.Actor, ApiCall.Number("callback", id), call.Reveals(reveal), cancel),
            message => Answer.Of(message, OperatorsJson.Plain.CallbackEntry));
    }

    static async Task<IResult> Redeliver(HttpContext http, MessageAdministration messages, string id)
    {
        var call = ApiCall.Of(http);
        return Answer.Of(
            await messages.Redeliver(call.Actor, ApiCall.Number("callback", id), call.ReadReason()),
            again => Answer.Of(again, OperatorsJson.Plain.RedeliveredEntry));
    }

    static async Task<IResult> Test(
        HttpContext http, CallbackTrial trial, string dialect, string name, CancellationToken cancel)
    {
        var call = ApiCall.Of(http);
        var wish = call.Read(ApiJson.Plain.CallbackTestWish);
        return Answer.Of(
            await trial.Post(call.Actor, dialect, name, wish.Url, wish.Reason, cancel),
            tested => Answer.Of(tested, OperatorsJson.Plain.TestedCallback));
    }
}
