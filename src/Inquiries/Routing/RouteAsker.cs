using System.Diagnostics;
using Microsoft.Extensions.Logging;

namespace Periksa.Inquiries.Routing;

/// <summary>Asks one route once: within its limits and its budget, and keeps what came of it.</summary>
public sealed partial class RouteAsker(
    RouteTable table,
    RouteHealth health,
    Spending spending,
    PaidQuestions paid,
    RouteLimits limits,
    IAccountHits hits,
    ILogger<RouteAsker> log)
{
    // Whoever was given less, and had no time left, has not seen that a route is slow.
    static readonly TimeSpan FairChance = TimeSpan.FromSeconds(1);

    /// <returns><c>null</c> where one of its limits is reached.</returns>
    public async Task<BankReply?> Ask(
        IRoute route, BankQuestion question, StepKind kind, CancellationToken cancel)
    {
        var terms = table.Terms(route.Name);
        if (kind is StepKind.Shadow && terms.MaxHitsPerAccountPerDay is not null)
            return Skip(route, question, SkipReason.UsedUp);   // those are for whoever waits for an answer

        using var turn = limits.Enter(route.Name, terms, isSpare: kind is StepKind.Shadow);
        if (turn.Refusal is { } why)
            return Skip(route, question, why);

        if (!spending.TryReserve(route.Name, terms))
            return Skip(route, question, SkipReason.Spent, turn);

        var price = Money.Zero;
        try
        {
            var (mayAsk, counted) = await CountHit(route, terms, question.Account, cancel);
            if (!mayAsk)
                return Skip(route, question, SkipReason.UsedUp, turn);

            await WriteDown(route, question, kind, counted);
            price = terms.Prices.Unsure;
            var reply = await AskInTime(route, question, patience => route.Ask(question, patience), cancel);
            if (reply is not BankReply.NotAsked && terms.Prices.Highest > Money.Zero)
                paid.Note(question.Id, route.Name);

            price = question.Trail.Hear(route.Name, reply, question.Account).Price;
            TakeBack(route, question.Account, counted, reply);

            // What the provider calls the question is kept before anybody relies on it, whoever waits.
            if (kind is StepKind.Asked && IsLate(reply, question) && reply.ProviderId is { } id
                && question.Keep is { } keep)
            {
                await keep(id);
            }

            return reply;
        }
        finally
        {
            spending.Settle(route.Name, terms, price);
        }
    }

    /// <summary>Asks once more for an answer that is late: it is the same question, and is paid for once. Where one of
    /// the route's limits is reached it is put off.</summary>
    /// <param name="isSentAnew">True if the provider is sent the whole question, and not asked by an id.</param>
    public async Task<BankReply> AskAgain(
        IRoute route,
        BankQuestion question,
        Func<CancellationToken, Task<BankReply>> ask,
        bool isSentAnew,
        CancellationToken cancel)
    {
        var terms = table.Terms(route.Name);
        using var turn = limits.Enter(route.Name, terms);
        if (turn.Refusal is { } why)
            return PutOff(why);

        var (mayAsk, counted) = isSentAnew ? await CountHit(route, terms, question.Account, cancel) : (true, null);
        if (!mayAsk)
            return PutOff(SkipReason.UsedUp, turn);

        question.Trail.Ask(route.Name);
        var reply = await AskInTime(route, question, ask, cancel);
        TakeBack(route, question.Account, counted, reply);
        if (reply is not BankReply.NotAsked)
            question.Trail.Hear(route.Name, reply, question.Account);

        if (IsLate(reply, question) && reply.ProviderId is { } id && id != question.ProviderId
            && question.Keep is { } keep)
        {
            await keep(id);
        }

        return reply;
    }

    static BankReply.NotAsked PutOff(SkipReason why, RouteTurn? unused = null)
    {
        unused?.Return();
        return new(RouteFault.Busy, $"It is {RouteWords.Said(RouteWords.Of(why))}.");
    }

    static BankReply? Skip(IRoute route, BankQuestion question, SkipReason why, RouteTurn? unused = null)
    {
        unused?.Return();
        question.Trail.Skip(route.Name, why);
        return null;
    }

    // Before it goes out: a host that dies must not leave one uncounted.
    async Task<(bool MayAsk, DateOnly? Counted)> CountHit(
        IRoute route, RouteTerms terms, BankAccount account, CancellationToken gone)
    {
        if (terms.MaxHitsPerAccountPerDay is not { } most)
            return (true, null);

        var day = await hits.Count(route.Name, account, most, gone);
        return (day is not null, day);
    }

    // What has reached its provider may have been counted there, whatever that said of it.
    void TakeBack(IRoute route, BankAccount account, DateOnly? counted, BankReply? reply = null)
    {
        if (counted is { } day && reply is null or BankReply.NotAsked { Fault: RouteFault.Unreachable })
            hits.TakeBack(route.Name, account, day).LeaveAlone();
    }

    async Task WriteDown(IRoute route, BankQuestion question, StepKind kind, DateOnly? counted)
    {
        try
        {
            await WriteDown(question.Trail.Ask(route.Name, kind), question);
        }
        catch (Exception)
        {
            TakeBack(route, question.Account, counted);   // it is not asked then
            throw;
        }
    }

    // What was planned stands there already.
    static Task WriteDown(RouteStep step, BankQuestion question)
    {
        if (step.Kind is StepKind.Asked)
            return step.Route == question.Route ? Task.CompletedTask : Done(question.Assign?.Invoke(step));

        return step.Highest > Money.Zero ? Done(question.Note?.Invoke(step)) : Task.CompletedTask;
    }

    static bool IsLate(BankReply reply, BankQuestion question) =>
        reply.To(question.Account) is BankReply.Pending or BankReply.Unclear;

    static Task Done(Task? task) => task ?? Task.CompletedTask;

    // Its budget bounds how long another is kept waiting behind it; a question that is out of it may have arrived.
    async Task<BankReply> AskInTime(
        IRoute route,
        BankQuestion question,
        Func<CancellationToken, Task<BankReply>> ask,
        CancellationToken cancel)
    {
        var (bank, start) = (question.Account.BankCode, Stopwatch.GetTimestamp());
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        patience.CancelAfter(route.Budget);
        try
        {
            var reply = await ask(patience.Token);
            var outcome = reply.OutcomeFor(question.Account);
            var took = Stopwatch.GetElapsedTime(start);
            health.Note(route.Name, bank, outcome, took, route.Late is not LateMode.None);
            RouteMetrics.Count(route.Name, bank, outcome, took);
            Report(route, question, reply, outcome);
            return reply;
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            NoteSilence(route.Name, bank, start);
            Log.Silent(log, route.Name.Value, question.Id, route.Budget);
            return new BankReply.Pending();
        }
        catch (OperationCanceledException) when (Stopwatch.GetElapsedTime(start) >= FairChance)
        {
            NoteSilence(route.Name, bank, start);
            throw;
        }
    }

    void NoteSilence(RouteName route, string bank, long start)
    {
        health.NoteSilence(route, bank);
        RouteMetrics.Count(route, bank, outcome: null, Stopwatch.GetElapsedTime(start));
    }

    void Report(IRoute route, BankQuestion question, BankReply reply, StepOutcome outcome)
    {
        if (outcome is StepOutcome.Unclear)
            Log.Unclear(log, route.Name.Value, question.Id);
        else if (reply is BankReply.NotAsked { Fault: RouteFault.Misconfigured } mistake)
            Log.Misconfigured(log, route.Name.Value, mistake.Why.TrimEnd('.'));
        else if (reply is BankReply.NotAsked notAsked)
            Log.NotAsked(log, route.Name.Value, notAsked.Fault, notAsked.Why.TrimEnd('.'));
    }

    static partial class Log
    {
        [LoggerMessage(145, LogLevel.Error,
            "{Route} takes no question as it is configured: {Why}. Mend its settings")]
        public static partial void Misconfigured(ILogger log, string route, string why);

        [LoggerMessage(146, LogLevel.Warning, "{Route} took no question ({Fault}): {Why}")]
        public static partial void NotAsked(ILogger log, string route, RouteFault fault, string why);

        [LoggerMessage(149, LogLevel.Warning,
            "{Route} said what makes no sense about inquiry {Id}; nothing is concluded from it")]
        public static partial void Unclear(ILogger log, string route, InquiryId id);

        [LoggerMessage(150, LogLevel.Information, "{Route} had no answer about inquiry {Id} in {Budget}")]
        public static partial void Silent(ILogger log, string route, InquiryId id, TimeSpan budget);
    }
}
