using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Periksa.Disbursements;
using Periksa.Postgres.Schema;
using Periksa.Tests.Postgres;

namespace Periksa.Store.Tests;

/// <summary>Transfers before the schema knew of their keys, and by builds that know of none.</summary>
public sealed class KeyUpgradeTests
{
    const int First = 22;

    const string World = """
        insert into partners (id, name) values ('toko', 'Toko');
        insert into paying_accounts (id, partner) values ('a', 'toko'), ('b', 'toko')
        """;

    // As builds before wrote it.
    const string Debit = """
        insert into disbursements (
            id, transaction_id, partner, dialect, credential, account, reference, bank_code, account_number,
            holder_name, net, fee, fee_name, balance_after, notes, posted_at, status, number_as_sent)
        values (gen_random_uuid(), $1, 'toko', 'singapay', 'c', $2, 'r', '014', '1',
                null, 1, 0, '', 0, null, now(), '01', null)
        """;

    [Fact]
    public async Task Have_none_and_their_references_are_their_accounts_still()
    {
        await using var source = OwnerSource.Open(await TestServer.CreateEmptyDatabase());
        await Apply(source, [.. SchemaFile.All.Where(file => file.Number < First)]);
        await Execute(source, World);
        await Execute(source, Debit, "1", "a");

        await Apply(source, SchemaFile.All);
        await Execute(source, Debit, "2", "b");

        var books = new DisbursementStore(source, source, NullLogger<DisbursementStore>.Instance);
        await books.StartAsync(CancellationToken.None);
        foreach (var (account, id) in new[] { ("a", "1"), ("b", "2") })
        {
            var found = await books.Find(new(account), new("r"));
            Assert.Equal((id, null, "014"), (found!.TransactionId, found.Keys, found.BankShown));
        }

        await books.StopAsync(CancellationToken.None);
    }

    static Task<IReadOnlyList<int>> Apply(NpgsqlDataSource source, IReadOnlyList<SchemaFile> files) =>
        new Migrations(source, files, _ => { }).Apply(role: null, again: false, CancellationToken.None);

    static async Task Execute(NpgsqlDataSource source, string statement, params string[] values)
    {
        await using var command = source.CreateCommand(statement);
        foreach (var value in values)
            command.Parameters.Add(new() { Value = value });

        await command.ExecuteNonQueryAsync();
    }
}
