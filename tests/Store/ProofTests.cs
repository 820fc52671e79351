using Dapper;
using Periksa.Bills;
using Periksa.Disbursements;
using Periksa.Proof;
using Periksa.Tests.Postgres;

namespace Periksa.Store.Tests;

/// <summary>Whatever is wrong with the ledger is found, each kind by its own sentence.</summary>
public sealed class ProofTests(Shop shop) : IAsyncLifetime, IClassFixture<Shop>
{
    readonly List<string> _said = [];

    public async ValueTask InitializeAsync()
    {
        await shop.Reset();
        await shop.Load(Payers.In(Shop.World));
        shop.Clock.Now = new(2025, 12, 12, 2, 9, 24, TimeSpan.Zero);
        await shop.TopUpAccount(Payers.Toko, 1_000_000);
        var books = await shop.OpenBooks();
        await books.Debit(shop.Wish("a"));
        await books.Debit(shop.Wish("b"));
        shop.Clock.Now += Periksa.Disbursements.Pauses.BeforeSending;
        var taken = await books.Take(Payers.Room, shop.Clock.Now);
        PayoutReply[] replies = [new PayoutReply.Paid("x"), new PayoutReply.Rejected(new("X", "x"))];
        foreach (var (payout, reply) in taken.OrderBy(one => one.Disbursement.Reference.Value).Zip(replies))
        {
            await books.End(
                Periksa.Disbursements.Course.Hear(payout.Disbursement, reply, shop.Clock.Now), "x", callback: null);
        }

        await books.Debit(shop.Wish("c"));
        await books.StopAsync(CancellationToken.None);
        await shop.Bill(2);
        var invoice = await shop.Bill(1, shop.Clock.Now.AddDays(-1), Shop.Warung);
        await shop.Invoices.Pay(new(Shop.Warung), invoice, shop.Clock.Now, CancellationToken.None);
        await shop.Payments.SettleBegun(CancellationToken.None);
        await PayBills();
    }

    async Task PayBills()
    {
        var books = await shop.OpenBillBooks();
        var bill = await shop.Make(shop.Bill(BillType.Partial));
        await books.Pay(shop.Order("kept", 30_000));
        await books.Pay(shop.Order("back", 20_000));
        await books.Reverse(new(new("bank"), bill.Hash, new("back"), Money.Rupiah(20_000), shop.Clock.Now));
        await books.StopAsync(CancellationToken.None);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    /// <summary>With many days, the server reads the names of all tables, of which most are no dates.</summary>
    [Fact]
    public async Task Knows_the_days_that_are_kept_by_whichever_plan()
    {
        await using var connection = await shop.Source.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await connection.ExecuteAsync("set local enable_nestloop = off; set local enable_mergejoin = off");

        Assert.True(await KeptDays.Has(connection, BusinessDay.Of(shop.Clock.Now)));
        Assert.False(await KeptDays.Has(connection, new(1999, 12, 31)));
    }

    [Fact]
    public async Task Finds_no_difference_in_books_that_are_right()
    {
        Assert.Equal(0, await Prove());
        Assert.All(_said, line => Assert.Matches("^[a-z-]+: [0-9]+ (days )?checked, 0 differences$", line));
        Assert.Equal(33, _said.Count);
    }

    [Theory]
    [InlineData(
        "update ledger_accounts set balance = balance + 1 where purpose = 'deposit' and owner = 'toko'",
        "account toko:deposit has a balance of")]
    [InlineData(
        "insert into movements (cause, reference, at) values ('top-up', '1', now())",
        "has 0 postings")]
    [InlineData(
        "insert into movements (cause, reference, at) values ('slip', '1', now())",
        "(slip 1) is of no kind that the books know")]
    [InlineData("update ledger_accounts set may_be_negative = true", "toko:deposit may be negative")]
    [InlineData(
        "update ledger_accounts set owner = 'toko', purpose = 'x' where owner = 'house' and purpose = 'outside'",
        "toko:x may be negative")]
    [InlineData(
        "delete from inquiries where id = (select id from inquiries where partner = 'toko' limit 1)",
        "its inquiries are 1 and cost 100000")]
    [InlineData("update invoices set amount = amount + 1 where partner = 'toko'", "the invoice of toko")]
    [InlineData("update invoices set paid_at = null where partner = 'warung'", "is not paid, and 100000 sen left")]
    [InlineData("update disbursements set net = net + 1 where reference = 'a'", "should move -5100001 sen on toko:")]
    [InlineData(
        "delete from postings where movement = (select id from movements where cause = 'transfer-refund')",
        "transfer-refund")]
    [InlineData("update disbursements set balance_after = 5 where reference = 'a'", "says that 5 sen stood")]
    [InlineData(
        "update disbursements set status = '06', failure_code = 'X', failure_reason = 'x' where reference = 'a'",
        "is 06, and its steps end at 00")]
    [InlineData(
        "update disbursements set status = '06', failure_code = 'X', failure_reason = 'x' where reference = 'a'",
        "transfer-refund")]
    [InlineData(
        "insert into disbursement_remarks (disbursement, status, is_paid, reason, at) "
        + "select id, status, false, 'it came back', now() from disbursements where reference = 'a'",
        "is 00, and its bank says that it is not paid (it came back): periksa remark list")]
    [InlineData("delete from disbursement_steps where status = '02'", "went from 01 to 00")]
    [InlineData("delete from disbursement_steps where status = '01'", "went from nowhere to 02")]
    [InlineData(
        "update disbursement_steps set at = at - interval '1 day' where status = '00'", "went from 02 to 00")]
    [InlineData("update disbursements set posted_at = posted_at - interval '1 second'", "was posted at")]
    [InlineData(
        "update disbursements set processed_at = processed_at + interval '1 second' where reference = 'a'",
        "was posted at")]
    [InlineData("delete from open_payouts", "is 01 and does not wait")]
    [InlineData("update open_payouts set claims = 1", "is 01 and was taken 1 times")]
    [InlineData(
        "update invoices set partner = 'toko', day = '2020-01-01' where partner = 'warung'",
        "which is not theirs")]
    [InlineData(
        "insert into open_payouts (id, bank_code, due_at) "
        + "select id, '', now() from disbursements where reference = 'a'",
        "is 00 and waits")]
    [InlineData("update bills set paid = 1", "says that 1 sen of it are paid, its payments sum to 3000000")]
    [InlineData("update bill_payments set reversed_at = null", "its payments sum to 5000000")]
    [InlineData("update bill_payments set reversed_at = null", "should move 0 sen on toko:bills and moved -2000000")]
    [InlineData("update bill_payments set reversed_at = now()", "should move -3000000 sen on toko:bills and moved 0")]
    [InlineData("delete from bill_payments", "should move 0 sen on toko:bills and moved 3000000")]
    [InlineData("delete from bill_payments", "should move 0 sen on house:collected:toko and moved -3000000")]
    [InlineData("update bill_payments set biller = 'warung'", "says that it is of warung, and its bill is of toko")]
    [InlineData(
        "insert into reversal_marks select channel, ref_id, va_number, p.at - interval '1 hour' "
        + "from bill_payments p join bills b on b.id = p.bill",
        "and its reversal by bank had come at")]
    [InlineData("update bills set total = total + 1", "its components sum to 10000000")]
    [InlineData(
        "update bills set components = '[]'", "says that its total is 10000000 sen, its components sum to ")]
    public async Task Finds_what_is_wrong(string wrong, string sentence)
    {
        await Falsify(wrong);

        Assert.NotEqual(0, await Prove());
        Assert.Contains(_said, line => line.Contains(sentence, StringComparison.Ordinal));
    }

    /// <summary>As they were written before every biller had an account for what channels collect.</summary>
    [Fact]
    public async Task Finds_no_difference_in_payments_that_came_from_the_one_account_of_all_that_is_outside()
    {
        await Falsify("""
            update postings p set account = o.id from ledger_accounts o, ledger_accounts c
            where o.purpose = 'outside' and c.purpose = 'collected:toko' and p.account = c.id;
            update ledger_accounts a set balance = (select coalesce(sum(amount), 0) from postings where account = a.id)
            where owner = 'house'
            """);

        Assert.Equal(0, await Prove());
    }

    /// <summary>A sandbox whose clock is ahead takes a stamp of the real time, too, and a key is of its stamp's
    /// day.</summary>
    [Fact]
    public async Task Follows_an_inquiry_to_its_key_over_any_number_of_days()
    {
        var keys = new OnceKeys("ifortepay:MCPD1", new(2025, 3, 1), "key", new Reference("reference"));
        var inquiryLog = await shop.OpenLog();
        await inquiryLog.Record(shop.Keyed(keys));
        await inquiryLog.StopAsync(CancellationToken.None);
        Assert.Equal(0, await Prove());

        await shop.Execute("""
            insert into credentials (dialect, name, partner) values ('ifortepay', 'MCPD1', 'warung');
            insert into callback_endpoints (dialect, credential, url, since)
            values ('ifortepay', 'MCPD1', 'http://shop.example', '2025-12-01')
            """);
        Assert.Equal(2, await Prove());
        Assert.Contains(_said, line => line.Contains("asked with warung's credential", StringComparison.Ordinal));
        Assert.Contains(_said, line => line.Contains("and ifortepay:MCPD1 was not told", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Looks_for_keys_beside_their_day_alone_in_production()
    {
        await shop.Execute("insert into deployment (mode) values ('production')");

        Assert.Equal("[2025-03-10,2025-03-13)", await shop.Ask<string>("select key_days('2025-03-11')::text"));
        await Falsify("delete from deployment");
    }

    [Fact]
    public async Task Says_the_first_hundred_of_a_kind_and_how_many_there_are()
    {
        await shop.Execute("""
            insert into movements (cause, reference, at)
            select 'top-up', 'slip-' || n, now() from generate_series(1, 150) n
            """);

        Assert.Equal(150, await Prove());
        Assert.Equal(100, _said.Count(line => line.Contains("slip", StringComparison.Ordinal)));
    }

    // As somebody with all rights might: no trigger keeps the ledger now.
    Task Falsify(string statements) => TestServer.ExecuteAsSuperuser(
        shop.ConnectionString, $"set session_replication_role = replica; {statements}");

    Task<long> Prove() => new ProofRun(shop.Source).Run(_said.Add, CancellationToken.None);
}
