using Periksa.Inquiries;
using Periksa.Inquiries.Routing;

namespace Periksa.Store.Tests;

/// <summary>What stays of the ledger of questions.</summary>
public sealed partial class RetentionTests
{
    /// <summary>Twice, since what comes late makes the day's table anew.</summary>
    [Fact]
    public async Task Keeps_what_the_questions_of_a_day_came_to()
    {
        var ledger = await _shop.OpenLedger();
        await BillAndPay(First);
        foreach (var outcome in new[] { StepOutcome.Found, StepOutcome.NotFound })
        {
            var record = _shop.Record(at: Noon(First));
            var trail = new Trail(_ => new(Money.Rupiah(1000), Money.Rupiah(500), Money.Zero));
            trail.Ask(new("bank-a"));
            await ledger.Write(record.Id, record.Partner, "014", trail.Hear(new("bank-a"), outcome));
            await Forget(First.AddDays(1));
            Assert.Null(await Table("provider_questions_20250301"));
        }

        Assert.Equal(
            [new("2025-03", "toko", "bank-a", 2, 0, 150_000, 0)],
            await SavingsReport.Read(_shop.Source, CancellationToken.None));
    }
}
