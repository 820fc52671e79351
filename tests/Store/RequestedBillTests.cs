using System.Text;
using Npgsql;
using Periksa.Bills;

namespace Periksa.Store.Tests;

/// <summary>Which bills a payment request pays: those that it names, all or none, or one that it fits.</summary>
public sealed class RequestedBillTests(Shop shop) : TwoBillStores(shop)
{
    const string Elsewhere = "8673010000000002";

    [Fact]
    public async Task Are_all_that_are_named_each_paid_by_itself_and_its_biller_told_of_each()
    {
        await Told();
        var one = await Shop.Make(Shop.Bill() with { InvoiceNumber = "INV-1" });
        var two = await Shop.Make(Shop.Bill(BillType.Partial, 70_000));
        var three = await Shop.Make(Shop.Bill(BillType.Open, 5_000));
        var left = await Shop.Make(Shop.Bill());
        await Books.Pay(Shop.Request("part", "0", 20_000) with { Bills = [two.Hash] });

        var entry = await Books.Pay(
            Shop.Request("P-1", "1", 155_000) with { Bills = ["INV-1", two.Hash, three.Hash] },
            mayMiss: true,
            Tell);

        Assert.Equal((RequestVerdict.New, null), (entry.Verdict, entry.Outcome!.Refusal));
        Assert.Equal(
            [
                (one.Hash.Value, 100_000, 100_000), (two.Hash.Value, 50_000, 70_000), (three.Hash.Value, 5_000, 5_000),
            ],
            entry.Outcome.Paid.Select(paid => (
                paid.Bill.Hash.Value, paid.Payment.Amount.Minor / 100, paid.Bill.Paid.Minor / 100)));
        Assert.Equal(Money.Rupiah(175_000), await Shop.BillsBalance());
        Assert.Equal(
            [$"{one.Hash} 1", $"{two.Hash} 1", $"{three.Hash} 1"], await Bodies());
        var leftAlone = await Shop.BillOffice().Find(new(Shop.Toko), left.Hash, CancellationToken.None);
        Assert.Equal(Money.Zero, leftAlone!.Paid);
    }

    [Fact]
    public async Task Are_none_where_one_of_them_cannot_be_paid()
    {
        var good = await Shop.Make(Shop.Bill());
        var paid = await Shop.Make(Shop.Bill(rupiah: 1_000));
        await Books.Pay(Shop.Request("paid", "paid", 1_000) with { Bills = [paid.Hash] });
        var expired = await Shop.Make(Shop.Bill() with { ValidUntil = Shop.Clock.Now });
        var gone = await Shop.Make(Shop.Bill());
        await Shop.BillOffice().Void(new(Shop.Toko), gone.Hash, Shop.Clock.Now, CancellationToken.None);
        var elsewhere = await Shop.Make(Shop.Bill(va: Elsewhere));
        var another = await Shop.Make(Shop.Bill(va: "1234560000000001") with { Biller = new(Shop.Warung) });

        (string Name, PaymentRefusal Why)[] bad =
        [
            ("nowhere1", PaymentRefusal.BillNotFound),
            (gone.Hash, PaymentRefusal.BillNotFound),
            (elsewhere.Hash, PaymentRefusal.BillNotFound),
            (another.Hash, PaymentRefusal.BillNotFound),
            (paid.Hash, PaymentRefusal.AlreadyPaid),
            (expired.Hash, PaymentRefusal.BillExpired),
        ];

        foreach (var (name, why) in bad)
        {
            Assert.Equal(why, (await Books.Pay(
                Shop.Request($"both {name}", $"both {name}", 200_000) with { Bills = [good.Hash, name] }))
                .Outcome!.Refusal);
            Assert.Equal(why, (await Books.Pay(
                Shop.Request($"alone {name}", $"alone {name}") with { Bills = [name] })).Outcome!.Refusal);
        }

        Assert.Equal(Money.Rupiah(1_000), await Shop.BillsBalance());
    }

    [Theory]
    [InlineData(150_000, null)]
    [InlineData(149_999, PaymentRefusal.AmountDoesNotFit)]
    [InlineData(150_001, PaymentRefusal.AmountDoesNotFit)]
    [InlineData(100_000, PaymentRefusal.AmountDoesNotFit)]
    public async Task Are_paid_by_their_sum_and_no_other_amount(long rupiah, PaymentRefusal? why)
    {
        var (one, two) = (await Shop.Make(Shop.Bill()), await Shop.Make(Shop.Bill(rupiah: 50_000)));

        var entry = await Books.Pay(Shop.Request("P-1", "1", rupiah) with { Bills = [one.Hash, two.Hash] });

        Assert.Equal(why, entry.Outcome!.Refusal);
        Assert.Equal(Money.Rupiah(why is null ? rupiah : 0), await Shop.BillsBalance());
    }

    /// <summary>A bank that names what it was shown may still let its payer pay a part.</summary>
    [Theory]
    [InlineData(BillType.Close, 99_999, PaymentRefusal.AmountDoesNotFit)]
    [InlineData(BillType.Partial, 99_999, null)]
    [InlineData(BillType.Partial, 100_001, PaymentRefusal.AmountDoesNotFit)]
    [InlineData(BillType.Open, 250_000, null)]
    public async Task Is_paid_as_its_type_lets_it_where_it_is_named_alone(
        BillType type, long rupiah, PaymentRefusal? why)
    {
        var bill = await Shop.Make(Shop.Bill(type));

        Assert.Equal(
            why, (await Books.Pay(Shop.Request("P-1", "1", rupiah) with { Bills = [bill.Hash] })).Outcome!.Refusal);
    }

    [Fact]
    public async Task Is_the_first_that_the_amount_fits_where_none_is_named()
    {
        var later = await Shop.Make(Shop.Bill() with { DueAt = Shop.Clock.Now.AddDays(2) });
        var sooner = await Shop.Make(Shop.Bill() with { DueAt = Shop.Clock.Now.AddDays(1) });

        var first = await Books.Pay(Shop.Request("P-1", "1"));
        var second = await Books.Pay(Shop.Request("P-2", "2"));

        Assert.Equal(sooner.Hash, first.Outcome!.Paid.Single().Bill.Hash);
        Assert.Equal(later.Hash, second.Outcome!.Paid.Single().Bill.Hash);
    }

    [Fact]
    public async Task Are_not_paid_in_another_currency()
    {
        await Shop.Make(Shop.Bill(BillType.Open));
        var dollars = Shop.Request("P-1", "1") with { Amount = new(100, new("USD", 2)) };

        Assert.Equal(PaymentRefusal.AmountDoesNotFit, (await Books.Pay(dollars)).Outcome!.Refusal);
        Assert.Equal(RequestVerdict.Copied, (await Books.Pay(dollars)).Verdict);
    }

    /// <summary>By requests and by references, on two hosts, naming the bill and not.</summary>
    [Fact]
    public async Task Is_paid_once_where_five_hundred_pay_it_at_once_in_both_ways()
    {
        var bill = await Shop.Make(Shop.Bill());
        var other = await Shop.OpenBillBooks();

        var paid = await Task.WhenAll(Enumerable.Range(0, 500).Select(async i =>
        {
            var books = i % 2 == 0 ? Books : other;
            if (i % 4 < 2)
                return (await Banks.InTurn(() => books.Pay(Shop.Order($"{i}")))).Refusal;

            var request = Shop.Request($"P-{i}", $"{i}", bank: i % 3 == 0 ? Banks.First : Banks.Second) with
            {
                Bills = i % 5 == 0 ? [bill.Hash] : [],
            };
            return (await Banks.InTurn(() => books.Pay(request))).Outcome!.Refusal;
        }));

        Assert.Single(paid, why => why is null);
        Assert.Equal(499, paid.Count(why => why is PaymentRefusal.AlreadyPaid));
        Assert.Equal(1, await Shop.Ask<int>("select count(*) from bill_payments"));
        Assert.Equal(Money.Rupiah(100_000), await Shop.BillsBalance());
        await other.StopAsync(CancellationToken.None);
    }

    /// <summary>Each names both bills, in either order, and nobody waits in a circle.</summary>
    [Fact]
    public async Task Are_paid_once_where_many_name_the_same_in_another_order()
    {
        var (one, two) = (await Shop.Make(Shop.Bill()), await Shop.Make(Shop.Bill(rupiah: 50_000)));
        var other = await Shop.OpenBillBooks();

        var entries = await Task.WhenAll(Enumerable.Range(0, 100).Select(i =>
            Banks.InTurn(() => (i % 2 == 0 ? Books : other).Pay(Shop.Request($"P-{i}", $"{i}", 150_000) with
            {
                Bills = i % 4 < 2 ? [one.Hash, two.Hash] : [two.Hash, one.Hash],
            }))));

        Assert.Single(entries, entry => entry.Outcome!.Refusal is null);
        Assert.Equal(Money.Rupiah(150_000), await Shop.BillsBalance());
        await other.StopAsync(CancellationToken.None);
    }

    /// <summary>Before the last schema file, which waits for hosts that need the index that it drops.</summary>
    [Fact]
    public async Task Are_refused_together_and_leave_nothing_while_the_database_has_the_index_against_them()
    {
        await Shop.Execute("""
            create unique index reference_once_a_day on bill_payments (channel, ref_id, day_of(transaction_at))
            """);
        try
        {
            var (one, two) = (await Shop.Make(Shop.Bill()), await Shop.Make(Shop.Bill(rupiah: 50_000)));

            await Assert.ThrowsAsync<PostgresException>(() => Books.Pay(
                Shop.Request("P-1", "1", 150_000) with { Bills = [one.Hash, two.Hash] }));

            Assert.Equal((0, 0, 0), await Shop.Left());
            Assert.Null((await Books.Pay(Shop.Request("P-1", "1"))).Outcome!.Refusal);
        }
        finally
        {
            await Shop.Execute("drop index reference_once_a_day");
        }
    }

    static BillCallback? Tell(BillEvent told) => new(
        new("ipg-biller"), new("toko"), Encoding.UTF8.GetBytes($"{told.Bill.Hash} {told.Sequence}"));

    Task<string[]> Bodies() => Shop.Ask<string[]>(
        "select coalesce(array_agg(convert_from(body, 'utf8') order by id), '{}') from callback_messages");

    Task Told() => Shop.Execute("""
        insert into credentials (dialect, name, partner) values ('ipg-biller', 'toko', 'toko') on conflict do nothing;
        delete from callback_messages;
        insert into callback_endpoints (dialect, credential, url) values ('ipg-biller', 'toko', 'https://toko')
        on conflict do nothing
        """);
}
