using Dapper;
using Npgsql;
using Periksa.Operators.Audit;

namespace Periksa.Operators.Partners;

/// <summary>Adds partners, finds them, and changes what they may do. Every host knows within a second.</summary>
public sealed class PartnerAdministration(NpgsqlDataSource database)
{
    const int LimitMaximum = 1_000_000;

    const string Columns = """
        id, name, active, rate_per_second as RatePerSecond, rate_burst as RateBurst, miss_budget as MissBudget,
        snap_profile as SnapProfile, fresh_answers as FreshAnswers, version
        """;

    const string Insert = $"""
        insert into partners (id, name) values (@id, @name) on conflict (id) do nothing returning {Columns}
        """;

    const string One = $"select {Columns} from partners where id = @id";

    const string Update = $"""
        update partners
        set name = @Name, active = @Active, rate_per_second = @RatePerSecond, rate_burst = @RateBurst,
            miss_budget = @MissBudget, snap_profile = @SnapProfile, fresh_answers = @FreshAnswers
        where id = @Id
        returning {Columns}
        """;

    // What begins with a text lies between it and the text with the last character of all behind it.
    const string Read = $"""
        select {Columns} from partners
        where id collate "C" > @after
          and (@search = ''
               or (id collate "C" >= @search and id collate "C" < @search || chr(1114111))
               or (lower(name) collate "C" >= @search and lower(name) collate "C" < @search || chr(1114111)))
        order by id collate "C"
        limit @limit
        """;

    /// <summary>Adds one that may ask at once, within the usual limits.</summary>
    public Task<Outcome<PartnerEntry>> Add(Actor actor, string id, string name, string? reason = null) =>
        AuditedChange.Make<PartnerEntry>(database, actor, async change =>
        {
            if ((Words.RefusePartnerId(id) ?? Words.RefuseName(name) ?? Words.RefuseReason(reason)) is { } refusal)
                return refusal;

            var added = await change.Connection.QuerySingleOrDefaultAsync<PartnerEntry>(Insert, new { id, name });
            if (added is null)
                return Refusal.Duplicate($"There is a partner {id} already: choose another id, or change that one.");

            await change.Note("partner.add", Subject(id), null, added, OperatorsJson.Default.PartnerEntry, reason);
            return added;
        });

    /// <summary>The partner with this id; <c>null</c> where there is none.</summary>
    public async Task<PartnerEntry?> Find(string id, CancellationToken cancel)
    {
        if (Words.RefusePartnerId(id) is not null)
            return null;

        await using var connection = await database.OpenConnectionAsync(cancel);
        return await connection.QuerySingleOrDefaultAsync<PartnerEntry>(
            new CommandDefinition(One, new { id }, cancellationToken: cancel));
    }

    /// <summary>Partners in the order of their ids.</summary>
    /// <param name="search">Only those whose id or name begins so, in whatever case; empty for all.</param>
    /// <param name="cursor">The <see cref="Page{T}.NextCursor"/> of the page before.</param>
    public async Task<Page<PartnerEntry>> List(string search, string? cursor, int limit, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        var rows = await connection.QueryAsync<PartnerEntry>(new CommandDefinition(
            Read,
            new
            {
                search = search.ToLowerInvariant().Replace("\0", "", StringComparison.Ordinal),
                after = cursor?.Replace("\0", "", StringComparison.Ordinal) ?? "",
                limit = Page<PartnerEntry>.ToRead(limit),
            },
            cancellationToken: cancel));
        return Page<PartnerEntry>.Of(rows, limit, partner => partner.Id);
    }

    /// <summary>Changes a partner. Its id and version stay what they are, whatever the edit says.</summary>
    /// <param name="edit">What it is from now on, made of what it is.</param>
    /// <param name="version">The version that is meant; <c>null</c> for whichever there is.</param>
    public Task<Outcome<PartnerEntry>> Edit(
        Actor actor, string id, Func<PartnerEntry, PartnerEntry> edit, long? version = null, string? reason = null) =>
        AuditedChange.Make<PartnerEntry>(database, actor, async change =>
        {
            if (Words.RefusePartnerId(id) is { } nobody)
                return nobody with { Kind = RefusalKind.NotFound };

            var before = await change.Connection.QuerySingleOrDefaultAsync<PartnerEntry>(
                $"{One} for update", new { id });
            if (before is null)
                return await NotFound(change.Connection, id);

            if (version is { } meant && meant != before.Version)
                return Refusal.Stale($"Partner {id}", meant, before.Version);

            var wanted = edit(before) with { Id = before.Id, Version = before.Version };
            if ((Refuse(wanted) ?? Words.RefuseReason(reason)) is { } refusal)
                return refusal;

            if (wanted == before)
                return before;

            var after = await change.Connection.QuerySingleAsync<PartnerEntry>(Update, wanted);
            await change.Note(
                Action(before, after), Subject(id), before, after, OperatorsJson.Default.PartnerEntry, reason);
            return after;
        });

    /// <summary>Has everything that a partner asks refused from now on.</summary>
    public Task<Outcome<PartnerEntry>> Disable(Actor actor, string id, long? version = null, string? reason = null) =>
        Edit(actor, id, partner => partner with { Active = false }, version, reason);

    /// <summary>Lets a partner ask again.</summary>
    public Task<Outcome<PartnerEntry>> Enable(Actor actor, string id, long? version = null, string? reason = null) =>
        Edit(actor, id, partner => partner with { Active = true }, version, reason);

    internal static string Subject(string id) => $"partner:{id}";

    /// <summary>Keeps a partner as it is until the transaction is over; false where there is none.</summary>
    internal static async Task<bool> Take(NpgsqlConnection connection, string id) =>
        Words.RefusePartnerId(id) is null
        && await connection.QuerySingleOrDefaultAsync<int?>(
            "select 1 from partners where id = @id for share", new { id }) is not null;

    /// <summary>The refusal of an id that no partner has; it names one that is near.</summary>
    internal static async Task<Refusal> NotFound(NpgsqlConnection connection, string id)
    {
        var like = await connection.QueryAsync<string>(
            "select id from partners where left(id, 1) = left(@id, 1) or right(id, 3) = right(@id, 3) limit 20000",
            new { id });
        return Refusal.NotFound(
            Nearest.To(id, like) is { } near
                ? $"There is no partner {Words.Shown(id)}: did you mean {near}?"
                : $"There is no partner {Words.Shown(id)}: 'periksa partner list' shows those there are.");
    }

    static Refusal? Refuse(PartnerEntry wanted)
    {
        if (Words.RefuseName(wanted.Name) is { } refusal)
            return refusal;

        if ((wanted.RatePerSecond is null) != (wanted.RateBurst is null))
            return Refusal.Invalid("A rate is requests a second and requests at once: say both, or neither.");

        int?[] limits = [wanted.RatePerSecond, wanted.RateBurst, wanted.MissBudget];
        if (limits.Any(one => one is < 1 or > LimitMaximum))
            return Refusal.Invalid($"A limit is 1 to {LimitMaximum}, or none.");

        return wanted.SnapProfile is "compat" or "strict"
            ? null
            : Refusal.Invalid($"'{Words.Shown(wanted.SnapProfile)}' is no profile: it is compat or strict.");
    }

    static string Action(PartnerEntry before, PartnerEntry after) =>
        before with { Active = after.Active, Version = after.Version } != after ? "partner.edit"
        : after.Active ? "partner.enable"
        : "partner.disable";
}
