using Microsoft.Extensions.Logging;

namespace Periksa.Inquiries.Routing;

/// <summary>Asks about each bank's accounts by the routes that were configured for it, in their order. The next is
/// asked only where the one before surely took no question, or where its terms say so; whatever else it did is the
/// answer.</summary>
/// <param name="others">Answers for banks without a route: the sandbox's bank, or nobody.</param>
public sealed partial class Router(
    RouteTable table,
    RouteChoice choice,
    RouteAsker asker,
    Hedge hedge,
    Shadows shadows,
    IConnector others,
    ILogger<Router> log) : IConnector
{
    public BankReply? Know(BankAccount account) => IsRouted(account, isVirtual: false) ? null : others.Know(account);

    public bool IsRouted(BankAccount account, bool isVirtual) => table.Of(account, isVirtual).Count > 0;

    public LateTimes TimesOf(RouteName route) => table.Find(route)?.Times ?? LateTimes.Usual;

    public Trail Begin() => new(route => table.Terms(route).Prices);

    public RouteName? Plan(BankAccount account, bool isVirtual, Trail trail)
    {
        if (choice.Of(account, isVirtual, trail) is not [var first, ..])
            return null;

        trail.Ask(first.Name);
        return first.Name;
    }

    public Task<BankReply> LookUp(BankQuestion question, CancellationToken cancel) =>
        IsRouted(question.Account, question.IsVirtualAccount)
            ? AskInTurn(question, cancel)
            : others.LookUp(question, cancel);

    /// <summary>Asked again is whoever was asked, and only where asking again is how it answers: another provider would
    /// be asked and paid for the same question.</summary>
    public Task<BankReply>? LookUpAgain(BankQuestion question, CancellationToken cancel)
    {
        if (question.Route is not { } name)
        {
            return IsRouted(question.Account, question.IsVirtualAccount)
                ? null
                : others.LookUpAgain(question, cancel);
        }

        return table.Find(name) is { } route && Later(route, question) is { } ask ? ask(cancel) : null;
    }

    public void Compare(BankQuestion question, BankReply answer) => shadows.Begin(question, answer);

    async Task<BankReply> AskInTurn(BankQuestion question, CancellationToken cancel)
    {
        BankReply? unsure = null;
        BankReply? last = null;
        var routes = Choose(question);
        for (var i = 0; i < routes.Count; i++)
        {
            var route = routes[i];
            if (IsHedged(route, question))
                continue;   // it has been asked beside another

            var reply = hedge.Beside(route, routes.Skip(i + 1), question) is { } second
                ? await hedge.Ask(route, second, question, cancel)
                : await asker.Ask(route, question, StepKind.Asked, cancel);
            if (reply is null)
                continue;

            if (!IsNextAsked(route, reply))
                return await WhileItsCallerWaits(route, question, reply, cancel);

            last = reply;
            unsure ??= reply is BankReply.NotAsked ? null : reply;
        }

        Log.Nobody(log, question.Account.BankCode, question.Id, string.Join(", ", Tried(question)));
        return unsure ?? last ?? (CanWait(question) ? new BankReply.Pending() : new BankReply.Failed());
    }

    // What was planned was chosen then.
    IReadOnlyList<IRoute> Choose(BankQuestion question)
    {
        var planned = question.Route is { } name ? table.Find(name) : null;
        var next = choice.Of(question.Account, question.IsVirtualAccount, question.Trail, planned?.Name);
        return planned is null ? next : [planned, .. next];
    }

    static bool IsHedged(IRoute route, BankQuestion question) => question.Trail.Steps.Any(
        step => step.Route == route.Name && step is { Kind: StepKind.Hedged, AskedAt: not null });

    // An answer that may come later is not given up for another's.
    bool IsNextAsked(IRoute route, BankReply reply) => reply switch
    {
        BankReply.NotAsked => true,
        BankReply.Unclear { IsDisputed: true } => false,
        BankReply.Failed => table.Terms(route.Name).FailOver is not FailOver.NotAsked,
        BankReply.Unclear or BankReply.Pending =>
            table.Terms(route.Name).FailOver is FailOver.Unsure && route.Late is LateMode.None,
        _ => false,
    };

    // Whoever hears later is not failed since this host has asked as much as it may for the moment.
    static bool CanWait(BankQuestion question) => question.IsFollowedUp
        && question.Trail.Steps.Any(step => step.Skipped is SkipReason.OverRate or SkipReason.Full);

    static IEnumerable<string> Tried(BankQuestion question) => question.Trail.Steps.Select(step =>
        step.Skipped is { } why ? $"{step.Route} {RouteWords.Of(why)}"
        : step.Outcome is { } outcome ? $"{step.Route} {RouteWords.Of(outcome)}"
        : $"{step.Route}");

    static partial class Log
    {
        [LoggerMessage(148, LogLevel.Warning, "Nobody answers about bank {Bank}, inquiry {Id}: {Routes}")]
        public static partial void Nobody(ILogger log, string bank, InquiryId id, string routes);
    }
}
