using Dapper;
using Periksa.Proof;
using Periksa.Proof.SealedDays;

namespace Periksa.Store.Tests;

/// <summary>Days that are over are sealed, and what is changed in them afterwards is found.</summary>
public sealed class SealedDayTests(FullBooks books) : IClassFixture<FullBooks>
{
    static readonly DateOnly First = FullBooks.DaysOver[0];
    static readonly DateOnly Last = FullBooks.DaysOver[^1];

    [Fact]
    public async Task Take_no_row_any_more()
    {
        await using var copy = await books.SealedCopy();
        await copy.Falsify("""
            insert into movements (cause, reference, at) values ('top-up', 'late', '2025-12-11 05:00:00Z');
            insert into postings (movement, account, amount)
            select m.id, a.id, case a.owner when 'house' then -500 else 500 end from movements m, ledger_accounts a
            where m.reference = 'late' and (a.owner, a.purpose) in (('house', 'outside'), ('toko', 'deposit'));
            update ledger_accounts set balance = balance + case owner when 'house' then -500 else 500 end
            where (owner, purpose) in (('house', 'outside'), ('toko', 'deposit'))
            """);

        Assert.Matches(
            "the movements of day 2025-12-11 were [0-9]+ when it was sealed, and are [0-9]+ now",
            Assert.Single(await copy.Prove()).Sentence);
    }

    /// <summary>Whoever may change everything may also seal it anew, but not what was kept elsewhere.</summary>
    [Fact]
    public async Task Are_compared_with_heads_that_were_kept_elsewhere()
    {
        await using var copy = await books.SealedCopy();
        var kept = await Heads(copy);
        Assert.Empty(await copy.Prove(kept));

        await copy.Falsify("update inquiries set holder_name = 'A Thief' where dialect = 'paydia'");
        await Reseal(copy);

        Assert.Empty(await copy.Prove());
        var found = await copy.Prove(kept);
        Assert.Equal(2, found.Count);
        Assert.Contains($"was sealed with head {kept[0].Head}, and has head", found[0].Sentence);
        Assert.Contains("is not sealed", Assert.Single(await copy.Prove((new(2025, 12, 12), "00"))).Sentence);
    }

    [Fact]
    public async Task Are_a_chain_of_which_no_link_can_be_taken_out_or_changed()
    {
        await using var copy = await books.SealedCopy();

        await copy.Falsify($"update sealed_days set head = sha256('x') where day = '{First:O}'");

        Assert.Contains(
            await copy.Prove(), one => one.Sentence.Contains("2025-12-11 is not made of", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Stand_for_what_was_forgotten()
    {
        await using var copy = await books.SealedCopy();
        await copy.Falsify(Forget(First));
        Assert.Empty(await copy.Prove(await Heads(copy)));

        await copy.Falsify("update sealed_parts set rows = rows + 1 where part = 'inquiries' and day = '2025-12-10'");
        Assert.Contains("is not made of", Assert.Single(await copy.Prove()).Sentence, StringComparison.Ordinal);
    }

    /// <summary>An earlier build has sealed them without what it did not know.</summary>
    [Fact]
    public async Task Are_not_asked_for_what_they_were_sealed_without()
    {
        await using var copy = await books.SealedCopy();
        Assert.Equal(1, await Count(copy));
        await copy.Falsify("delete from sealed_parts where part = 'requests'");

        Assert.Contains("is not made of", Assert.Single(await copy.Prove()).Sentence, StringComparison.Ordinal);

        await copy.Falsify("delete from sealed_parts; delete from sealed_days");
        await copy.Falsify("create table aside as select * from payment_requests; delete from payment_requests");
        await Reseal(copy);
        await copy.Falsify("insert into payment_requests select * from aside");

        Assert.Equal(0, await Count(copy));
        Assert.Empty(await copy.Prove());
    }

    /// <summary>That an operator did nothing is worth as much as what one did.</summary>
    [Fact]
    public async Task Have_what_operators_did_and_take_no_entry_that_is_slipped_in_or_changed()
    {
        await using var copy = await books.SealedCopy();
        await copy.Falsify($"""
            insert into audit_entries (at, day, actor, source, action, subject)
            values (now(), '{First:O}', 'cli:ayu', 'local', 'partner.add', 'partner:toko')
            """);
        Assert.Contains(
            "audit-entries of day 2025-12-10 were 0 when it was sealed, and are 1 now",
            Assert.Single(await copy.Prove()).Sentence, StringComparison.Ordinal);

        await Reseal(copy);
        Assert.Empty(await copy.Prove());

        await copy.Falsify("update audit_entries set actor = 'cli:somebody-else'");
        Assert.Contains(
            "audit-entries of day 2025-12-10 were 1 when it was sealed, and are not the same now",
            Assert.Single(await copy.Prove()).Sentence, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("select note_forgotten('inquiries', begin_of('2025-12-11'))")]
    [InlineData("insert into forgotten (what, before) values ('inquiries', 'infinity')")]
    public async Task Are_not_taken_away_but_forgotten(string noted)
    {
        await using var copy = await books.SealedCopy();
        await copy.Falsify($"""
            delete from invoices where day = '2025-12-11';
            drop table inquiries_20251211;
            {noted}
            """);

        Assert.Contains(await copy.Prove(), one => one.Sentence.Contains(
            "of day 2025-12-11 are gone, and were not forgotten", StringComparison.Ordinal));
    }

    /// <summary>An old day stays while its invoice is not paid, and newer ones do not wait for it.</summary>
    [Fact]
    public async Task May_be_forgotten_while_an_older_one_has_to_stay()
    {
        await using var copy = await books.SealedCopy();
        await copy.Falsify($"select make_days('2025-12-09', '2025-12-09'); {Forget(First)}");

        Assert.Empty(await copy.Prove());
    }

    [Fact]
    public async Task May_be_forgotten_while_the_proof_looks_at_them()
    {
        await using var copy = await books.SealedCopy();
        await using var proving = await copy.Source.OpenConnectionAsync();
        await using var forgetting = await copy.Source.OpenConnectionAsync();
        await using var transaction = await forgetting.BeginTransactionAsync();
        await forgetting.ExecuteAsync("lock table inquiries");

        var check = new SealCheck(proving, new Dictionary<DateOnly, string>()).Run(CancellationToken.None);
        await Waiting(copy, proving.ProcessID);
        await forgetting.ExecuteAsync(Forget(First));
        await transaction.CommitAsync();

        Assert.Equal(0, (await check).Found.Count);
    }

    /// <summary>Anybody can digest the text of a day again.</summary>
    [Fact]
    public void Have_a_head_that_can_be_made_with_nothing_but_a_digest()
    {
        var day = SealedDay.Of(First, before: null, [new("movements", 2, new byte[32])]);

        var text = $"2025-12-10 after \nmovements 2 {new string('0', 64)}\n";
        Assert.Equal(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(text)), day.Head);
    }

    [Fact]
    public async Task Digest_more_rows_than_one_page_has()
    {
        await using var copy = await books.Copy();
        await copy.Execute("""
            insert into inquiries
            select '2025-12-11', gen_random_uuid(), '2025-12-11 05:00:00Z', 'sento', 'toko', '014', n::text, 'failed'
            from generate_series(1, 25000) n
            """);
        await using var connection = await copy.Source.OpenConnectionAsync();
        var inquiries = DayPart.All.Single(part => part.Name is DayPart.Inquiries);

        var all = await inquiries.Digest(connection, Last, CancellationToken.None);
        await copy.Falsify("update inquiries set account_number = '0' where account_number = '25000'");
        var changed = await inquiries.Digest(connection, Last, CancellationToken.None);

        Assert.Equal(25_002, all.Rows);
        Assert.Equal(25_002, changed.Rows);
        Assert.False(all.IsSame(changed));
    }

    static async Task<(DateOnly, string Head)[]> Heads(BooksCopy copy)
    {
        await using var connection = await copy.Source.OpenConnectionAsync();
        return [.. (await SealedDay.All(connection)).Select(day => (day.Day, day.HeadText))];
    }

    static async Task<int> Count(BooksCopy copy)
    {
        await using var connection = await copy.Source.OpenConnectionAsync();
        return await connection.QuerySingleAsync<int>("select count(*) from sealed_parts where part = 'requests'");
    }

    static string Forget(DateOnly day) => $"""
        select note_forgotten('inquiries', begin_of('{day:O}'::date + 1));
        drop table inquiries_{day:yyyyMMdd}; drop table day_keys_{day:yyyyMMdd}
        """;

    static async Task Waiting(BooksCopy copy, int process)
    {
        await using var connection = await copy.Source.OpenConnectionAsync();
        while (!await connection.QuerySingleAsync<bool>(
            "select cardinality(pg_blocking_pids(@process)) > 0", new { process }))
        {
            await Task.Delay(20);
        }
    }

    static async Task Reseal(BooksCopy copy)
    {
        await copy.Falsify("delete from sealed_parts; delete from sealed_days");
        await using var connection = await copy.Source.OpenConnectionAsync();
        byte[]? before = null;
        foreach (var day in FullBooks.DaysOver)
        {
            var one = await SealedDay.Read(connection, day, before, CancellationToken.None);
            await one.Write(connection);
            before = one.Head;
        }
    }
}
