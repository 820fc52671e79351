using Dapper;
using Npgsql;
using Periksa.Operators.Audit;
using Periksa.Partners.Sealing;
using Periksa.Partners.Tokens;

namespace Periksa.Operators.SigningKeys;

/// <summary>Shows the keys that sign access tokens, and ends them: what one has signed opens nothing from then on, on
/// any host within a second.</summary>
/// <param name="seals">Gives the master keys: asked only where the last one is ended, and another must be
/// made.</param>
public sealed class TokenKeyAdministration(NpgsqlDataSource database, Func<MasterKeys> seals, TimeProvider clock)
{
    const string Read = "select id, made_at as MadeAt, sealed from token_keys order by made_at desc, id desc";

    const string Delete = "delete from token_keys where id = @id";

    /// <summary>The youngest first. There are few of them, ever.</summary>
    public async Task<Page<TokenKeyEntry>> List(CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        return new(await ReadAll(connection, cancel), NextCursor: null);
    }

    /// <summary>Ends one. Callers whose tokens it has signed ask for others, which the next youngest signs; where none
    /// is left, a new one is made with this.</summary>
    public Task<Outcome<TokenKeyEntry>> End(Actor actor, string id, string reason) =>
        AuditedChange.Make<TokenKeyEntry>(database, actor, async change =>
        {
            if (Words.RefuseReason(reason) is { } refusal)
                return refusal;

            await TokenKeys.TakeTurn(change.Connection);
            var all = await ReadAll(change.Connection, CancellationToken.None);
            if (all.FirstOrDefault(one => one.Id == id) is not { } ended)
            {
                return Refusal.NotFound(
                    $"There is no signing key {Words.Shown(id)}: 'periksa tokenkey list' shows those there are.");
            }

            await change.Connection.ExecuteAsync(Delete, new { id });
            if (all.Count == 1)
                await TokenKeys.Make(change.Connection, seals(), clock.GetUtcNow());

            await change.Note(
                "tokenkey.end", $"tokenkey:{id}", ended, null, OperatorsJson.Default.TokenKeyEntry, reason);
            return ended;
        });

    static async Task<IReadOnlyList<TokenKeyEntry>> ReadAll(NpgsqlConnection connection, CancellationToken cancel) =>
        [.. (await connection.QueryAsync<Row>(new CommandDefinition(Read, cancellationToken: cancel)))
            .Select(row => new TokenKeyEntry(
                row.Id, new(row.MadeAt, TimeSpan.Zero), MasterKeys.SealedWith(row.Sealed)))];

    // As Dapper fills it.
    sealed class Row
    {
        public required string Id { get; init; }
        public DateTime MadeAt { get; init; }
        public required byte[] Sealed { get; init; }
    }
}
