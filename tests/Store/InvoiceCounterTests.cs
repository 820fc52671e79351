using Periksa.Inquiries;
using Periksa.Inquiries.Recording;

namespace Periksa.Store.Tests;

/// <summary>When an invoice is updated, and when it is counted in rows of its own.</summary>
public sealed class InvoiceCounterTests : IAsyncLifetime
{
    const int Groups = 500;

    const string CountedRows = "select coalesce(pg_sequence_last_value('invoice_lines_id_seq'), 0)";

    readonly Shop _shop = new();

    public ValueTask InitializeAsync() => _shop.InitializeAsync();

    public ValueTask DisposeAsync() => _shop.DisposeAsync();

    [Fact]
    public async Task Updates_the_invoice_while_nobody_is_in_the_way()
    {
        var inquiryLog = await _shop.OpenLog();

        await WriteGroups(inquiryLog);

        Assert.Equal(0, await _shop.Ask<long>(CountedRows));
        Assert.Equal(Groups, await Lines());
    }

    [Fact]
    public async Task Counts_in_rows_while_an_open_snapshot_keeps_every_version()
    {
        var inquiryLog = await _shop.OpenLog();
        await inquiryLog.Record(_shop.Record());
        await using var reader = await _shop.Source.OpenConnectionAsync();
        await using var snapshot = await reader.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead);
        await using var look = reader.CreateCommand();
        look.CommandText = "select count(*) from invoices";
        await look.ExecuteScalarAsync();

        await WriteGroups(inquiryLog);
        await WriteGroups(inquiryLog);

        // Some three hundred updates had to show it.
        Assert.InRange(await _shop.Ask<long>(CountedRows), Groups, (2 * Groups) - 1);
        Assert.Equal(1 + (2 * Groups), await Lines());
    }

    [Fact]
    public async Task Counts_in_rows_while_another_host_adds_to_the_same_invoice()
    {
        var one = await _shop.OpenHost();
        var other = await _shop.OpenHost();

        await Task.WhenAll(WriteGroups(one), WriteGroups(other));

        Assert.InRange(await _shop.Ask<long>(CountedRows), Groups, 2 * Groups);
        Assert.Equal(2 * Groups, await Lines());
    }

    [Fact]
    public async Task Counts_in_rows_after_the_invoice_was_found_locked()
    {
        var inquiryLog = await _shop.OpenLog();
        await inquiryLog.Record(_shop.Record());

        await using var holder = await _shop.Source.OpenConnectionAsync();
        await using (await holder.BeginTransactionAsync())
        {
            await using var hold = holder.CreateCommand();
            hold.CommandText = "select from invoices for update";
            await hold.ExecuteNonQueryAsync();

            Assert.Equal(InquiryVerdict.Recorded, (await inquiryLog.Record(_shop.Record())).Verdict);
            Assert.Equal(InquiryVerdict.Recorded, (await inquiryLog.Record(_shop.Record())).Verdict);
        }

        Assert.Equal(3, await Lines());
    }

    // Who waits for each answer before asking again has each inquiry in a group of its own.
    async Task WriteGroups(InquiryLog inquiryLog)
    {
        for (var i = 0; i < Groups; i++)
            await inquiryLog.Record(_shop.Record());
    }

    Task<long> Lines() => _shop.Ask<long>("select sum(lines) from invoice_totals");
}
