using Periksa.Disbursements;
using Periksa.Operators;
using Periksa.Operators.Disbursements;

namespace Periksa.Store.Tests;

/// <summary>Disbursements that end by an operator's word: never blindly, and with a trace.</summary>
public sealed class OperatorEndTests(Shop shop) : IAsyncLifetime, IClassFixture<Shop>
{
    static readonly PayoutReply Paid = new PayoutReply.Paid("Cengkal Marpaung");

    readonly PayoutOffice _desk = new(shop);

    DateTimeOffset Now => shop.Clock.GetUtcNow();

    public async ValueTask InitializeAsync() => await _desk.Open();

    public async ValueTask DisposeAsync() => await _desk.Books.StopAsync(CancellationToken.None);

    [Fact]
    public async Task Is_refused_of_what_may_have_been_sent_until_its_bank_was_asked_and_has_it_asked_at_once()
    {
        await _desk.PutBack(isAsked: false, pause: TimeSpan.FromHours(1));
        Assert.Empty(await _desk.Take());

        Assert.Contains("told to ask now", await Refused(_desk.Operators.Settle), StringComparison.Ordinal);
        Assert.Contains("in the last minute", await Refused(_desk.Operators.Refund), StringComparison.Ordinal);

        Assert.Single(await _desk.Take());   // it was due in an hour
        Assert.Contains("at this moment", await Refused(_desk.Operators.Settle), StringComparison.Ordinal);
        Assert.Equal(DisbursementStatus.Pending, (await _desk.Find()).Status);
        await shop.AssertProven();
    }

    [Fact]
    public async Task Settles_what_was_asked_about_with_a_step_and_who_it_was()
    {
        await _desk.PutBack(isAsked: true);

        var settled = (await Say(_desk.Operators.Settle)).Done!;

        Assert.Equal(("success", "*********0000"), (settled.State, settled.Number));
        Assert.Equal(Money.Rupiah(949_000), await shop.AccountBalance());
        Assert.Empty(await _desk.Take());
        var story = await _desk.Show(settled.TransactionId);
        Assert.Equal(["initiated", "paying", "pending", "success"], story.Steps.Select(step => step.State));
        Assert.Equal("an operator says that the bank has paid", story.Steps[^1].Reason);
        Assert.Null(story.Open);
        var entry = await new Office(shop).Latest($"disbursement:{settled.Id}");
        Assert.Equal(("disbursement.settle", "operator:ayu"), (entry.Action, entry.Actor));
        Assert.Equal(PayoutOffice.Why, entry.Reason);
        Assert.Equal("pending", entry.Before!.Value.GetProperty("state").GetString());
        Assert.Equal("success", entry.After!.Value.GetProperty("state").GetString());
        Assert.DoesNotContain("1234567890000", entry.After.Value.GetRawText(), StringComparison.Ordinal);
        Assert.Contains("paid already", await Refused(_desk.Operators.Settle), StringComparison.Ordinal);
        await shop.AssertProven();
    }

    [Fact]
    public async Task Refunds_what_was_asked_about_and_what_was_paid_and_came_back_each_once()
    {
        await _desk.PutBack(isAsked: true);
        Assert.Equal("failed", (await Say(_desk.Operators.Refund)).Done!.State);
        Assert.Equal(Money.Rupiah(1_000_000), await shop.AccountBalance());
        Assert.Contains("has its money back", await Refused(_desk.Operators.Refund), StringComparison.Ordinal);

        await _desk.Debit("b");
        var taken = Assert.Single(await _desk.Take());
        Assert.True(await _desk.Books.End(taken.Disbursement.Hear(Paid, Now), "the bank has paid", null));
        Assert.Contains("a moment ago", await Refused(_desk.Operators.Refund, "b"), StringComparison.Ordinal);
        shop.Clock.Now += TimeSpan.FromMinutes(1);
        Assert.Equal("refunded", (await Say(_desk.Operators.Refund, "b")).Done!.State);
        Assert.Equal(Money.Rupiah(1_000_000), await shop.AccountBalance());
        Assert.NotNull((await Say(_desk.Operators.Refund, "b")).Refusal);
        await shop.AssertProven();
    }

    [Fact]
    public async Task Calls_off_only_what_was_surely_never_sent()
    {
        var open = (await _desk.Show(await _desk.Id())).Open!;
        Assert.False(open.MayHaveBeenSent);
        Assert.Contains("cancel it", await Refused(_desk.Operators.Settle), StringComparison.Ordinal);
        Assert.Contains("cancel it", await Refused(_desk.Operators.Refund), StringComparison.Ordinal);
        Assert.Equal("canceled", (await Say(_desk.Operators.Cancel)).Done!.State);
        Assert.Empty(await _desk.Take());

        // Taken, and surely not sent: its connector is not there. Callers do not know "canceled" of that.
        await _desk.Debit("b");
        var taken = Assert.Single(await _desk.Take());
        Assert.Contains("at this moment", await Refused(_desk.Operators.Cancel, "b"), StringComparison.Ordinal);
        await _desk.Books.PutBack(taken, Now, Now.AddSeconds(5), "not configured", taken.UnlessSent);
        Assert.Contains("never sent", await Refused(_desk.Operators.Settle, "b"), StringComparison.Ordinal);
        var off = (await Say(_desk.Operators.Cancel, "b")).Done!;
        Assert.Equal(("failed", "an operator has called it off before it was sent"), (off.State, off.Failure));

        await _desk.Debit("c");
        await _desk.PutBack(isAsked: true);
        Assert.Contains("cannot be called off", await Refused(_desk.Operators.Cancel, "c"), StringComparison.Ordinal);
        Assert.Equal(Money.Rupiah(949_000), await shop.AccountBalance());
        await shop.AssertProven();
    }

    /// <summary>What a bank was told before the restore is missing here.</summary>
    [Fact]
    public async Task Calls_nothing_off_for_a_while_after_a_restore()
    {
        await shop.Ask<DateTime>("select begin_line()");

        Assert.Contains("may have been sent", await Refused(_desk.Operators.Cancel), StringComparison.Ordinal);

        await shop.Execute("""
            alter table database_lines disable trigger user;
            update database_lines set seen_at = '-infinity';
            alter table database_lines enable trigger user
            """);
    }

    /// <summary>A host of the build before does not write down when it asks, nor that it has sent again.</summary>
    [Theory]
    [InlineData("update open_payouts set leased_until = clock_timestamp()")]
    [InlineData("update open_payouts set leased_until = null")]
    [InlineData("update open_payouts set asked_at = asked_at - interval '1 min', leased_until = '2020-01-01'")]
    [InlineData("update open_payouts set asked_at = null")]
    public async Task Is_refused_where_it_may_have_been_sent_since_it_was_asked_about(string since)
    {
        await _desk.PutBack(isAsked: true);
        await shop.Execute(since);

        Assert.Contains("in the last minute", await Refused(_desk.Operators.Refund), StringComparison.Ordinal);
        Assert.Contains("in the last minute", await Refused(_desk.Operators.Settle), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("two\nlines")]
    public async Task Takes_a_reason(string reason)
    {
        var refused = await _desk.Operators.Cancel(Office.Ayu, await _desk.Id(), reason);

        Assert.Equal(RefusalKind.Invalid, refused.Refusal!.Kind);
        var unknown = await _desk.Operators.Cancel(Office.Ayu, "0001", PayoutOffice.Why);
        Assert.Equal(RefusalKind.NotFound, unknown.Refusal!.Kind);
        Assert.Equal(DisbursementStatus.Initiated, (await _desk.Find()).Status);
    }

    [Fact]
    public async Task Are_found_by_every_name_they_have_and_by_their_state()
    {
        var id = await _desk.Id();
        var known = await _desk.Find();

        foreach (var name in new[] { "a", known.TransactionId, id })
            Assert.Equal(id, $"{Assert.Single(await _desk.List(new() { Reference = name })).Id}");

        Assert.Single(await _desk.List(new() { State = "open", Partner = Shop.Toko }));
        Assert.Single(await _desk.List(new() { State = "initiated" }));
        Assert.Empty(await _desk.List(new() { State = "open", Partner = Shop.Warung }));
        Assert.Empty(await _desk.List(new() { State = "success" }));
        Assert.Empty(await _desk.List(new() { Reference = "another" }));
        Assert.Single(await _desk.List(new()));
        DisbursementWish[] nonsense = [new() { State = "lost" }, new() { Cursor = "x" }, new() { Limit = 0 }];
        foreach (var wrong in nonsense)
        {
            var refused = await _desk.Search.List(Office.Ayu, wrong, reveals: false, CancellationToken.None);
            Assert.Equal(RefusalKind.Invalid, refused.Refusal!.Kind);
        }
    }

    async Task<Outcome<DisbursementEntry>> Say(
        Func<Actor, string, string, Task<Outcome<DisbursementEntry>>> word, string reference = "a") =>
        await word(Office.Ayu, await _desk.Id(reference), PayoutOffice.Why);

    // What is answered to a word that is not done.
    async Task<string> Refused(
        Func<Actor, string, string, Task<Outcome<DisbursementEntry>>> word, string reference = "a")
    {
        var refusal = (await Say(word, reference)).Refusal;
        Assert.Equal(RefusalKind.Conflict, refusal?.Kind);
        return refusal!.Message;
    }
}
