using FsCheck;
using FsCheck.Fluent;

namespace Periksa.Disbursements.Tests;

public class DebitsTests
{
    [Fact]
    public void Take_amount_and_fee_from_the_account()
    {
        var postings = Debits.Postings(Sample.Of());

        Assert.Equal(
            [
                new(new("toko-maju", "disbursement:01JZ0T0K0MAJ0000000000000A"), Money.Rupiah(-51_000)),
                new(new("house", "paid-out:01JZ0T0K0MAJ0000000000000A"), Money.Rupiah(50_000)),
                new(new("house", "transfer-fees:01JZ0T0K0MAJ0000000000000A"), Money.Rupiah(1_000)),
            ],
            postings);
    }

    [Fact]
    public void Say_nothing_of_a_fee_that_is_none() =>
        Assert.Equal(2, Debits.Postings(Sample.Of(fee: 0)).Length);

    [Fact]
    public void Sum_to_zero() =>
        Prop.ForAll(Gen.Choose(1, int.MaxValue).ToArbitrary(), Gen.Choose(0, 10_000).ToArbitrary(), (net, fee) =>
            Debits.Postings(Sample.Of(net: net, fee: fee))
                .Aggregate(Money.Zero, (sum, posting) => sum + posting.Amount) == Money.Zero)
            .QuickCheckThrowOnFailure();

    [Fact]
    public void Let_one_of_two_have_the_last_rupiah()
    {
        var verdicts = Decide(51_000, (50_000, "a"), (50_000, "b"));

        Assert.Equal([(DebitVerdict.Debited, "0.00"), (DebitVerdict.BalanceTooSmall, "0.00")], verdicts);
    }

    [Fact]
    public void Leave_what_a_large_one_cannot_have_to_a_smaller_one_behind_it() => Assert.Equal(
        [
            (DebitVerdict.Debited, "60000.00"),
            (DebitVerdict.BalanceTooSmall, "60000.00"),
            (DebitVerdict.Debited, "49000.00"),
        ],
        Decide(111_000, (50_000, "a"), (60_000, "b"), (10_000, "c")));

    [Fact]
    public void Take_a_reference_once_and_say_so_before_anything_about_the_balance() => Assert.Equal(
        [
            (DebitVerdict.Debited, "0.00"),
            (DebitVerdict.ReferenceUsed, "0.00"),
            (DebitVerdict.ReferenceUsed, "0.00"),
            (DebitVerdict.BalanceTooSmall, "0.00"),
        ],
        Decide(51_000, (50_000, "a"), (50_000, "a"), (50_000, "used"), (50_000, "b")));

    [Fact]
    public void Ask_the_miss_budget_last_and_leave_the_rest_to_those_behind() => Assert.Equal(
        [
            (DebitVerdict.TooManyMisses, "102000.00"),
            (DebitVerdict.Debited, "51000.00"),
            (DebitVerdict.BalanceTooSmall, "51000.00"),
            (DebitVerdict.TooManyMisses, "51000.00"),
        ],
        Decide(102_000, (50_000, "miss"), (50_000, "a"), (60_000, "miss"), (50_000, "miss")));

    [Fact]
    public void Leave_a_reference_that_could_not_be_paid_to_the_next_try() => Assert.Equal(
        [(DebitVerdict.BalanceTooSmall, "51000.00"), (DebitVerdict.Debited, "0.00")],
        Decide(51_000, (60_000, "a"), (50_000, "a")));

    [Fact]
    public void Never_take_more_than_there_is_and_account_for_every_sen() =>
        Prop.ForAll(
            Gen.Choose(0, 500_000).ToArbitrary(), Gen.Choose(1, 100_000).NonEmptyListOf().ToArbitrary(),
            (balance, amounts) =>
            {
                var wanted = amounts.Select((net, i) => Sample.Of(net: net, reference: $"{i % 7}")).ToArray();
                var decided = wanted.Zip(Debits.Decide(
                    wanted, Money.Rupiah(balance), new(), _ => true)).ToArray();
                var left = Money.Rupiah(balance);
                foreach (var (one, (verdict, after)) in decided)
                {
                    if (verdict is DebitVerdict.Debited)
                        left -= one.Gross;

                    if (left != after || left < Money.Zero)
                        return false;
                }

                return decided.Where(one => one.Second.Verdict is DebitVerdict.Debited)
                    .GroupBy(one => one.First.Reference).All(group => group.Count() == 1);
            }).QuickCheckThrowOnFailure();

    static IEnumerable<(DebitVerdict, string)> Decide(long balance, params (long Net, string Reference)[] wanted)
    {
        var used = new UsedNames();
        used.Add(Sample.Of(reference: "used"));
        return Debits.Decide(
                wanted.Select(one => Sample.Of(net: one.Net, reference: one.Reference)),
                Money.Rupiah(balance),
                used,
                one => one.Reference != "miss")
            .Select(one => (one.Verdict, one.BalanceAfter.ToString()));
    }
}
