using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Dapper;
using Npgsql;
using Periksa.Operators.Repeats;

namespace Periksa.Operators.Audit;

/// <summary>A change that an operator makes: one transaction, in which the audit trail tells of it.</summary>
sealed class AuditedChange
{
    // Somebody's open psql must not keep an operator waiting without a word.
    const string Patience = "set local lock_timeout = '5s'";

    const string Insert = """
        insert into audit_entries (actor, source, action, subject, before, after, reason)
        values (@Who, @From, @action, @subject, @before::jsonb, @after::jsonb, @reason)
        """;

    readonly Actor _actor;
    bool _isNoted;

    AuditedChange(NpgsqlConnection connection, Actor actor) => (Connection, _actor) = (connection, actor);

    public NpgsqlConnection Connection { get; }

    /// <summary>Commits what is done and noted. What is refused, or not noted, was not done.</summary>
    public static async Task<Outcome<T>> Make<T>(
        NpgsqlDataSource database, Actor actor, Func<AuditedChange, Task<Outcome<T>>> make)
        where T : class
    {
        await using var connection = await database.OpenConnectionAsync(CancellationToken.None);
        await using var transaction = await connection.BeginTransactionAsync(CancellationToken.None);
        await connection.ExecuteAsync(Patience);
        if (actor.Once is { } once && !await OperatorWrites.Take(connection, actor.Who, once))
            return Refusal.Repeated;

        var change = new AuditedChange(connection, actor);
        var outcome = await make(change);
        if (outcome.Done is not null && change._isNoted)
            await transaction.CommitAsync(CancellationToken.None);

        return outcome;
    }

    /// <summary>Writes down what is done.</summary>
    /// <param name="action">A verb's word, e.g. <c>partner.add</c>.</param>
    /// <param name="subject">What it is done to, e.g. <c>partner:toko-maju</c>.</param>
    /// <param name="before">Holds no secret, as <paramref name="after"/>.</param>
    public async Task Note<T>(
        string action, string subject, T? before, T? after, JsonTypeInfo<T> type, string? reason = null)
        where T : class
    {
        _isNoted = true;
        await Connection.ExecuteAsync(Insert, new
        {
            _actor.Who,
            _actor.From,
            action,
            subject,
            before = before is null ? null : JsonSerializer.Serialize(before, type),
            after = after is null ? null : JsonSerializer.Serialize(after, type),
            reason,
        });
    }
}
