using Npgsql;
using Periksa.Inquiries.Routing;
using Periksa.Operators.Audit;

namespace Periksa.Operators.Routes;

/// <summary>Takes routes to providers out, and back. Every host knows within a second.</summary>
public sealed class RouteAdministration(NpgsqlDataSource database)
{
    /// <summary>What is taken out, in the order of its routes.</summary>
    public async Task<Page<CordonEntry>> List(CancellationToken cancel)
    {
        var kept = await new ClosureBook(database).List(cancel);
        return new(
            [.. kept.Select(one => new CordonEntry(one.Route, one.Bank, one.When, one.Reason, one.MadeBy))], null);
    }

    /// <summary>Has a route not be asked, at once or in a window that comes again every week.</summary>
    public Task<Outcome<CordonEntry>> Cordon(Actor actor, string route, CordonOrder order, string reason) =>
        AuditedChange.Make<CordonEntry>(database, actor, async change =>
        {
            if (Words.RefuseReason(reason) is { } refusal)
                return refusal;

            var (closure, nonsense) = order.Read(TimeProvider.System.GetUtcNow());
            if (closure is null)
                return nonsense!;

            await ClosureBook.Add(change.Connection, new(route), closure, reason, actor.Who);
            var after = new CordonEntry(route, order.Bank, KeptClosure.Tell(closure), reason, actor.Who);
            await change.Note("route.cordon", $"route:{route}", null, after, OperatorsJson.Default.CordonEntry, reason);
            return after;
        });

    /// <summary>Takes back what closes a route: all of it, or what is about one bank.</summary>
    public Task<Outcome<UncordonedEntry>> Uncordon(Actor actor, string route, string? bank, string? reason) =>
        AuditedChange.Make<UncordonedEntry>(database, actor, async change =>
        {
            if (Words.RefuseReason(reason) is { } refusal)
                return refusal;

            if (bank is not null && BankList.Published.Find(bank) is null)
                return Refusal.Invalid($"'{Words.Shown(bank)}' is no code of the bank list.");

            var count = await ClosureBook.Remove(change.Connection, new(route), bank);
            if (count == 0)
            {
                return Refusal.NotFound(
                    $"Nobody has taken {Words.Shown(route)} out: the list of routes shows what is.");
            }

            var after = new UncordonedEntry(route, bank, count);
            await change.Note(
                "route.uncordon", $"route:{route}", null, after, OperatorsJson.Default.UncordonedEntry, reason);
            return after;
        });
}
