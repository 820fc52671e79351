using Npgsql;
using Periksa.Postgres.Schema;
using Periksa.Tests.Postgres;

namespace Periksa.Store.Tests;

/// <summary>Callbacks in their order while builds are at work that know nothing of it.</summary>
public sealed class OrderUpgradeTests : IAsyncLifetime
{
    const int First = 17;

    const string World = """
        insert into partners (id, name) values ('toko', 'Toko');
        insert into va_prefixes (prefix, biller) values ('867301', 'toko');
        insert into bills (id, hash, biller, va_number, type, name, customer_name, total, paid, created_at, components)
        select id, 'h' || n, 'toko', '867301000000000' || n, 'open', 'SPP', 'John', 100, 100, now(), '[]'
        from (values (1, '00000000-0000-7000-8000-000000000001'::uuid), (2, '00000000-0000-7000-8000-000000000002'))
             as b (n, id);
        insert into bill_payments (id, bill, channel, ref_id, amount, transaction_at, paid_after, at)
        select gen_random_uuid(), id, 'bank', n || hash, 100, now(), 100, now()
        from bills, generate_series(1, 2) n
        """;

    // As builds before wrote them.
    const string Tell = """
        insert into callback_messages (dialect, credential, subject, body, created_at, due_at)
        select 'ipg-biller', 'toko', id, convert_to(ref_id, 'utf8'), at, at from bill_payments order by ref_id;
        insert into callback_messages (dialect, credential, subject, body, created_at, due_at)
        values ('singapay', 'toko', '00000000-0000-7000-8000-000000000003', 'ended', now(), now()),
               ('ifortepay', 'toko', '00000000-0000-7000-8000-000000000004', 'found', now(), now())
        """;

    // As they claimed.
    const string Claim = """
        with free as (
            select m.id
            from (values ('ipg-biller', 'toko', 16)) as endpoint (dialect, credential, share)
            cross join lateral (
                select id
                from callback_messages
                where dialect = endpoint.dialect and credential = endpoint.credential
                  and due_at <= now() + interval '2 seconds' and (due_at <= now() or attempts = 0)
                  and (leased_until is null or leased_until <= clock_timestamp())
                order by due_at
                limit endpoint.share
                for update skip locked
            ) m
        ),
        claimed as (
            update callback_messages m
            set leased_until = clock_timestamp() + interval '30 seconds', attempts = attempts + 1
            from free
            where m.id = free.id
            returning m.body
        )
        select coalesce(array_agg(convert_from(body, 'utf8') order by body), '{}') from claimed
        """;

    const string Keys = """
        select array_agg(
            convert_from(body, 'utf8') || ' ' || coalesce(right(ordering_key::text, 1), 'none') order by id)
        from callback_messages
        """;

    string _connection = "";
    NpgsqlDataSource _source = null!;

    public async ValueTask InitializeAsync()
    {
        _connection = await TestServer.CreateEmptyDatabase();
        _source = OwnerSource.Open(_connection);
    }

    public async ValueTask DisposeAsync() => await _source.DisposeAsync();

    [Fact]
    public async Task What_waits_when_the_schema_changes_has_its_place()
    {
        await Apply(SchemaFile.All.Where(file => file.Number < First));
        await Execute($"{World}; {Tell}");

        await Apply(SchemaFile.All);

        Assert.Equal(["1h1 1", "1h2 2", "2h1 1", "2h2 2", "ended 3", "found none"], await Ask(Keys));
    }

    [Fact]
    public async Task Tens_of_thousands_that_wait_are_given_theirs_too()
    {
        await Apply(SchemaFile.All.Where(file => file.Number < First));
        await Execute("""
            insert into callback_messages (dialect, credential, subject, body, created_at, due_at)
            select 'singapay', 'toko', gen_random_uuid(), 'x', now(), now() from generate_series(1, 12000)
            """);

        await Apply(SchemaFile.All);

        Assert.Equal(["12000"], await Ask(
            "select array[count(*)::text] from callback_messages where ordering_key = subject"));
    }

    [Fact]
    public async Task What_a_build_before_writes_has_its_place_and_it_claims_only_whose_turn_it_is()
    {
        await Apply(SchemaFile.All);
        await Execute($"{World}; {Tell}");

        Assert.Equal(["1h1 1", "1h2 2", "2h1 1", "2h2 2", "ended 3", "found none"], await Ask(Keys));
        Assert.Equal(["1h1", "1h2"], await Ask(Claim));
        Assert.Empty(await Ask(Claim));

        await Execute("delete from callback_messages where body = '1h1'");
        Assert.Equal(["2h1"], await Ask(Claim));
    }

    [Fact]
    public async Task What_waits_for_another_is_due_when_a_build_before_has_ended_that_one()
    {
        await Apply(SchemaFile.All);
        await Execute($"{World}; {Tell}");
        await Execute("update callback_messages set due_at = 'infinity' where convert_from(body, 'utf8') like '2h%'");

        Assert.Equal(["1h1", "1h2"], await Ask(Claim));
        await Execute("delete from callback_messages where body = '1h2'");

        Assert.Equal(["2h2"], await Ask(Claim));
    }

    Task<IReadOnlyList<int>> Apply(IEnumerable<SchemaFile> files) =>
        SchemaSteps.Apply(_source, [.. files], []);

    async Task Execute(string statements)
    {
        await using var command = _source.CreateCommand(statements);
        await command.ExecuteNonQueryAsync();
    }

    async Task<string[]> Ask(string question)
    {
        await using var command = _source.CreateCommand(question);
        return (string[])(await command.ExecuteScalarAsync())!;
    }
}
