using System.Text;
using Periksa.Inquiries;

namespace Periksa.Store.Tests;

/// <summary>What callers are to be told: written with the record, or not at all.</summary>
public sealed class CallbackRecordTests(Shop shop) : IAsyncLifetime, IClassFixture<Shop>
{
    static readonly DateOnly Day = new(2025, 3, 11);

    public async ValueTask InitializeAsync() => await shop.ForgetInquiries();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Theory]
    [InlineData(null, null)]
    [InlineData(1000, null)]
    [InlineData(null, 9)]
    public async Task Is_written_to_the_byte_with_its_inquiry(int? price, int? missBudget)
    {
        var record = Told("k") with
        {
            Price = price is { } rupiah ? Money.Rupiah(rupiah) : null,
            MissBudget = missBudget,
        };

        await (await shop.OpenLog()).Record(record);

        Assert.Equal(
            ("ifortepay", "MCPD1", record.Id.Value, "body of k", 0, "waiting"),
            await shop.Ask<(string, string, Guid, string, int, string)>("""
                select dialect, credential, subject, convert_from(body, 'utf8'), attempts, state from callbacks
                """));
        Assert.Equal(
            (shop.Clock.Now.UtcDateTime, shop.Clock.Now.UtcDateTime),
            await shop.Ask<(DateTime, DateTime)>("select created_at, due_at from callback_messages"));
    }

    [Fact]
    public async Task Is_not_written_for_losers_and_for_those_whom_nobody_calls_back()
    {
        var inquiryLog = shop.ClosedLog();
        await (await shop.OpenLog()).Record(Told("used", "used"));
        var waiting = new[]
        {
            inquiryLog.Record(Told("used")),
            inquiryLog.Record(Told("other", "used")),
            inquiryLog.Record(Told("missed") with { Outcome = InquiryOutcome.NotFound, MissBudget = 1 }),
            inquiryLog.Record(Told("missed too") with { Outcome = InquiryOutcome.NotFound, MissBudget = 1 }),
            inquiryLog.Record(Told("untold") with { Callback = null }),
            inquiryLog.Record(Told("told")),
            inquiryLog.Close(Told("never opened")),
        };

        await inquiryLog.StartAsync(CancellationToken.None);
        await Task.WhenAll(waiting);

        Assert.Equal(["body of missed", "body of told", "body of used"], await Bodies());
    }

    [Fact]
    public async Task Is_not_written_when_its_group_is_taken_back()
    {
        var day = shop.Clock.Now.AddDays(5);
        var invoice = await shop.Bill(1, day);
        await shop.Execute("update invoices set payment_began_at = now() where id = @Value", invoice);
        var inquiryLog = shop.ClosedLog();
        var closed = inquiryLog.Record(Told("closed") with
        {
            Id = shop.Record(at: day).Id,
            AskedAt = day,
            Price = Money.Rupiah(1),
        });
        var refused = inquiryLog.Record(Told("refused") with { HolderName = "no text: \0" });
        var fine = inquiryLog.Record(Told("fine"));

        await inquiryLog.StartAsync(CancellationToken.None);

        Assert.Equal(InquiryVerdict.InvoiceClosed, (await closed).Verdict);
        await Assert.ThrowsAsync<Npgsql.PostgresException>(() => refused);
        Assert.Equal(InquiryVerdict.Recorded, (await fine).Verdict);
        Assert.Equal(["body of fine"], await Bodies());
        Assert.Equal(
            InquiryVerdict.Recorded, (await inquiryLog.Record(Told("closed"))).Verdict);   // nothing was used up
    }

    [Fact]
    public async Task Is_written_when_an_open_inquiry_ends_and_not_before()
    {
        var inquiryLog = await shop.OpenLog();
        var opened = shop.Opening(new("told", Day, "k", null));
        await inquiryLog.Open(opened);
        Assert.Empty(await Bodies());

        var record = Told("k") with { Id = opened.Id };
        await inquiryLog.Close(record);
        await inquiryLog.Close(record);

        Assert.Equal(["body of k"], await Bodies());
    }

    InquiryRecord Told(string key, string? reference = null) =>
        shop.Keyed(new("told", Day, key, Reference.OrNull(reference))) with
    {
        Callback = new(new("MCPD1"), Encoding.UTF8.GetBytes($"body of {key}"), shop.Clock.Now),
    };

    async Task<string[]> Bodies() => await shop.Ask<string[]>("""
        select coalesce(array_agg(convert_from(body, 'utf8') order by body), '{}') from callback_messages
        """);
}
