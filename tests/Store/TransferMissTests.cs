using Periksa.Disbursements;
using Periksa.Partners.Misses;

namespace Periksa.Store.Tests;

/// <summary>How a transfer ends tells whether there is such an account, so it spends the partner's miss budget as
/// asking does.</summary>
public sealed class TransferMissTests(Shop shop) : IAsyncLifetime, IClassFixture<Shop>
{
    static readonly Partner Warung = new(new(Shop.Warung), Active: true) { MissBudget = 50 };
    static readonly TransferMisses Unknown = new(Warung.Misses!.Value, IsKnownMiss: true);
    static readonly TransferMisses Outside = new(Warung.Misses!.Value, IsKnownMiss: false);
    static readonly PayoutFailure BankFailure = new("BANK_FAILURE", "the bank could not pay");

    public async ValueTask InitializeAsync()
    {
        await shop.Reset();
        await shop.Load(Payers.In(Shop.World));
        shop.Clock.Now = new(2025, 12, 12, 2, 9, 24, TimeSpan.Zero);
        await shop.TopUpAccount(Payers.Warung, 10_000_000);
    }

    public async ValueTask DisposeAsync() => await shop.AssertProven();

    [Fact]
    public async Task Is_paid_with_the_debit_as_often_as_there_is_one_left_on_any_number_of_hosts()
    {
        await Have(7);
        var known = Enumerable.Range(0, 3).Select(_ => new MissBudgets()).ToArray();
        var hosts = await Task.WhenAll(known.Select(shop.OpenBooks));

        var entries = await Task.WhenAll(
            Enumerable.Range(0, 60).Select(i => hosts[i % 3].Debit(Wish($"race-{i}"), Unknown)));

        Assert.Equal(7, entries.Count(entry => entry.Verdict is DebitVerdict.Debited));
        Assert.Equal(53, entries.Count(entry => entry.Verdict is DebitVerdict.TooManyMisses));
        Assert.Equal(0, await Left(), 0.5);
        Assert.Equal(Money.Rupiah(10_000_000 - (7 * 51_000)), await shop.AccountBalance(Payers.Warung));
        Assert.All(known, one => Assert.True(one.IsSpent(Warung)));
        await Stop(hosts);
    }

    [Fact]
    public async Task Left_to_nobody_nothing_is_debited_on_any_host_and_the_reference_may_be_used_again()
    {
        await Have(0);
        var books = await shop.OpenBooks();

        foreach (var misses in new[] { Unknown, Outside })
        {
            Assert.Equal(DebitVerdict.TooManyMisses, (await books.Debit(Wish("later"), misses)).Verdict);
            Assert.Null(await books.Find(new(Payers.Warung), new("later")));
        }

        Assert.Equal(DebitVerdict.Debited, (await books.Debit(Wish("free"))).Verdict);
        await Have(1);
        Assert.Equal(DebitVerdict.Debited, (await books.Debit(Wish("later"), Unknown)).Verdict);
        await Stop(books);
    }

    [Fact]
    public async Task Is_not_paid_for_what_is_not_debited_and_not_twice_for_what_is_sent_twice()
    {
        await Have(7);
        var books = await shop.OpenBooks();
        var wish = Wish("once");

        Assert.Equal(DebitVerdict.Debited, (await books.Debit(wish, Unknown)).Verdict);
        Assert.Equal(DebitVerdict.Debited, (await books.Debit(wish, Unknown)).Verdict);
        Assert.Equal(DebitVerdict.ReferenceUsed, (await books.Debit(Wish("once"), Unknown)).Verdict);
        Assert.Equal(DebitVerdict.BalanceTooSmall, (await books.Debit(Wish("large", 99_000_000), Unknown)).Verdict);
        Assert.Equal(DebitVerdict.Debited, (await books.Debit(Wish("known"), Outside)).Verdict);

        Assert.Equal(6, await Left(), 0.5);
        await Stop(books);
    }

    [Fact]
    public async Task Is_not_paid_again_when_the_bank_says_what_was_known()
    {
        await Have(7);
        var books = await shop.OpenBooks();
        await books.Debit(Wish("a"), Unknown);

        Assert.True(await End(books, PayoutFailure.Of(AccountAbsence.Unknown)));

        Assert.Equal(6, await Left(), 0.5);
        Assert.Equal(Money.Rupiah(10_000_000), await shop.AccountBalance(Payers.Warung));
        await Stop(books);
    }

    [Theory]
    [InlineData(AccountAbsence.Unknown)]
    [InlineData(AccountAbsence.Closed)]
    [InlineData(AccountAbsence.Dormant)]
    [InlineData(AccountAbsence.Blocked)]
    public async Task Is_paid_into_debt_when_only_the_bank_knew(AccountAbsence why)
    {
        await Have(1);
        var budgets = new MissBudgets();
        var books = await shop.OpenBooks(budgets);
        foreach (var reference in new[] { "a", "b", "c" })
            Assert.Equal(DebitVerdict.Debited, (await books.Debit(Wish(reference), Outside)).Verdict);

        Assert.True(await End(books, PayoutFailure.Of(why), of: 3));

        Assert.Equal(-2, await Left(), 0.5);
        Assert.True(budgets.IsSpent(Warung));
        Assert.Equal(DebitVerdict.TooManyMisses, (await books.Debit(Wish("d"), Outside)).Verdict);
        await Stop(books);
    }

    [Fact]
    public async Task Costs_nothing_when_the_bank_failed_or_paid_or_the_partner_has_no_budget()
    {
        await Have(7);
        var books = await shop.OpenBooks();
        await books.Debit(Wish("a"), Outside);
        Assert.True(await End(books, BankFailure));
        await books.Debit(Wish("b"), Outside);
        Assert.True(await End(books, failure: null));

        await shop.Execute("update partners set miss_budget = null where id = @Warung", new { Shop.Warung });
        await books.Debit(Wish("c"));
        Assert.True(await End(books, PayoutFailure.Of(AccountAbsence.Unknown)));

        Assert.Equal(7, await Left(), 0.5);
        await Stop(books);
    }

    /// <summary>What a provider has answered about the account is not so any more.</summary>
    [Theory]
    [InlineData(AccountAbsence.Unknown, true)]
    [InlineData(AccountAbsence.Closed, true)]
    [InlineData(AccountAbsence.Dormant, true)]
    [InlineData(AccountAbsence.Blocked, true)]
    [InlineData(null, false)]
    public async Task Forgets_whose_account_it_was_where_there_is_none_in_the_same_transaction(
        AccountAbsence? why, bool isForgotten)
    {
        var books = await shop.OpenBooks();
        var wish = Wish("a");
        await books.Debit(wish, Outside);
        await shop.Execute(
            """
            insert into remembered_answers values
                (@BankCode, @Number, 'found', null, 'John Doe', 'bank-a', now(), now()),
                (@BankCode, 'another', 'found', null, 'John Doe', 'bank-a', now(), now())
            on conflict (bank_code, account_number) do update set outcome = 'found', holder_name = 'John Doe',
                connector = 'bank-a'
            """,
            new { wish.Beneficiary.BankCode, wish.Beneficiary.Number });

        Assert.True(await End(books, why is { } absence ? PayoutFailure.Of(absence) : BankFailure));

        Assert.Equal(
            isForgotten ? 1 : 2,
            await shop.Ask<int>("select count(*) from remembered_answers where outcome = 'found'"));
        await Stop(books);
    }

    [Fact]
    public async Task Is_paid_once_when_two_hosts_hear_it()
    {
        await Have(7);
        var hosts = await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => shop.OpenBooks()));
        await hosts[0].Debit(Wish("a"), Outside);
        var ended = (await Taken(hosts[0])).Single().Disbursement.Hear(
            new PayoutReply.Rejected(PayoutFailure.Of(AccountAbsence.Unknown)), shop.Clock.GetUtcNow());

        var have = await Task.WhenAll(
            Enumerable.Range(0, 20).Select(i => hosts[i % 2].End(ended, ended.Failure!.Reason, callback: null)));

        Assert.Contains(true, have);
        Assert.Equal(6, await Left(), 0.5);
        await Stop(hosts);
    }

    async Task<bool> End(DisbursementStore books, PayoutFailure? failure, int of = 1)
    {
        PayoutReply reply = failure is null ? new PayoutReply.Paid("John Doe") : new PayoutReply.Rejected(failure);
        var taken = await Taken(books);
        Assert.Equal(of, taken.Count);
        var reason = failure?.Reason ?? "the bank has paid";
        var have = await Task.WhenAll(taken.Select(one => books.End(
            one.Disbursement.Hear(reply, shop.Clock.GetUtcNow()), reason, callback: null)));
        return have.All(one => one);
    }

    Task<IReadOnlyList<OpenPayout>> Taken(DisbursementStore books)
    {
        shop.Clock.Now += Pauses.BeforeSending;
        return books.Take(Payers.Room, shop.Clock.GetUtcNow());
    }

    Disbursement Wish(string reference, long net = 50_000) => shop.Wish(reference, net, Payers.Warung);

    Task Have(double misses) => shop.Execute(
        """
        insert into miss_budgets (partner, left_now, admitted, learned_at)
        values (@Warung, @misses, 0, clock_timestamp())
        on conflict (partner) do update set left_now = @misses, learned_at = clock_timestamp()
        """,
        new { Shop.Warung, misses });

    Task<double> Left() => shop.Ask<double>("select left_now from miss_budgets");

    static Task Stop(params DisbursementStore[] hosts) =>
        Task.WhenAll(hosts.Select(host => host.StopAsync(CancellationToken.None)));
}
