using Npgsql;
using Periksa.Postgres.Schema;
using Periksa.Tests.Postgres;
using static Periksa.Store.Tests.SchemaSteps;

namespace Periksa.Store.Tests;

/// <summary>The ledger of questions before the schema knew of limits, and the file that teaches it.</summary>
public sealed class RouteLimitUpgradeTests
{
    const int First = 32;

    // Days that were made before and after a constraint was added, and by builds that know no other words.
    const string Question = """
        insert into provider_questions (day, inquiry, route, place, kind, partner, bank_code, skipped, price, saved)
        values ('2025-03-01', gen_random_uuid(), 'bank-a', 1, 'skipped', 'toko', '014', 'busy', 0, 0)
        """;

    const string Unvalidated = """
        select count(*) from pg_constraint c join pg_class t on t.oid = c.conrelid
        where not c.convalidated and t.relname ~ '^(provider_questions|remembered_answers)'
        """;

    [Fact]
    public async Task Takes_the_new_words_on_days_old_and_new_and_no_others()
    {
        var connection = await TestServer.CreateEmptyDatabase();
        await using var source = OwnerSource.Open(connection);
        await Apply(source, [.. SchemaFile.All.Where(file => file.Number < First - 1)], []);
        await Execute(connection, $"select make_days('2025-03-01', '2025-03-01'); {Question}");
        await Apply(source, [.. SchemaFile.All.Where(file => file.Number < First)], []);
        await Execute(connection, "select make_days('2025-03-02', '2025-03-02')");
        await Assert.ThrowsAsync<PostgresException>(() => Skip("2025-03-01", "over_rate"));

        await Apply(source, SchemaFile.All, []);
        await Execute(connection, "select make_days('2025-03-03', '2025-03-03')");
        foreach (var day in new[] { "2025-03-01", "2025-03-02", "2025-03-03" })
        {
            foreach (var word in new[] { "busy", "over_rate", "full", "used_up", "maintenance" })
                await Skip(day, word);

            await Assert.ThrowsAsync<PostgresException>(() => Skip(day, "nonsense"));
        }

        Assert.Equal((object[])[0L], await Row(source, Unvalidated));

        // Interrupted before it was noted, it is done once more.
        await Execute(connection, "delete from schema_files where number = 32");
        Assert.Equal([First], await Apply(source, SchemaFile.All, []));
        Assert.Equal((object[])[16L], await Row(source, "select count(*) from provider_questions"));

        Task Skip(string day, string word) => Execute(
            connection,
            Question.Replace("2025-03-01", day, StringComparison.Ordinal)
                .Replace("busy", word, StringComparison.Ordinal));
    }
}
