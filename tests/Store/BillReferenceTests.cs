using Dapper;
using Periksa.Bills;

namespace Periksa.Store.Tests;

/// <summary>What a channel's reference means on which day, and whose turn it is when a payment and its reversal
/// meet.</summary>
public sealed class BillReferenceTests(Shop shop) : TwoBillStores(shop)
{
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
        await Shop.Make(Shop.Bill(BillType.Open));
        var first = await Books.Pay(Shop.Order("same") with { TransactionAt = Jakarta("2025-03-11 12:00:00") });

        var second = await Other.Pay(Shop.Order("same") with
        {
            TransactionAt = Jakarta(moment), TerminalId = "teller", CustomerName = null,
        });

        Assert.True(first.IsNew);
        Assert.Equal((refusal, isNew), (second.Refusal, second.IsNew));
        Assert.Equal(
            refusal is null ? null : (DateTimeOffset?)Jakarta("2025-03-11 12:00:00"), second.LooksLike?.TransactionAt);
        Assert.Equal(Money.Rupiah(isNew ? 200_000 : 100_000), await Shop.BillsBalance());
        if (refusal is null && !isNew)
            Assert.Equal(first.PaidAt, second.PaidAt);
    }

    [Fact]
    public async Task Names_what_is_another_on_its_day_and_minds_nothing_else_on_the_next()
    {
        await Shop.Make(Shop.Bill(BillType.Open));
        await Shop.Make(Shop.Bill(BillType.Open, va: "8673010000000002"));
        await Books.Pay(Shop.Order("same"));

        Assert.Equal(PaymentRefusal.AmountDiffers, (await Books.Pay(Shop.Order("same", 99_999))).Refusal);
        Assert.Equal(
            PaymentRefusal.AccountDiffers, (await Books.Pay(Shop.Order("same", va: "8673010000000002"))).Refusal);

        var tomorrow = Noon.AddDays(1);
        Assert.True((await Books.Pay(Shop.Order("same", 99_999) with { TransactionAt = tomorrow })).IsNew);
        Assert.Equal(
            PaymentRefusal.AccountDiffers,
            (await Books.Pay(Shop.Order("same", va: "8673010000000002") with { TransactionAt = tomorrow })).Refusal);
    }

    [Fact]
    public async Task Tells_a_copy_that_its_payment_was_taken_back()
    {
        var bill = await Shop.Make(Shop.Bill());
        var order = Shop.Order("same");
        await Books.Pay(order);
        Assert.Null((await Other.Reverse(Back(bill, "same"))).Refusal);

        Assert.Equal(PaymentRefusal.AlreadyReversed, (await Books.Pay(order)).Refusal);
        Assert.Equal(PaymentRefusal.AmountDiffers, (await Books.Pay(Shop.Order("same", 1))).Refusal);
        var late = await Books.Pay(order with { TransactionAt = Noon.AddDays(1) });

        Assert.Equal(PaymentRefusal.LooksLikeCopy, late.Refusal);
        Assert.NotNull(late.LooksLike!.ReversedAt);
        Assert.Equal(Money.Zero, await Shop.BillsBalance());
        Assert.True((await Books.Pay(Shop.Order("another"))).IsNew);
    }

    [Fact]
    public async Task Is_refused_once_its_reversal_came_first_on_any_host_and_for_two_days()
    {
        var bill = await Shop.Make(Shop.Bill(BillType.Open));
        await Shop.Make(Shop.Bill(BillType.Open, va: "8673010000000002"));

        Assert.Equal(ReversalRefusal.PaymentNotFound, (await Books.Reverse(Back(bill, "early"))).Refusal);
        Assert.Equal(ReversalRefusal.PaymentNotFound, (await Other.Reverse(Back(bill, "early"))).Refusal);

        Assert.Equal(PaymentRefusal.AlreadyReversed, (await Other.Pay(Shop.Order("early"))).Refusal);
        Assert.Equal(PaymentRefusal.AlreadyReversed, (await Books.Pay(Shop.Order("early", 1))).Refusal);
        Assert.Equal(Money.Zero, await Shop.BillsBalance());
        Assert.True((await Books.Pay(Shop.Order("new"))).IsNew);
        Assert.True((await Books.Pay(Shop.Order("early", channel: "another"))).IsNew);
        Assert.True((await Books.Pay(Shop.Order("early", va: "8673010000000002"))).IsNew);

        Shop.Clock.Now = Noon.AddHours(48).AddSeconds(-1);
        Assert.Equal(PaymentRefusal.AlreadyReversed, (await Books.Pay(Shop.Order("early"))).Refusal);
        Shop.Clock.Now = Noon.AddHours(48);
        Assert.Null((await Books.Pay(Shop.Order("early"))).Refusal);
    }

    /// <summary>What means nothing any more is removed by whoever leaves a mark of his own.</summary>
    [Fact]
    public async Task Leaves_marks_that_are_forgotten_in_time()
    {
        var bill = await Shop.Make(Shop.Bill(BillType.Open));
        for (var i = 0; i < 5; i++)
            await Books.Reverse(Back(bill, $"{i}"));

        Shop.Clock.Now = Noon.AddHours(49);
        await Books.Reverse(Back(bill, "0"));

        Assert.Equal("0", await Shop.Ask<string>("select string_agg(ref_id, ' ') from reversal_marks"));
        Assert.Equal(PaymentRefusal.AlreadyReversed, (await Books.Pay(Shop.Order("0"))).Refusal);
    }

    [Fact]
    public async Task Is_taken_back_for_two_days_and_not_found_afterwards()
    {
        var bill = await Shop.Make(Shop.Bill(BillType.Open));
        await Books.Pay(Shop.Order("in time"));
        await Books.Pay(Shop.Order("late"));

        Shop.Clock.Now = Noon.AddHours(48);
        Assert.Null((await Books.Reverse(Back(bill, "in time"))).Refusal);
        Shop.Clock.Now = Noon.AddHours(48).AddSeconds(1);
        Assert.Equal(ReversalRefusal.PaymentNotFound, (await Books.Reverse(Back(bill, "late"))).Refusal);

        // Its copy hears what it is all the same: it stands.
        var copy = await Books.Pay(Shop.Order("late") with { TransactionAt = Noon });
        Assert.Equal((null, false), (copy.Refusal, copy.IsNew));
        Assert.Equal(Money.Rupiah(100_000), await Shop.BillsBalance());
    }

    [Fact]
    public async Task Is_taken_back_youngest_first_where_several_of_one_name_stand()
    {
        var bill = await Shop.Make(Shop.Bill(BillType.Open));
        foreach (var days in (int[])[0, 30, 60])
        {
            Shop.Clock.Now = Noon.AddMinutes(days);
            Assert.True((await Books.Pay(
                Shop.Order("same") with { TransactionAt = Noon.AddDays(days) })).IsNew);
        }

        var order = Back(bill, "same") with { At = Noon.AddHours(2) };
        Assert.Null((await Books.Reverse(order)).Refusal);
        Assert.Null((await Other.Reverse(order)).Refusal);   // a try whose word was lost, done again: it is done
        Assert.Equal(["60"], await Reversed());

        Assert.Equal(
            ReversalRefusal.AmountDiffers,
            (await Books.Reverse(order with { At = Noon.AddHours(3), Amount = Money.Rupiah(1) })).Refusal);
        Assert.Null((await Books.Reverse(order with { At = Noon.AddHours(3) })).Refusal);
        Assert.Null((await Books.Reverse(order with { At = Noon.AddHours(4) })).Refusal);
        Assert.Equal(["0", "30", "60"], await Reversed());
        Assert.Equal(
            ReversalRefusal.AlreadyReversed, (await Books.Reverse(order with { At = Noon.AddHours(5) })).Refusal);
        Assert.Equal(0, await Shop.Ask<int>("select count(*) from reversal_marks"));
    }

    /// <summary>Each host has half of them, so that whoever is first is so at the database.</summary>
    [Fact]
    public async Task Never_stands_whose_reversal_found_nothing_a_hundred_times()
    {
        var bill = await Shop.Make(Shop.Bill(BillType.Open));
        var races = Enumerable.Range(0, 100).Select(async i =>
        {
            var (payer, reverser) = i % 2 == 0 ? (Books, Other) : (Other, Books);
            var paying = i % 3 == 0 ? null : payer.Pay(Shop.Order($"{i}"));
            var reversing = reverser.Reverse(Back(bill, $"{i}"));
            paying ??= payer.Pay(Shop.Order($"{i}"));
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
        Assert.Equal(Money.Zero, await Shop.BillsBalance());

        // Said again, each is told the same.
        foreach (var end in ends)
        {
            Assert.Equal(PaymentRefusal.AlreadyReversed, (await Books.Pay(Shop.Order(end.Ref))).Refusal);
            Assert.Equal(
                end.Reversal ?? ReversalRefusal.AlreadyReversed,
                (await Other.Reverse(Back(bill, end.Ref) with { At = Noon.AddSeconds(1) })).Refusal);
        }
    }

    ReversalOrder Back(Bill bill, string refId) =>
        new(new("bank"), bill.Hash, new(refId), Money.Rupiah(100_000), Shop.Clock.Now);

    static DateTimeOffset Jakarta(string moment) => new(
        DateTime.ParseExact(moment, "yyyy-MM-dd HH:mm:ss", System.Globalization.CultureInfo.InvariantCulture),
        BusinessDay.Wib);

    Task<IEnumerable<string>> Reversed() => Strings($"""
        select round(extract(epoch from transaction_at - '{Noon:O}') / 86400)::text from bill_payments
        where reversed_at is not null order by transaction_at
        """);

    async Task<IEnumerable<string>> Strings(string question)
    {
        await using var connection = await Shop.Source.OpenConnectionAsync();
        return await connection.QueryAsync<string>(question);
    }
}
