using System.Text;
using Periksa.Disbursements;

namespace Periksa.Store.Tests;

public sealed class PayoutTests(Shop shop) : IAsyncLifetime, IClassFixture<Shop>
{
    static readonly PayoutReply Paid = new PayoutReply.Paid("Cengkal Marpaung");
    static readonly PayoutReply Rejected = new PayoutReply.Rejected(new("ACCOUNT_CLOSED", "the account is closed"));

    Disbursements.DisbursementStore _books = null!;

    DateTimeOffset Now => shop.Clock.GetUtcNow();

    public async ValueTask InitializeAsync()
    {
        await shop.Reset();
        await shop.Load(Payers.In(Shop.World));
        shop.Clock.Now = new(2025, 12, 12, 2, 9, 24, TimeSpan.Zero);
        await shop.TopUpAccount(Payers.Toko, 1_000_000);
        _books = await shop.OpenBooks();
        await Debit("a");
    }

    public async ValueTask DisposeAsync()
    {
        await _books.StopAsync(CancellationToken.None);
        await shop.AssertProven();
    }

    [Fact]
    public async Task Is_taken_by_one_host_and_is_being_paid_from_then_on()
    {
        var taken = await Task.WhenAll(Take(), Take(), Take());

        var payout = Assert.Single(taken.SelectMany(one => one));
        Assert.False(payout.MayHaveBeenSent);
        Assert.Equal(DisbursementStatus.Paying, payout.Disbursement.Status);
        Assert.Equal(DisbursementStatus.Paying, (await Find()).Status);
    }

    [Fact]
    public async Task Is_another_hosts_when_its_lease_has_run_out_and_may_have_been_sent()
    {
        await Take();
        Assert.Empty(await Take());

        await shop.LetLeasesRunOut();
        var payout = Assert.Single(await Take());
        Assert.True(payout.MayHaveBeenSent);
        Assert.Equal(DisbursementStatus.Paying, payout.Disbursement.Status);
    }

    /// <summary>Somebody looks at one for update and goes to lunch.</summary>
    [Fact]
    public async Task Is_left_for_later_when_its_row_is_locked_and_the_others_are_taken()
    {
        await _books.Debit(shop.Wish("b"));
        shop.Clock.Now += Periksa.Disbursements.Pauses.BeforeSending;
        await using (var connection = await shop.Source.OpenConnectionAsync(CancellationToken.None))
        await using (var transaction = await connection.BeginTransactionAsync(CancellationToken.None))
        {
            await using var command = connection.CreateCommand();
            command.CommandText = "select from disbursements where reference = 'a' for update";
            await command.ExecuteNonQueryAsync();

            var taken = Assert.Single(await Take().WaitAsync(TimeSpan.FromSeconds(5)));
            Assert.Equal("b", taken.Disbursement.Reference);
        }

        Assert.Equal("a", Assert.Single(await Take()).Disbursement.Reference);
    }

    [Fact]
    public async Task Is_asked_about_later_when_there_is_no_word()
    {
        var payout = Assert.Single(await Take());
        await _books.PutBack(payout, Now, Now.AddSeconds(5), "no word", null);

        Assert.Equal(DisbursementStatus.Pending, (await Find()).Status);
        Assert.Empty(await Take());
        shop.Clock.Now = Now.AddSeconds(5);
        var again = Assert.Single(await Take());
        Assert.True(again.MayHaveBeenSent);
        Assert.Equal(DisbursementStatus.Pending, again.Disbursement.Status);
        await _books.PutBack(again, Now, Now.AddSeconds(10), "no word", null);
        Assert.Equal(
            ["01", "02", "03"],
            await Steps());
    }

    [Fact]
    public async Task Is_not_put_back_by_a_host_whose_turn_is_over()
    {
        var late = Assert.Single(await Take());
        await shop.LetLeasesRunOut();
        Assert.Single(await Take());

        await _books.PutBack(late, Now, Now.AddSeconds(5), "no word", null);

        Assert.Equal(DisbursementStatus.Paying, (await Find()).Status);
        Assert.Equal(1, await shop.Ask<int>("select count(*) from open_payouts where leased_until is not null"));
    }

    [Fact]
    public async Task Ends_paid_with_the_holders_name()
    {
        Assert.True(await End(Paid));

        var ended = await Find();
        Assert.Equal(
            (DisbursementStatus.Success, "Cengkal Marpaung", Now),
            (ended.Status, ended.HolderName, ended.ProcessedAt));
        Assert.Equal(Money.Rupiah(949_000), await shop.AccountBalance());
        Assert.Empty(await Take());
        Assert.Equal(["00", "01", "02"], await Steps());
    }

    [Fact]
    public async Task Gives_the_money_back_once_when_the_bank_refuses_however_many_say_so()
    {
        var payout = Assert.Single(await Take());
        var other = await shop.OpenBooks();
        var failed = Periksa.Disbursements.Course.Hear(payout.Disbursement, Rejected, Now);

        var ended = await Task.WhenAll(Enumerable.Range(0, 20).Select(i =>
            (i % 2 == 0 ? _books : other).End(failed, failed.Failure!.Reason, callback: null)));

        Assert.Single(ended, isEnded => isEnded);
        Assert.Equal(Money.Rupiah(1_000_000), await shop.AccountBalance());
        Assert.Equal("the account is closed", (await Find()).Failure!.Reason);
        Assert.Equal(Money.Rupiah(949_000), (await Find()).BalanceAfter);
        await other.StopAsync(CancellationToken.None);
    }

    [Fact]
    public async Task Believes_the_first_of_two_words_that_contradict_each_other()
    {
        var payout = Assert.Single(await Take());
        var words = new[] { Paid, Rejected }.Select(word =>
            End(Periksa.Disbursements.Course.Hear(payout.Disbursement, word, Now)));

        var isEnded = await Task.WhenAll(words);

        Assert.Equal([true, false], isEnded);
        Assert.Equal(Money.Rupiah(949_000), await shop.AccountBalance());
    }

    /// <summary>Called off when it was initiated, but taken meanwhile; and the bank refuses it at the same
    /// moment.</summary>
    [Fact]
    public async Task Hears_the_second_of_two_words_when_the_first_cannot_be_true()
    {
        var payout = Assert.Single(await Take());
        var initiated = payout.Disbursement with { Status = DisbursementStatus.Initiated };
        Disbursement[] words =
        [
            Periksa.Disbursements.Course.Become(initiated, DisbursementStatus.Canceled, Now),
            Periksa.Disbursements.Course.Hear(payout.Disbursement, Rejected, Now),
            Periksa.Disbursements.Course.Hear(payout.Disbursement, Paid, Now),
        ];

        var isEnded = await Task.WhenAll(words.Select(End));

        Assert.Equal([false, true, false], isEnded);
        Assert.Equal(DisbursementStatus.Failed, (await Find()).Status);
        Assert.Equal(Money.Rupiah(1_000_000), await shop.AccountBalance());
    }

    [Fact]
    public async Task Tells_its_caller_in_the_same_transaction()
    {
        var payout = Assert.Single(await Take());
        var ended = Periksa.Disbursements.Course.Hear(payout.Disbursement, Paid, Now);
        var callback = new Callback(new("key-toko"), Encoding.UTF8.GetBytes("told"), Now);

        Assert.True(await _books.End(ended, "paid", callback));
        Assert.False(await _books.End(ended, "paid", callback));

        Assert.Equal(
            ("singapay", "key-toko", ended.Id.Value, "told"),
            await shop.Ask<(string, string, Guid, string)>(
                "select dialect, credential, subject, convert_from(body, 'utf8') from callbacks"));
    }

    [Fact]
    public async Task Can_be_called_off_until_somebody_takes_it()
    {
        var found = await Find();
        var canceled = Periksa.Disbursements.Course.Become(found, DisbursementStatus.Canceled, Now);

        Assert.True(await _books.End(canceled, "called off", callback: null));
        Assert.Equal(Money.Rupiah(1_000_000), await shop.AccountBalance());
        Assert.Empty(await Take());

        await Debit("b");
        var other = (await _books.Find(new(Payers.Toko), new("b")))!;
        Assert.Single(await Take());
        Assert.False(await _books.End(
            Periksa.Disbursements.Course.Become(other, DisbursementStatus.Canceled, Now), "called off", null));
        Assert.Equal(Money.Rupiah(949_000), await shop.AccountBalance());
    }

    [Fact]
    public async Task Comes_back_only_after_it_was_paid_and_once()
    {
        Assert.True(await End(Paid));
        var refunded = Periksa.Disbursements.Course.Become(await Find(), DisbursementStatus.Refunded, Now);

        Assert.True(await _books.End(refunded, "came back", callback: null));
        Assert.False(await _books.End(refunded, "came back", callback: null));
        Assert.Equal(Money.Rupiah(1_000_000), await shop.AccountBalance());
        Assert.Equal(["00", "01", "02", "04"], await Steps());
    }

    [Theory]
    [InlineData("update disbursement_steps set reason = 'another'")]
    [InlineData("delete from disbursement_steps")]
    public async Task Keeps_its_steps(string statement)
    {
        var refusal = await Assert.ThrowsAsync<Npgsql.PostgresException>(() => shop.Execute(statement));

        Assert.Contains("are facts", refusal.MessageText);
    }

    // It is due a moment later.
    async Task Debit(string reference)
    {
        await _books.Debit(shop.Wish(reference));
        Assert.Empty(await Take());
        shop.Clock.Now += Periksa.Disbursements.Pauses.BeforeSending;
    }

    Task<IReadOnlyList<OpenPayout>> Take() => _books.Take(Payers.Room, Now);

    async Task<Disbursement> Find() => (await _books.Find(new(Payers.Toko), new("a")))!;

    async Task<bool> End(PayoutReply reply)
    {
        var payout = Assert.Single(await Take());
        return await End(Periksa.Disbursements.Course.Hear(payout.Disbursement, reply, Now));
    }

    // For the reason that the bank gives, as payouts end.
    Task<bool> End(Disbursement ended) =>
        _books.End(ended, ended.Failure?.Reason ?? "the bank has paid", callback: null);

    async Task<string[]> Steps() => await shop.Ask<string[]>(
        "select array_agg(s.status order by s.status) from disbursement_steps s");
}
