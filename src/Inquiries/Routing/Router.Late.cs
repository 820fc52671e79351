namespace Periksa.Inquiries.Routing;

/// <summary>The ways of being late: who is asked again, for what, and while whose caller waits.</summary>
public sealed partial class Router
{
    // Of a question that is asked again while its caller waits, by a route without a schedule.
    static readonly TimeSpan UsualPause = TimeSpan.FromSeconds(1);

    /// <summary>What asks once more for an answer that is late; <c>null</c> where it comes by itself, or not at
    /// all.</summary>
    /// <remarks>A provider whose id for the question was not kept is asked anew only where that begins no other
    /// question: else two would be paid for.</remarks>
    Func<CancellationToken, Task<BankReply>>? Later(IRoute route, BankQuestion question) => route.Late switch
    {
        LateMode.Repeat => cancel => AskAgain(route, question, cancel),
        LateMode.Poll or LateMode.Create when question.ProviderId is null =>
            route.IsIdempotent ? cancel => AskAgain(route, question, cancel) : null,
        LateMode.Create when route.Times.Schedule.Count == 0 => null,
        LateMode.Poll or LateMode.Create =>
            route is IPolledRoute polled ? cancel => Get(polled, question, question.ProviderId!, cancel) : null,
        LateMode.None or LateMode.Callback => null,
    };

    async Task<BankReply> AskAgain(IRoute route, BankQuestion question, CancellationToken cancel) =>
        OrPending(await asker.AskAgain(
            route, question, patience => route.Ask(question, patience), isSentAnew: true, cancel));

    async Task<BankReply> Get(IPolledRoute route, BankQuestion question, string id, CancellationToken cancel) =>
        OrPending(await asker.AskAgain(
            route, question, patience => route.Get(question, id, patience), isSentAnew: false, cancel));

    // It was asked before and may have an answer yet: that it takes nothing now is no end of that.
    static BankReply OrPending(BankReply reply) => reply is BankReply.NotAsked ? new BankReply.Pending() : reply;

    /// <summary>Goes on asking for as long as the caller waits where nobody will after that.</summary>
    async Task<BankReply> WhileItsCallerWaits(
        IRoute route, BankQuestion question, BankReply reply, CancellationToken cancel)
    {
        if (question.IsFollowedUp
            || reply is BankReply.Unclear { IsDisputed: true }
            || (route.Late is LateMode.Repeat && route.Times.Schedule.Count == 0))
        {
            return reply;
        }

        var began = TimeProvider.System.GetTimestamp();
        for (var asked = 0; reply is BankReply.Pending or BankReply.Unclear; asked++)
        {
            question = question with { ProviderId = reply.ProviderId ?? question.ProviderId };
            var pause = route.Times.Pause(asked) ?? UsualPause;
            if (Later(route, question) is not { } ask
                || TimeProvider.System.GetElapsedTime(began) + pause > route.Times.GiveUp)
            {
                break;
            }

            await Task.Delay(pause, TimeProvider.System, cancel);
            reply = await ask(cancel);
        }

        return reply;
    }
}
