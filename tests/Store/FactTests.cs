using Npgsql;

namespace Periksa.Store.Tests;

/// <summary>What has happened does not change, whoever asks.</summary>
public sealed class FactTests(FullBooks books) : IClassFixture<FullBooks>
{
    [Theory]
    [InlineData("update movements set at = now()")]
    [InlineData("delete from movements")]
    [InlineData("update postings set amount = 1")]
    [InlineData("delete from disbursement_steps")]
    [InlineData("update invoices set amount = amount + 1 where paid_at is not null")]
    [InlineData("update invoices set paid_at = null where paid_at is not null")]
    [InlineData("delete from invoices")]
    [InlineData("update disbursements set account_number = '999', bank_code = '999'")]
    [InlineData("update disbursements set holder_name = 'A Thief' where processed_at is not null")]
    [InlineData("update disbursements set reference = reference || '1'")]
    [InlineData("update disbursements set notes = 'x'")]
    [InlineData("update disbursements set number_as_sent = 'x'")]
    [InlineData("update disbursements set connector = 'x'")]
    [InlineData("delete from disbursements")]
    [InlineData("update bill_payments set amount = amount + 1")]
    [InlineData("update bills set total = total + 1")]
    [InlineData("update bills set va_number = '8673019999999999'")]
    [InlineData("update bills set components = '[]'")]
    [InlineData("delete from bills where paid = 0")]
    [InlineData("update inquiries set holder_name = 'A Thief'")]
    [InlineData("update inquiries_20251211 set account_number = '999'")]
    [InlineData("delete from inquiries where price is null")]
    [InlineData("update sealed_days set head = sha256('x')")]
    [InlineData("update sealed_parts set rows = rows + 1")]
    public async Task Refuse_change(string statement)
    {
        var copy = await books.SharedCopy();

        var refusal = await Assert.ThrowsAsync<PostgresException>(() => copy.Execute(statement));

        Assert.Contains("are facts", refusal.MessageText, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Are_not_made_of_a_bills_customer_who_may_be_forgotten()
    {
        await using var copy = await books.SealedCopy();

        await copy.Execute("""
            update bills set name = '-', customer_name = '-', customer_email = null, customer_phone = null,
                             customer_address = null, description = null, ext_description = null
            """);

        Assert.Empty(await copy.Prove());
    }

    [Fact]
    public async Task Are_missed_by_the_seal_when_an_account_number_is_taken_out_of_a_sealed_day()
    {
        await using var copy = await books.SealedCopy();

        await copy.Falsify("update disbursements set account_number = '-'");

        var found = await copy.Prove();
        Assert.NotEmpty(found);
        Assert.All(found, one => Assert.Matches(
            @"the disbursements of day \S+ were \d+ when it was sealed, and are not the same now", one.Sentence));
    }

    [Theory]
    [InlineData("inquiries")]
    [InlineData("invoices")]
    [InlineData("day_keys")]
    [InlineData("once_references")]
    [InlineData("postings, movements")]
    [InlineData("open_payouts, disbursement_steps, disbursements")]
    [InlineData("disbursement_remark_ends, disbursement_remarks")]
    [InlineData("bill_payments, bills")]
    [InlineData("sealed_parts, sealed_days")]
    public async Task Are_emptied_in_a_sandbox_only(string tables)
    {
        var copy = await books.SharedCopy();
        await copy.Execute("insert into deployment (mode) values ('production') on conflict do nothing");

        var refusal = await Assert.ThrowsAsync<PostgresException>(() => copy.Execute($"truncate {tables}"));
        Assert.Contains("only a sandbox begins anew", refusal.MessageText, StringComparison.Ordinal);
        await Assert.ThrowsAsync<PostgresException>(() => copy.Execute("delete from sealed_parts"));
        await Assert.ThrowsAsync<PostgresException>(() => copy.Execute("update deployment set mode = 'sandbox'"));
        await Assert.ThrowsAsync<PostgresException>(() => copy.Execute("truncate deployment"));
    }

    [Fact]
    public async Task Refuse_change_on_days_that_are_made_later()
    {
        var copy = await books.SharedCopy();
        await copy.Execute("""
            select make_days('2026-01-01', '2026-01-01');
            insert into inquiries values ('2026-01-01', gen_random_uuid(), now(), 'sento', 'toko', '014', '1', 'failed')
            """);

        await Assert.ThrowsAsync<PostgresException>(
            () => copy.Execute("delete from inquiries where day = '2026-01-01'"));
        await Assert.ThrowsAsync<PostgresException>(
            () => copy.Execute("update inquiries_20260101 set outcome = 'found'"));
    }

    [Theory]
    [InlineData("insert into invoices (partner, day, amount, lines) values ('toko', '2026-01-01', -1, 1)")]
    [InlineData("insert into invoices (partner, day, amount, lines) values ('toko', '2026-01-01', 1, -1)")]
    [InlineData(
        "insert into inquiries values ('2025-12-11', gen_random_uuid(), now(), 'x', 'toko', '1', '1', 'x', '', -1)")]
    public async Task Are_never_less_than_nothing(string statement)
    {
        var copy = await books.SharedCopy();

        var refusal = await Assert.ThrowsAsync<PostgresException>(() => copy.Execute(statement));

        Assert.Equal(PostgresErrorCodes.CheckViolation, refusal.SqlState);
    }
}
