using Microsoft.Extensions.Logging;

namespace Periksa.Inquiries.Routing;

/// <summary>Asks about each bank's accounts by the routes that were configured for it, in their order. The next is
/// asked only where the one before surely took no question; whatever else it did is the answer.</summary>
/// <param name="table">The routes of each bank.</param>
/// <param name="others">Answers for banks without a route: the sandbox's bank, or nobody.</param>
public sealed partial class Router(RouteTable table, IConnector others, ILogger<Router> log) : IConnector
{
    public BankReply? Know(BankAccount account) => table.Of(account).Count > 0 ? null : others.Know(account);

    public RouteName? Plan(BankAccount account) => table.Of(account) is [var first, ..] ? first.Name : null;

    public RouteName? PlanVirtual(BankAccount account) =>
        table.OfVirtual(account) is [var first, ..] ? first.Name : null;

    public LateTimes TimesOf(RouteName route) => table.Find(route)?.Times ?? LateTimes.Usual;

    public Task<BankReply> LookUp(BankQuestion question, CancellationToken cancel)
    {
        var routes = question.IsVirtualAccount ? table.OfVirtual(question.Account) : table.Of(question.Account);
        return routes.Count > 0 ? Ask(routes, question, cancel) : others.LookUp(question, cancel);
    }

    /// <summary>Asked again is whoever was asked, and only where asking again is how it answers: another provider would
    /// be asked and paid for the same question.</summary>
    public Task<BankReply>? LookUpAgain(BankQuestion question, CancellationToken cancel)
    {
        if (question.Route is not { } name)
            return table.Of(question.Account).Count > 0 ? null : others.LookUpAgain(question, cancel);

        return table.Find(name) is { } route && Later(route, question) is { } ask ? ask(cancel) : null;
    }

    async Task<BankReply> Ask(IReadOnlyList<IRoute> routes, BankQuestion question, CancellationToken cancel)
    {
        BankReply reply = new BankReply.Failed();
        var planned = question.Route;
        foreach (var route in routes)
        {
            if (question.Assign is { } assign && route.Name != planned)
                await assign(route.Name);

            planned = route.Name;
            reply = await Ask(route, question, cancel);
            if (reply is not BankReply.NotAsked notAsked)
                return await WhileItsCallerWaits(route, question, reply, cancel);

            Report(route.Name, notAsked);
        }

        Log.Nobody(log, string.Join(", ", routes.Select(route => route.Name)), question.Account.BankCode, question.Id);
        return reply;
    }

    // What the provider calls the question is kept before anybody relies on it, whoever waits.
    async Task<BankReply> Ask(IRoute route, BankQuestion question, CancellationToken cancel)
    {
        var reply = await InBudget(route, question, patience => route.Ask(question, patience), cancel);
        if (reply.ProviderId is { } id && question.Keep is { } keep)
            await keep(id);

        return reply;
    }

    // Its budget bounds how long another is kept waiting behind it; a question that is out of it may have arrived.
    async Task<BankReply> InBudget(
        IRoute route,
        BankQuestion question,
        Func<CancellationToken, Task<BankReply>> ask,
        CancellationToken cancel)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        patience.CancelAfter(route.Budget);
        try
        {
            var reply = await ask(patience.Token);
            if (reply is BankReply.Unclear)
                Log.Unclear(log, route.Name.Value, question.Id);

            return reply;
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            Log.Silent(log, route.Name.Value, question.Id, route.Budget);
            return new BankReply.Pending();
        }
    }

    void Report(RouteName route, BankReply.NotAsked reply)
    {
        if (reply.Fault is RouteFault.Misconfigured)
            Log.Misconfigured(log, route.Value, reply.Why.TrimEnd('.'));
        else
            Log.NotAsked(log, route.Value, reply.Fault, reply.Why.TrimEnd('.'));
    }

    static partial class Log
    {
        [LoggerMessage(145, LogLevel.Error,
            "{Route} takes no question as it is configured: {Why}. Mend its settings")]
        public static partial void Misconfigured(ILogger log, string route, string why);

        [LoggerMessage(146, LogLevel.Warning, "{Route} took no question ({Fault}): {Why}")]
        public static partial void NotAsked(ILogger log, string route, RouteFault fault, string why);

        [LoggerMessage(148, LogLevel.Warning,
            "None of {Routes} took the question about bank {Bank}: inquiry {Id} is answered with a failure")]
        public static partial void Nobody(ILogger log, string routes, string bank, InquiryId id);

        [LoggerMessage(149, LogLevel.Warning,
            "{Route} said what makes no sense about inquiry {Id}; nothing is concluded from it")]
        public static partial void Unclear(ILogger log, string route, InquiryId id);

        [LoggerMessage(150, LogLevel.Information, "{Route} had no answer about inquiry {Id} in {Budget}")]
        public static partial void Silent(ILogger log, string route, InquiryId id, TimeSpan budget);
    }
}
