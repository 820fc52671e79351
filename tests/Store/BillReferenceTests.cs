using Dapper;
using Periksa.Bills;

namespace Periksa.Store.Tests;

/// <summary>What a channel's reference means on which day, and whose turn it is when a payment and its reversal
/// meet.</summary>
public sealed class BillReferenceTests(Shop shop) : IAsyncLifetime, IClassFixture<Shop>
{
    static readonly DateTimeOffset Noon = new(2025, 3, 11, 5, 0, 0, TimeSpan.Zero);

    BillStore _books = null!;
    BillStore _other = null!;

    public async ValueTask InitializeAsync()
    {
        await shop.Reset();
        shop.Clock.Now = Noon;
        _books = await shop.OpenBillBooks();
        _other = await shop.OpenBillBooks();
    }

    public async ValueTask DisposeAsync()
    {
        await _books.StopAsync(CancellationToken.None);
        await _other.StopAsync(CancellationToken.None);
        await shop.AssertProven();
    }

    /// <summary>The day ends at midnight in Jakarta.</summary>
    [Theory]
    [InlineData("2025-03-11 00:00:00", null, false)]
    [InlineData("2025-03-11 23:59:59", null, false)]
    [InlineData("2025-03-10 23:59:59", PaymentRefusal.LooksLikeCopy, false)]
    [InlineData("2025-03-12 00:00:00", PaymentRefusal.LooksLikeCopy, false)]
    [InlineData("2025-03-09 23:59:59", null, true)]
    [InlineData("2025-03-13 00:00:00", null, true)]
    [InlineData("2025-04-11 12:00:00", null, true)]
    [InlineData("0001-01-01 07:00:01", null, true)]
    [InlineData("9999-12-31 23:59:59", null, true)]
    public async Task Means_one_payment_on_its_day_and_looks_like_it_on_the_days_beside(
        string moment, PaymentRefusal? refusal, bool isNew)
    {
        await shop.Make(shop.Bill(BillType.Open));
        var first = await _books.Pay(shop.Order("same") with { TransactionAt = Jakarta("2025-03-11 12:00:00") });

        var second = await _other.Pay(shop.Order("same") with
        {
            TransactionAt = Jakarta(moment), TerminalId = "teller", CustomerName = null,
        });

        Assert.True(first.IsNew);
        Assert.Equal((refusal, isNew), (second.Refusal, second.IsNew));
        Assert.Equal(
            refusal is null ? null : (DateTimeOffset?)Jakarta("2025-03-11 12:00:00"), second.LooksLike?.TransactionAt);
        Assert.Equal(Money.Rupiah(isNew ? 200_000 : 100_000), await shop.BillsBalance());
        if (refusal is null && !isNew)
            Assert.Equal(first.PaidAt, second.PaidAt);
    }

    [Fact]
    public async Task Names_what_is_another_on_its_day_and_minds_nothing_else_on_the_next()
    {
        await shop.Make(shop.Bill(BillType.Open));
        await shop.Make(shop.Bill(BillType.Open, va: "8673010000000002"));
        await _books.Pay(shop.Order("same"));

        Assert.Equal(PaymentRefusal.AmountDiffers, (await _books.Pay(shop.Order("same", 99_999))).Refusal);
        Assert.Equal(
            PaymentRefusal.AccountDiffers, (await _books.Pay(shop.Order("same", va: "8673010000000002"))).Refusal);

        var tomorrow = Noon.AddDays(1);
        Assert.True((await _books.Pay(shop.Order("same", 99_999) with { TransactionAt = tomorrow })).IsNew);
        Assert.Equal(
            PaymentRefusal.AccountDiffers,
            (await _books.Pay(shop.Order("same", va: "8673010000000002") with { TransactionAt = tomorrow })).Refusal);
    }

    [Fact]
    public async Task Tells_a_copy_that_its_payment_was_taken_back()
    {
        var bill = await shop.Make(shop.Bill());
        var order = shop.Order("same");
        await _books.Pay(order);
        Assert.Null((await _other.Reverse(Back(bill, "same"))).Refusal);

        Assert.Equal(PaymentRefusal.AlreadyReversed, (await _books.Pay(order)).Refusal);
        Assert.Equal(PaymentRefusal.AmountDiffers, (await _books.Pay(shop.Order("same", 1))).Refusal);
        var late = await _books.Pay(order with { TransactionAt = Noon.AddDays(1) });

        Assert.Equal(PaymentRefusal.LooksLikeCopy, late.Refusal);
        Assert.NotNull(late.LooksLike!.ReversedAt);
        Assert.Equal(Money.Zero, await shop.BillsBalance());
        Assert.True((await _books.Pay(shop.Order("another"))).IsNew);
    }

    [Fact]
    public async Task Is_refused_once_its_reversal_came_first_on_any_host_and_for_two_days()
    {
        var bill = await shop.Make(shop.Bill(BillType.Open));
        await shop.Make(shop.Bill(BillType.Open, va: "8673010000000002"));

        Assert.Equal(ReversalRefusal.PaymentNotFound, (await _books.Reverse(Back(bill, "early"))).Refusal);
        Assert.Equal(ReversalRefusal.PaymentNotFound, (await _other.Reverse(Back(bill, "early"))).Refusal);

        Assert.Equal(PaymentRefusal.AlreadyReversed, (await _other.Pay(shop.Order("early"))).Refusal);
        Assert.Equal(PaymentRefusal.AlreadyReversed, (await _books.Pay(shop.Order("early", 1))).Refusal);
        Assert.Equal(Money.Zero, await shop.BillsBalance());
        Assert.True((await _books.Pay(shop.Order("new"))).IsNew);
        Assert.True((await _books.Pay(shop.Order("early", channel: "another"))).IsNew);
        Assert.True((await _books.Pay(shop.Order("early", va: "8673010000000002"))).IsNew);

        shop.Clock.Now = Noon.AddHours(48).AddSeconds(-1);
        Assert.Equal(PaymentRefusal.AlreadyReversed, (await _books.Pay(shop.Order("early"))).Refusal);
        shop.Clock.Now = Noon.AddHours(48);
        Assert.Null((await _books.Pay(shop.Order("early"))).Refusal);
    }

    /// <summary>What means nothing any more is removed by whoever leaves a mark of his own.</summary>
    [Fact]
    public async Task Leaves_marks_that_are_forgotten_in_time()
    {
        var bill = await shop.Make(shop.Bill(BillType.Open));
        for (var i = 0; i < 5; i++)
            await _books.Reverse(Back(bill, $"{i}"));

        shop.Clock.Now = Noon.AddHours(49);
        await _books.Reverse(Back(bill, "0"));

        Assert.Equal("0", await shop.Ask<string>("select string_agg(ref_id, ' ') from reversal_marks"));
        Assert.Equal(PaymentRefusal.AlreadyReversed, (await _books.Pay(shop.Order("0"))).Refusal);
    }

    [Fact]
    public async Task Is_taken_back_for_two_days_and_not_found_afterwards()
    {
        var bill = await shop.Make(shop.Bill(BillType.Open));
        await _books.Pay(shop.Order("in time"));
        await _books.Pay(shop.Order("late"));

        shop.Clock.Now = Noon.AddHours(48);
        Assert.Null((await _books.Reverse(Back(bill, "in time"))).Refusal);
        shop.Clock.Now = Noon.AddHours(48).AddSeconds(1);
        Assert.Equal(ReversalRefusal.PaymentNotFound, (await _books.Reverse(Back(bill, "late"))).Refusal);

        // Its copy hears what it is all the same: it stands.
        var copy = await _books.Pay(shop.Order("late") with { TransactionAt = Noon });
        Assert.Equal((null, false), (copy.Refusal, copy.IsNew));
        Assert.Equal(Money.Rupiah(100_000), await shop.BillsBalance());
    }

    [Fact]
    public async Task Is_taken_back_youngest_first_where_several_of_one_name_stand()
    {
        var bill = await shop.Make(shop.Bill(BillType.Open));
        foreach (var days in (int[])[0, 30, 60])
        {
            shop.Clock.Now = Noon.AddMinutes(days);
            Assert.True((await _books.Pay(
                shop.Order("same") with { TransactionAt = Noon.AddDays(days) })).IsNew);
        }

        var order = Back(bill, "same") with { At = Noon.AddHours(2) };
        Assert.Null((await _books.Reverse(order)).Refusal);
        Assert.Null((await _other.Reverse(order)).Refusal);   // a try whose word was lost, done again: it is done
        Assert.Equal(["60"], await Reversed());

        Assert.Equal(
            ReversalRefusal.AmountDiffers,
            (await _books.Reverse(order with { At = Noon.AddHours(3), Amount = Money.Rupiah(1) })).Refusal);
        Assert.Null((await _books.Reverse(order with { At = Noon.AddHours(3) })).Refusal);
        Assert.Null((await _books.Reverse(order with { At = Noon.AddHours(4) })).Refusal);
        Assert.Equal(["0", "30", "60"], await Reversed());
        Assert.Equal(
            ReversalRefusal.AlreadyReversed, (await _books.Reverse(order with { At = Noon.AddHours(5) })).Refusal);
        Assert.Equal(0, await shop.Ask<int>("select count(*) from reversal_marks"));
    }

    /// <summary>Each host has half of them, so that whoever is first is so at the database.</summary>
    [Fact]
    public async Task Never_stands_whose_reversal_found_nothing_a_hundred_times()
    {
        var bill = await shop.Make(shop.Bill(BillType.Open));
        var races = Enumerable.Range(0, 100).Select(async i =>
        {
            var (payer, reverser) = i % 2 == 0 ? (_books, _other) : (_other, _books);
            var paying = i % 3 == 0 ? null : payer.Pay(shop.Order($"{i}"));
            var reversing = reverser.Reverse(Back(bill, $"{i}"));
            paying ??= payer.Pay(shop.Order($"{i}"));
            return (Ref: $"{i}", Payment: (await paying).Refusal, Reversal: (await reversing).Refusal);
        });

        var ends = await Task.WhenAll(races);
        var standing = (await Strings("select ref_id from bill_payments where reversed_at is null")).ToHashSet();

        Assert.All(ends, end => Assert.True(end switch
        {
            (_, null, null) => !standing.Contains(end.Ref),
            (_, PaymentRefusal.AlreadyReversed, ReversalRefusal.PaymentNotFound) => !standing.Contains(end.Ref),
            _ => false,
        }, $"{end}"));
        Assert.Empty(standing);
        Assert.Equal(Money.Zero, await shop.BillsBalance());

        // Said again, each is told the same.
        foreach (var end in ends)
        {
            Assert.Equal(PaymentRefusal.AlreadyReversed, (await _books.Pay(shop.Order(end.Ref))).Refusal);
            Assert.Equal(
                end.Reversal ?? ReversalRefusal.AlreadyReversed,
                (await _other.Reverse(Back(bill, end.Ref) with { At = Noon.AddSeconds(1) })).Refusal);
        }
    }

    /// <summary>Before the last schema file, which waits for hosts that need the old key.</summary>
    [Fact]
    public async Task Is_refused_on_another_day_while_the_database_has_the_key_that_knew_none()
    {
        await shop.Execute("alter table bill_payments add constraint ref_once unique (channel, ref_id)");
        try
        {
            await shop.Make(shop.Bill(BillType.Open));
            await _books.Pay(shop.Order("same"));

            var later = await _books.Pay(shop.Order("same") with { TransactionAt = Noon.AddDays(30) });

            Assert.Equal(PaymentRefusal.ReferenceUsed, later.Refusal);
            Assert.False((await _books.Pay(shop.Order("same"))).IsNew);
            Assert.Equal(Money.Rupiah(100_000), await shop.BillsBalance());
        }
        finally
        {
            await shop.Execute("alter table bill_payments drop constraint ref_once");
        }
    }

    /// <summary>A host of the version before takes no turn for the reference: its payment is seen by its key
    /// alone.</summary>
    [Fact]
    public async Task Is_found_when_a_host_of_the_version_before_has_just_written_it()
    {
        var bill = await shop.Make(shop.Bill(BillType.Open));
        await shop.Make(shop.Bill(BillType.Open, va: "8673010000000002"));
        Task<PaymentEntry> paying;
        await using (var connection = await shop.Source.OpenConnectionAsync())
        {
            await using var transaction = await connection.BeginTransactionAsync();
            await connection.ExecuteAsync(
                """
                insert into bill_payments (id, bill, channel, ref_id, amount, transaction_at, paid_after, at)
                values (gen_random_uuid(), @Id, 'bank', 'same', 10000000, @Noon, 10000000, @Noon)
                """,
                new { Id = bill.Id.Value, Noon = Noon.UtcDateTime });
            paying = _books.Pay(shop.Order("same", va: "8673010000000002"));
            await shop.UntilSomebodyWaits();
            await transaction.CommitAsync();
        }

        Assert.Equal(PaymentRefusal.AccountDiffers, (await paying).Refusal);

        // The proof has no movement of what was written here by hand.
        await shop.Execute("alter table bill_payments disable trigger user; delete from bill_payments; "
            + "alter table bill_payments enable trigger user");
    }

    ReversalOrder Back(Bill bill, string refId) =>
        new(new("bank"), bill.Hash, new(refId), Money.Rupiah(100_000), shop.Clock.Now);

    static DateTimeOffset Jakarta(string moment) => new(
        DateTime.ParseExact(moment, "yyyy-MM-dd HH:mm:ss", System.Globalization.CultureInfo.InvariantCulture),
        BusinessDay.Wib);

    Task<IEnumerable<string>> Reversed() => Strings($"""
        select round(extract(epoch from transaction_at - '{Noon:O}') / 86400)::text from bill_payments
        where reversed_at is not null order by transaction_at
        """);

    async Task<IEnumerable<string>> Strings(string question)
    {
        await using var connection = await shop.Source.OpenConnectionAsync();
        return await connection.QueryAsync<string>(question);
    }
}
