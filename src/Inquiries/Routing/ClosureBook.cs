using Dapper;
using Npgsql;

namespace Periksa.Inquiries.Routing;

/// <summary>What operators have taken out, and what providers say of themselves, in the database: every host knows
/// within a second.</summary>
public sealed class ClosureBook(NpgsqlDataSource database)
{
    const string Insert = """
        insert into route_closures (route, bank_code, until_at, days, from_time, until_time, reason, made_by)
        values (@route, @bank, @until, @days, @fromTime, @untilTime, @reason, @by)
        """;

    const string Delete = """
        delete from route_closures
        where route = @route and (@bank::text is null or bank_code = @bank)
        """;

    const string All = """
        select route, bank_code as Bank, until_at as Until, days, from_time as FromTime, until_time as UntilTime,
               reason, made_by as MadeBy, made_at as MadeAt
        from route_closures
        where until_at is null or until_at > clock_timestamp()
        union all
        select route, null, until_at, null, null, null, 'under maintenance, says the provider', 'MaintenanceUrl',
               asked_at
        from provider_maintenance where until_at > clock_timestamp()
        order by route, Bank nulls first, MadeAt
        """;

    public async Task Add(RouteName route, RouteClosure closure, string reason, string by)
    {
        await using var connection = await database.OpenConnectionAsync();
        await Add(connection, route, closure, reason, by);
    }

    internal static Task Add(
        NpgsqlConnection connection, RouteName route, RouteClosure closure, string reason, string by) =>
        connection.ExecuteAsync(Insert, new
        {
            route = route.Value,
            bank = closure.Bank,
            until = closure.Until == DateTimeOffset.MaxValue ? (DateTime?)null : closure.Until.UtcDateTime,
            days = closure.Days is { } days ? (short?)WeekDays.Bits(days) : null,
            fromTime = closure.Hours?.From.ToTimeSpan(),
            untilTime = closure.Hours?.Until.ToTimeSpan(),
            reason,
            by,
        });

    /// <summary>Takes away what closes a route; that of one bank, where it is named.</summary>
    /// <returns>How many there were.</returns>
    public async Task<int> Remove(RouteName route, string? bank)
    {
        await using var connection = await database.OpenConnectionAsync();
        return await Remove(connection, route, bank);
    }

    internal static Task<int> Remove(NpgsqlConnection connection, RouteName route, string? bank) =>
        connection.ExecuteAsync(Delete, new { route = route.Value, bank });

    public async Task<IReadOnlyList<KeptClosure>> List(CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        return [.. await connection.QueryAsync<KeptClosure>(new CommandDefinition(All, cancellationToken: cancel))];
    }
}

/// <summary>What closes a route, as it is kept.</summary>
public sealed class KeptClosure
{
    public required string Route { get; init; }
    public string? Bank { get; init; }
    public DateTime? Until { get; init; }
    public short? Days { get; init; }
    public TimeSpan? FromTime { get; init; }
    public TimeSpan? UntilTime { get; init; }
    public required string Reason { get; init; }
    public required string MadeBy { get; init; }
    public DateTime MadeAt { get; init; }

    /// <summary>When, in words.</summary>
    public string When => Tell(
        Days is { } bits ? WeekDays.Of(bits) : null, (FromTime, UntilTime),
        Until is { } end ? new DateTimeOffset(end, TimeSpan.Zero) : null);

    /// <summary>The same of one that is not kept yet.</summary>
    public static string Tell(RouteClosure closure) => Tell(
        closure.Days, (closure.Hours?.From.ToTimeSpan(), closure.Hours?.Until.ToTimeSpan()),
        closure.Until == DateTimeOffset.MaxValue ? null : closure.Until);

    static string Tell(IEnumerable<DayOfWeek>? days, (TimeSpan? From, TimeSpan? Until) hours, DateTimeOffset? until)
    {
        var onDays = days is null ? "" : string.Join(",", days.Order().Select(day => $"{day}"[..3])) + " ";
        var atHours = hours.From is { } from
            ? FormattableString.Invariant($"{from:hh\\:mm}-{hours.Until:hh\\:mm} WIB")
            : "now";
        var untilThen = until is { } end
            ? FormattableString.Invariant($" until {end.ToOffset(RouteClosure.Wib):yyyy-MM-dd HH:mm} WIB")
            : "";
        return onDays + atHours + untilThen;
    }
}
