using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using NpgsqlTypes;
using Periksa.Postgres;
using Periksa.Postgres.Groups;

namespace Periksa.Inquiries.Remembering;

/// <summary>Remembered answers in PostgreSQL: those who look at the same time share a round trip, and so do those who
/// learn.</summary>
public sealed class RememberedAnswers : IHostedService, IRememberedAnswers
{
    const int GroupLimit = 256;
    const int QueueLimit = 4096;

    static readonly string ToFind = Sql.Read("Inquiries/Remembering/find.sql");
    static readonly string ToLearn = Sql.Read("Inquiries/Remembering/learn.sql");

    readonly NpgsqlDataSource _database;
    readonly NpgsqlDataSource _reads;
    readonly GroupCommit<BankAccount, RememberedAnswer?> _findings;
    readonly GroupCommit<Lesson, bool> _lessons;

    public RememberedAnswers(
        NpgsqlDataSource database,
        [FromKeyedServices(Database.ReadsKey)] NpgsqlDataSource reads,
        ILogger<RememberedAnswers> log,
        SpareConnections? connections = null)
    {
        (_database, _reads) = (database, reads);
        _findings = new(
            new(Lanes: 2, GroupLimit, QueueLimit, Patience.Usual, account => account.Number), Find, log, connections);
        _lessons = new(
            new(Lanes: 1, GroupLimit, QueueLimit, Patience.Usual, lesson => Name(lesson.Answer.Account))
            {
                HasSubjectOnce = true,   // a statement cannot write a row twice
                Failed = null,   // whoever handed it in says so
            },
            Learn,
            log,
            connections);
    }

    public Task<RememberedAnswer?> Find(BankAccount account, CancellationToken gone = default) =>
        _findings.Enqueue(account, gone: gone);

    public Task Learn(RememberedAnswer answer, bool isKept) => _lessons.Enqueue(new(answer, isKept));

    public async Task<bool> Forget(BankAccount account) =>
        await Patience.Within(Patience.Usual, () => Forgetting.Forget(_database, [account])) > 0;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _findings.Start();
        _lessons.Start();
        return Task.CompletedTask;
    }

    /// <summary>Learns what is queued, then stops. The web server has stopped before, so nothing new comes
    /// in.</summary>
    public Task StopAsync(CancellationToken cancellationToken) => Task.WhenAll(_findings.Stop(), _lessons.Stop());

    static string Name(BankAccount account) => $"{account.BankCode} {account.Number}";

    async Task<IReadOnlyList<RememberedAnswer?>> Find(Attempt<BankAccount> attempt)
    {
        var wanted = attempt.Items;
        await using var connection = await _reads.OpenConnectionAsync();
        await using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(Locks.Limited(attempt.LockPatience));   // and planned once a connection
        batch.BatchCommands.Add(FindCommand(wanted));
        await batch.PrepareIfAllowed();

        var found = new RememberedAnswer?[wanted.Count];
        await using var rows = await batch.ExecuteReaderAsync();
        await rows.NextResultAsync();
        while (await rows.ReadAsync())
        {
            var n = rows.GetInt32(0);
            found[n] = Read(rows, wanted[n]);
        }

        return found;
    }

    static NpgsqlBatchCommand FindCommand(IReadOnlyList<BankAccount> wanted)
    {
        var command = new NpgsqlBatchCommand(ToFind);
        command.Parameters.AddArray(NpgsqlDbType.Integer, [.. Enumerable.Range(0, wanted.Count)], n => n);
        command.Parameters.AddArray(NpgsqlDbType.Text, wanted, account => account.BankCode);
        command.Parameters.AddArray(NpgsqlDbType.Text, wanted, account => account.Number);
        return command;
    }

    static RememberedAnswer Read(NpgsqlDataReader row, BankAccount account) => new(
        account,
        AnswerWords.Outcome(row.GetString(1)),
        row.IsDBNull(3) ? null : row.GetString(3),
        row.IsDBNull(2) ? default : AnswerWords.Absence(row.GetString(2)),
        new(row.GetString(4)),
        new(row.GetDateTime(5), TimeSpan.Zero),
        new(row.GetDateTime(6), TimeSpan.Zero));

    // Done twice it does nothing twice.
    async Task<IReadOnlyList<bool>> Learn(Attempt<Lesson> attempt)
    {
        await using var connection = await _database.OpenConnectionAsync();
        await using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(Locks.Limited(attempt.LockPatience));
        batch.BatchCommands.Add(LearnCommand(attempt.Items));
        await batch.PrepareIfAllowed();
        await batch.ExecuteNonQueryAsync();
        return [.. attempt.Items.Select(_ => true)];
    }

    static NpgsqlBatchCommand LearnCommand(IReadOnlyList<Lesson> lessons)
    {
        var command = new NpgsqlBatchCommand(ToLearn);
        var input = command.Parameters;
        input.AddArray(NpgsqlDbType.Text, lessons, one => one.Answer.Account.BankCode);
        input.AddArray(NpgsqlDbType.Text, lessons, one => one.Answer.Account.Number);
        input.AddArray(NpgsqlDbType.Text, lessons, one => one.Outcome);
        input.AddArray(NpgsqlDbType.Text, lessons, one => one.Absence);
        input.AddArray(NpgsqlDbType.Text, lessons, one => one.Kept(one.Answer.HolderName));
        input.AddArray(NpgsqlDbType.Text, lessons, one => one.Kept(one.Answer.Connector.Value));
        input.AddArray(NpgsqlDbType.TimestampTz, lessons, one => one.Answer.AskedAt.UtcDateTime);
        input.AddArray(NpgsqlDbType.TimestampTz, lessons, one => one.Answer.LearnedAt.UtcDateTime);
        input.AddArray(NpgsqlDbType.Boolean, lessons, one => one.IsKept);
        return command;
    }

    // One that is not kept is written as if its account were forgotten.
    readonly record struct Lesson(RememberedAnswer Answer, bool IsKept)
    {
        public string Outcome => IsKept ? AnswerWords.Of(Answer.Outcome) : AnswerWords.Forgotten;

        public string? Absence =>
            Answer.Outcome is InquiryOutcome.NotFound ? Kept(AnswerWords.Of(Answer.Absence)) : null;

        public string? Kept(string? text) => IsKept ? text : null;
    }
}
