using Npgsql;
using Periksa.Operators.Sessions;

namespace Periksa.Store.Tests;

/// <summary>Who has locked what hosts write.</summary>
public sealed class SessionAdministrationTests(Shop shop) : IClassFixture<Shop>
{
    readonly SessionAdministration _sessions = new(shop.Source);

    [Fact]
    public async Task Shows_who_holds_a_lock_and_ends_it_with_a_word_in_the_audit_trail()
    {
        await using var psql = await OpenPsql();
        await Say(psql, "begin; select from partners for update");

        var session = Assert.Single((await _sessions.List(CancellationToken.None)).Data);
        Assert.Equal((psql.ProcessID, "psql"), (session.Pid, session.Program));
        Assert.Contains("partners (RowShareLock)", session.Locks, StringComparison.Ordinal);

        Assert.NotNull((await _sessions.End(Office.Ayu, session.Pid, "an open psql")).Done);

        await Assert.ThrowsAnyAsync<NpgsqlException>(() => Say(psql, "commit"));
        var told = await new Office(shop).Latest($"session:{session.Pid}");
        Assert.Equal(("operator:ayu", "lock.end", "an open psql"), (told.Actor, told.Action, told.Reason));
    }

    [Fact]
    public async Task Shows_and_ends_nobody_who_only_reads()
    {
        await using var psql = await OpenPsql();
        await Say(psql, "begin; select from partners");

        Assert.DoesNotContain((await _sessions.List(CancellationToken.None)).Data, one => one.Pid == psql.ProcessID);
        var refusal = (await _sessions.End(Office.Ayu, psql.ProcessID, "to see")).Refusal!;
        Assert.Contains("'periksa lock list' shows who has", refusal.Message, StringComparison.Ordinal);
        await Say(psql, "commit");
    }

    async Task<NpgsqlConnection> OpenPsql()
    {
        var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(shop.ConnectionString)
        {
            Pooling = false,
            ApplicationName = "psql",
        }.ConnectionString);
        await connection.OpenAsync();
        return connection;
    }

    static async Task Say(NpgsqlConnection connection, string statement)
    {
        await using var command = new NpgsqlCommand(statement, connection);
        await command.ExecuteNonQueryAsync();
    }
}
