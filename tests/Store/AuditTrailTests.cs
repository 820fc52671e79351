using Dapper;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Periksa.Operators.Credentials;
using Periksa.Operators.Partners;
using Periksa.Postgres;
using Periksa.Tests.Postgres;

namespace Periksa.Store.Tests;

/// <summary>The audit trail as PostgreSQL keeps it.</summary>
public sealed class AuditTrailTests(Shop shop) : IClassFixture<Shop>
{
    readonly Office _office = new(shop);

    [Theory]
    [InlineData("update audit_entries set actor = 'cli:somebody-else'")]
    [InlineData("update audit_entries set reason = 'a better one'")]
    [InlineData("delete from audit_entries")]
    [InlineData("truncate audit_entries")]
    public async Task Refuses_change_also_by_the_owner(string statement)
    {
        await _office.Partner();

        var refusal = await Assert.ThrowsAsync<PostgresException>(() => shop.Execute(statement));

        Assert.Contains("are facts", refusal.MessageText, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Is_not_the_hosts_to_change_who_may_add_to_it()
    {
        var access = await TestServer.CreateDatabaseWithRoles();
        await using var database = await Database.Open(
            access, NullLoggerFactory.Instance, _ => { }, CancellationToken.None);
        Assert.NotNull((await new PartnerAdministration(database.Source).Add(Office.Ayu, "toko", "Toko")).Done);

        foreach (var wish in (string[])[
            "update audit_entries set actor = actor", "delete from audit_entries", "truncate audit_entries",
            "alter table audit_entries disable trigger user", "drop table audit_entries"])
        {
            await using var connection = await database.Source.OpenConnectionAsync();
            var refusal = await Assert.ThrowsAsync<PostgresException>(() => connection.ExecuteAsync(wish));
            Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, refusal.SqlState);
        }
    }

    [Fact]
    public async Task Says_itself_when_something_was()
    {
        await shop.Execute("""
            insert into audit_entries (at, day, actor, source, action, subject)
            values ('2020-01-01', '2020-01-01', 'cli:mallory', 'local', 'partner.add', 'partner:backdated')
            """);

        var entry = await _office.Latest("partner:backdated");

        Assert.InRange(entry.At, TimeProvider.System.GetUtcNow().AddMinutes(-1), TimeProvider.System.GetUtcNow());
        Assert.Equal(BusinessDay.Of(entry.At), await shop.Ask<DateOnly>(
            "select day from audit_entries where subject = 'partner:backdated'"));
    }

    [Fact]
    public async Task Tells_who_did_what_to_what_from_where_and_why()
    {
        var id = await _office.Partner("Toko Maju");
        await _office.Partners.Edit(
            Office.Ayu, id, partner => partner with { Name = "Toko Baru" }, reason: "they renamed it");

        var entry = await _office.Latest($"partner:{id}");

        Assert.Equal(
            ("operator:ayu", "203.0.113.9", "partner.edit", "they renamed it"),
            (entry.Actor, entry.Source, entry.Action, entry.Reason));
        Assert.Equal("Toko Maju", entry.Before!.Value.GetProperty("name").GetString());
        Assert.Equal("Toko Baru", entry.After!.Value.GetProperty("name").GetString());
    }

    [Fact]
    public async Task Has_nothing_of_what_was_not_done_and_nothing_is_done_that_it_does_not_have()
    {
        var id = await _office.Partner();
        await shop.Execute("""
            create function refuse_this_one() returns trigger language plpgsql as $$
            begin raise exception 'the trail is out of order'; end $$;
            create trigger refuse_this_one before insert on audit_entries
                for each row when (new.action = 'partner.disable') execute function refuse_this_one()
            """);

        await Assert.ThrowsAsync<PostgresException>(() => _office.Partners.Disable(Office.Ayu, id));
        await shop.Execute("drop function refuse_this_one cascade");

        Assert.True((await _office.Partners.Find(id, CancellationToken.None))!.Active);
        Assert.NotNull((await _office.Partners.Disable(Office.Ayu, id, version: 99)).Refusal);
        Assert.Equal("partner.add", (await _office.Latest($"partner:{id}")).Action);
    }

    [Fact]
    public async Task Never_has_a_secret()
    {
        var shown = new List<IssuedCredential>();
        foreach (var dialect in Office.Dialects.Keys)
        {
            var issued = await _office.Issue(dialect);
            shown.Add(issued);
            shown.Add((await _office.Credentials.Rotate(
                Office.Ayu, dialect, issued.Credential.Name, CredentialAdministration.OverlapUsually)).Done!);
            await _office.Credentials.Revoke(Office.Ayu, dialect, issued.Credential.Name);
        }

        Assert.Equal(10, shown.Select(one => one.Secret).Distinct().Count());
        foreach (var secret in shown.Select(one => one.Secret))
            Assert.Equal(0, await Occurrences(secret));

        Assert.All(shown, one => Assert.DoesNotContain(one.Secret, $"{one}", StringComparison.Ordinal));
        Assert.NotEqual(0, await Occurrences(shown[0].Credential.Name));   // it does look
    }

    // Of a text in any row of any table, also as bytes.
    async Task<long> Occurrences(string text)
    {
        await using var connection = await shop.Source.OpenConnectionAsync();
        var tables = await connection.QueryAsync<string>(
            "select oid::regclass::text from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r'");
        var found = 0L;
        foreach (var table in tables)
        {
            found += await connection.QuerySingleAsync<long>(
                $"""
                select count(*) from {table} one
                where position(@text in one::text) > 0
                   or position(encode(convert_to(@text, 'UTF8'), 'hex') in one::text) > 0
                """,
                new { text });
        }

        return found;
    }

    [Fact]
    public async Task Is_walked_page_by_page_newest_first()
    {
        var id = await _office.Partner();
        for (var i = 1; i <= 4; i++)
        {
            var budget = i;
            await _office.Partners.Edit(Office.Ayu, id, partner => partner with { MissBudget = budget });
        }

        var first = (await _office.Trail.List($"partner:{id}", null, null, 3, CancellationToken.None)).Done!;
        var rest = (await _office.Trail.List(
            $"partner:{id}", null, first.NextCursor, 3, CancellationToken.None)).Done!;

        Assert.Equal((3, 2), (first.Data.Count, rest.Data.Count));
        Assert.Null(rest.NextCursor);
        Assert.Equal(
            first.Data.Concat(rest.Data).Select(entry => entry.Id).OrderDescending(),
            first.Data.Concat(rest.Data).Select(entry => entry.Id));
        Assert.NotNull((await _office.Trail.List(null, null, "one", 3, CancellationToken.None)).Refusal);
        Assert.Empty((await _office.Trail.List(
            $"partner:{id}", first.Data[0].At.AddSeconds(1), null, 3, CancellationToken.None)).Done!.Data);
    }
}
