using Dapper;
using Npgsql;
using Periksa.Operators.Audit;

namespace Periksa.Operators.Keys;

/// <summary>Issues keys to the operators' API, shows them and revokes them, on every host at once.</summary>
public sealed class ApiKeyAdministration(NpgsqlDataSource database)
{
    /// <summary>For how long a key is good where nothing is said.</summary>
    public static readonly TimeSpan LifetimeUsually = TimeSpan.FromDays(90);

    /// <summary>The longest time: nobody remembers a key that is older.</summary>
    public static readonly TimeSpan LifetimeMaximum = TimeSpan.FromDays(366);

    const string Columns = """
        id, name, scopes, issued_at as IssuedAt, expires_at as ExpiresAt, revoked_at as RevokedAt,
        last_used_at as LastUsedAt
        """;

    const string Insert = $"""
        insert into api_keys (id, name, digest, scopes, expires_at)
        values (@id, @name, @digest, @scopes, clock_timestamp() + @lifetime)
        on conflict (name) where revoked_at is null do nothing
        returning {Columns}
        """;

    const string Some = $"""
        select {Columns} from api_keys where id > @after order by id limit @limit
        """;

    const string Living = $"""
        select {Columns} from api_keys where (id = @which or name = @which) and revoked_at is null for update
        """;

    const string End = $"""
        update api_keys set revoked_at = clock_timestamp() where id = @Id returning {Columns}
        """;

    /// <summary>Makes a key.</summary>
    /// <param name="name">Whose it is; no two that are not revoked have the same.</param>
    /// <param name="scopes">Some of <see cref="ScopeWords.Known"/>.</param>
    public Task<Outcome<IssuedApiKey>> Issue(
        Actor actor, string name, IEnumerable<string> scopes, TimeSpan lifetime, string? reason = null) =>
        AuditedChange.Make<IssuedApiKey>(database, actor, async change =>
        {
            var (may, nonsense) = ScopeWords.Read(scopes);
            if ((nonsense ?? Words.RefuseName(name) ?? Words.RefuseReason(reason)) is { } refusal)
                return refusal;

            if (lifetime < TimeSpan.FromMinutes(1) || lifetime > LifetimeMaximum)
            {
                return Refusal.Invalid(
                    $"A key is good for 1 minute to {LifetimeMaximum.TotalDays:0} days: 90d is usual.");
            }

            var (id, text) = ApiKeyText.New();
            var row = await change.Connection.QuerySingleOrDefaultAsync<Row>(
                Insert, new { id, name, digest = ApiKeyHash.Digest(text), scopes = ScopeWords.Of(may), lifetime });
            if (row is null)
            {
                return Refusal.Duplicate(
                    $"There is a key called {name} already: choose another name, or revoke that one.");
            }

            var key = row.ToEntry();
            await Note(change, "apikey.issue", null, key, reason);
            return new IssuedApiKey { Key = key, Secret = text };
        });

    /// <summary>Keys in the order of their ids, also those that open nothing any more.</summary>
    /// <param name="cursor">The <see cref="Page{T}.NextCursor"/> of the page before.</param>
    public async Task<Page<ApiKeyEntry>> List(string? cursor, int limit, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        var rows = await connection.QueryAsync<Row>(new CommandDefinition(
            Some,
            new
            {
                after = cursor?.Replace("\0", "", StringComparison.Ordinal) ?? "",
                limit = Page<ApiKeyEntry>.ToRead(limit),
            },
            cancellationToken: cancel));
        return Page<ApiKeyEntry>.Of(rows.Select(row => row.ToEntry()), limit, key => key.Id);
    }

    /// <summary>Has a key open nothing from now on.</summary>
    /// <param name="which">Its id or its name.</param>
    public Task<Outcome<ApiKeyEntry>> Revoke(Actor actor, string which, string? reason = null) =>
        AuditedChange.Make<ApiKeyEntry>(database, actor, async change =>
        {
            if (Words.RefuseReason(reason) is { } refusal)
                return refusal;

            var said = which.Replace("\0", "", StringComparison.Ordinal);
            var before = (await change.Connection.QueryAsync<Row>(Living, new { which = said }))
                .Select(row => row.ToEntry())
                .OrderBy(key => key.Id == said ? 0 : 1)   // a name may look like another's id
                .FirstOrDefault();
            if (before is null)
            {
                return Refusal.NotFound(
                    $"No key that is not revoked is called {Words.Shown(which)}: 'periksa apikey list' shows them.");
            }

            var after = (await change.Connection.QuerySingleAsync<Row>(End, new { before.Id })).ToEntry();
            await Note(change, "apikey.revoke", before, after, reason);
            return after;
        });

    static Task Note(AuditedChange change, string action, ApiKeyEntry? before, ApiKeyEntry after, string? reason) =>
        change.Note(action, $"apikey:{after.Id}", before, after, OperatorsJson.Default.ApiKeyEntry, reason);

    // As Dapper fills it.
    sealed class Row
    {
        public required string Id { get; init; }
        public required string Name { get; init; }
        public required string[] Scopes { get; init; }
        public DateTime IssuedAt { get; init; }
        public DateTime ExpiresAt { get; init; }
        public DateTime? RevokedAt { get; init; }
        public DateTime? LastUsedAt { get; init; }

        public ApiKeyEntry ToEntry() => new()
        {
            Id = Id,
            Name = Name,
            Scopes = Scopes,
            IssuedAt = new(IssuedAt, TimeSpan.Zero),
            ExpiresAt = new(ExpiresAt, TimeSpan.Zero),
            RevokedAt = Moment(RevokedAt),
            LastUsedAt = Moment(LastUsedAt),
        };

        static DateTimeOffset? Moment(DateTime? utc) => utc is { } known ? new(known, TimeSpan.Zero) : null;
    }
}
