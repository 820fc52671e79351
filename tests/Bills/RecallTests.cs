namespace Periksa.Bills.Tests;

/// <summary>What a channel's reference means, from what it was used for before.</summary>
public class RecallTests
{
    const string Va = "8673010000000001";

    static readonly PaymentOrder Order = new(
        new("bank"), new(Va), new("ref"), Money.Rupiah(100), "atm", Make.Now, "John Doe", Make.Now);

    [Fact]
    public void Finds_nothing_where_there_is_nothing() =>
        Assert.Equal((null, null), Payments.Recall(Order, [], isMarked: false));

    [Fact]
    public void Finds_the_payment_of_its_day_before_everything_else()
    {
        var (same, beside) = (Earlier(0), Earlier(1));

        Assert.Equal((null, same.Payment), Payments.Recall(Order, [beside, same], isMarked: true));
        Assert.Equal(
            (PaymentRefusal.AlreadyReversed, null), Payments.Recall(Order, [beside], isMarked: true));
        Assert.Equal(
            (PaymentRefusal.LooksLikeCopy, beside.Payment), Payments.Recall(Order, [beside], isMarked: false));
    }

    [Theory]
    [InlineData(0, Va, 100, false, null)]
    [InlineData(0, Va, 100, true, PaymentRefusal.AlreadyReversed)]
    [InlineData(0, Va, 101, true, PaymentRefusal.AmountDiffers)]
    [InlineData(0, "8673010000000002", 101, false, PaymentRefusal.AccountDiffers)]
    [InlineData(1, Va, 100, true, PaymentRefusal.LooksLikeCopy)]
    [InlineData(-1, Va, 100, false, PaymentRefusal.LooksLikeCopy)]
    [InlineData(1, Va, 101, false, null)]
    [InlineData(-1, "8673010000000002", 100, false, null)]
    [InlineData(2, Va, 100, false, null)]
    public void Compares_day_account_and_amount(
        int days, string va, long amount, bool isReversed, PaymentRefusal? refusal) => Assert.Equal(
        refusal, Payments.Recall(Order, [Earlier(days, va, amount, isReversed)], isMarked: false).Refusal);

    [Fact]
    public void Names_the_first_of_two_that_it_looks_like()
    {
        var (first, second) = (Earlier(1), Earlier(-1));
        second = second with { Payment = second.Payment with { At = Make.Now.AddSeconds(1) } };

        Assert.Equal(first.Payment, Payments.Recall(Order, [second, first], isMarked: false).First);
    }

    [Fact]
    public void Takes_back_the_youngest_that_stands_and_names_the_youngest_of_those_that_do_not()
    {
        BillPayment[] all = [.. Enumerable.Range(0, 4).Select(i => Earlier(i).Payment with
        {
            At = Make.Now.AddMinutes(i), ReversedAt = i > 1 ? Make.Now.AddHours(i) : null,
        })];

        Assert.Equal(all[1], Payments.ToTakeBack(all, all[0].Amount));
        Assert.Equal(all[3], Payments.ToTakeBack(all[2..], all[0].Amount));
        Assert.Null(Payments.ToTakeBack([], all[0].Amount));
    }

    [Fact]
    public void Takes_back_of_two_that_stand_the_one_of_the_reversals_amount()
    {
        var first = Earlier(0).Payment with { Amount = Money.Rupiah(20_000) };
        var second = Earlier(1).Payment with { Amount = Money.Rupiah(30_000), At = Make.Now.AddDays(1) };

        Assert.Equal(first, Payments.ToTakeBack([second, first], Money.Rupiah(20_000)));
        Assert.Equal(second, Payments.ToTakeBack([second, first], Money.Rupiah(30_000)));
        Assert.Equal(second, Payments.ToTakeBack([second, first], Money.Rupiah(99_000)));
        Assert.Equal(second, Payments.ToTakeBack(
            [second, first with { ReversedAt = Make.Now.AddHours(1) }], Money.Rupiah(20_000)));
    }

    static EarlierPayment Earlier(int days, string va = Va, long amount = 100, bool isReversed = false) => new(
        new(
            Guid.CreateVersion7(Make.Now), new(Guid.NewGuid()), new("bank"), new("ref"), Money.Rupiah(amount), null,
            Make.Now.AddDays(days), null, Money.Rupiah(amount), Make.Now)
        {
            ReversedAt = isReversed ? Make.Now : null,
        },
        new(va));
}
