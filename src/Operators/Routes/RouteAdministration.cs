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

    /// <summary>Has a route not be asked.</summary>
    /// <param name="bank">Only about this bank, by its code on the bank list; <c>null</c>: about none.</param>
    /// <param name="until">In real time; <c>null</c>: until it is taken back.</param>
    public Task<Outcome<CordonEntry>> Cordon(
        Actor actor, string route, string? bank, DateTimeOffset? until, string reason) =>
        Cordon(actor, route, new() { Bank = bank, Until = until ?? DateTimeOffset.MaxValue }, reason);

    /// <summary>The same, of a window that may come again every week.</summary>
    public Task<Outcome<CordonEntry>> Cordon(Actor actor, string route, RouteClosure closure, string reason) =>
        AuditedChange.Make<CordonEntry>(database, actor, async change =>
        {
            if (Words.RefuseReason(reason) is { } refusal)
                return refusal;

            if (closure.Bank is { } bank && BankList.Published.Find(bank) is null)
                return Refusal.Invalid($"'{Words.Shown(bank)}' is no code of the bank list.");

            await ClosureBook.Add(change.Connection, new(route), closure, reason, actor.Who);
            var after = new CordonEntry(route, closure.Bank, When(closure), reason, actor.Who);
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
                    $"Nobody has taken {Words.Shown(route)} out: 'periksa route list' shows what is.");
            }

            var after = new UncordonedEntry(route, bank, count);
            await change.Note(
                "route.uncordon", $"route:{route}", null, after, OperatorsJson.Default.UncordonedEntry, reason);
            return after;
        });

    static string When(RouteClosure closure)
    {
        var hours = closure.Hours is { } of
            ? FormattableString.Invariant($"{of.From:HH:mm}-{of.Until:HH:mm} WIB")
            : null;
        var days = closure.Days is { } on ? string.Join(",", on.Order().Select(day => $"{day}"[..3])) : null;
        var until = closure.Until < DateTimeOffset.MaxValue
            ? FormattableString.Invariant($"until {closure.Until:O}")
            : null;
        string?[] words = [days, hours, until];
        return words.Any(word => word is not null) ? string.Join(" ", words.Where(word => word is not null)) : "now";
    }
}
