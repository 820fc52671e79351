using Periksa.Operators;
using Periksa.Operators.Deposits;
using Periksa.Proof;

namespace Periksa.Store.Tests;

/// <summary>Money as operators book it.</summary>
public sealed class DepositAdministrationTests(Shop shop) : IClassFixture<Shop>
{
    readonly Office _office = new(shop);

    DepositAdministration Deposits => new(shop.Source);

    [Fact]
    public async Task Come_in_once_however_often_it_is_said()
    {
        var partner = await _office.Partner();
        var reference = $"line {partner}";

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 6).Select(
            _ => Deposits.TopUp(Office.Ayu, partner, Money.Rupiah(1_000_000), reference)));

        Assert.All(outcomes, one => Assert.Equal(100_000_000, one.Done!.Balance));
        Assert.Equal(Money.Rupiah(1_000_000), await shop.Balance(partner));
        Assert.Equal(1, await shop.Ask<int>(
            "select count(*) from audit_entries where subject = @subject", new { subject = $"deposit:{partner}" }));
        await shop.AssertProven();
    }

    [Fact]
    public async Task Are_not_booked_again_under_a_reference_that_moved_something_else()
    {
        var (partner, other) = (await _office.Partner(), await _office.Partner());
        await Deposits.TopUp(Office.Ayu, partner, Money.Rupiah(1000), $"line {partner}");

        var another = await Deposits.TopUp(Office.Ayu, partner, Money.Rupiah(2000), $"line {partner}");
        var elsewhere = await Deposits.TopUp(Office.Ayu, other, Money.Rupiah(1000), $"line {partner}");

        Assert.Equal(RefusalKind.Duplicate, another.Refusal!.Kind);
        Assert.Equal(RefusalKind.Duplicate, elsewhere.Refusal!.Kind);
    }

    [Fact]
    public async Task Are_put_right_with_a_reason_and_never_below_zero()
    {
        var partner = await _office.Partner();
        await Deposits.TopUp(Office.Ayu, partner, Money.Rupiah(1000), $"line {partner}");

        var less = await Deposits.Adjust(
            Office.Ayu, partner, -Money.Rupiah(400), $"case {partner}", "booked twice");
        var tooMuch = await Deposits.Adjust(
            Office.Ayu, partner, -Money.Rupiah(601), $"another case {partner}", "booked twice");
        var unsaid = await Deposits.Adjust(Office.Ayu, partner, Money.Rupiah(1), $"third case {partner}", "");

        Assert.Equal(60_000, less.Done!.Balance);
        Assert.Equal(RefusalKind.Conflict, tooMuch.Refusal!.Kind);
        Assert.Equal(RefusalKind.Invalid, unsaid.Refusal!.Kind);
        Assert.Equal(("deposit.adjust", "booked twice"), await ActionAndReason($"deposit:{partner}"));
        await shop.AssertProven();
    }

    [Fact]
    public async Task Are_a_difference_of_the_proof_when_they_were_put_right_without_a_word()
    {
        var partner = await _office.Partner();
        await Deposits.TopUp(Office.Ayu, partner, Money.Rupiah(1000), $"line {partner}");

        await shop.Execute(
            """
            with moved as (
                insert into movements (cause, reference, at) values ('adjustment', @partner, now()) returning id
            )
            insert into postings (movement, account, amount)
            select moved.id, a.id, case a.owner when 'house' then -1 else 1 end
            from moved, ledger_accounts a
            where (a.owner, a.purpose) in (('house', 'outside'), (@partner, 'deposit'))
            """,
            new { partner });

        var said = new List<string>();
        Assert.Equal(1, await new ProofRun(shop.Source).Run(said.Add, CancellationToken.None));
        Assert.Contains(said, line => line.Contains("the audit trail does not say so", StringComparison.Ordinal));
        await shop.Execute(
            """
            insert into audit_entries (actor, source, action, subject, after, reason)
            values ('cli:ayu', 'local', 'deposit.adjust', 'deposit:' || @partner,
                    jsonb_build_object('reference', @partner, 'amount', 1), 'said afterwards')
            """,
            new { partner });
        await shop.AssertProven();
    }

    [Fact]
    public async Task Go_to_the_accounts_that_partners_send_from()
    {
        var partner = await _office.Partner();
        var account = $"acc-{partner}";

        Assert.Equal(account, (await Deposits.AddAccount(Office.Ayu, partner, account)).Done!.Id);
        var again = await Deposits.AddAccount(Office.Ayu, partner, account);
        var topped = await Deposits.TopUp(Office.Ayu, account, Money.Rupiah(5), $"line {account}");
        var nobody = await Deposits.TopUp(Office.Ayu, $"{account}x", Money.Rupiah(5), "line");

        Assert.Equal(RefusalKind.Duplicate, again.Refusal!.Kind);
        Assert.Equal((partner, account, 500), (topped.Done!.Partner, topped.Done.Account, topped.Done.Balance));
        Assert.Equal(RefusalKind.NotFound, nobody.Refusal!.Kind);
        await shop.AssertProven();
    }

    [Theory]
    [InlineData("")]
    [InlineData("with space")]
    [InlineData("<b>")]
    public async Task Go_to_no_account_that_nobody_could_name(string account)
    {
        var refused = await Deposits.AddAccount(Office.Ayu, await _office.Partner(), account);

        Assert.Equal(RefusalKind.Invalid, refused.Refusal!.Kind);
    }

    async Task<(string, string?)> ActionAndReason(string subject)
    {
        var entry = await _office.Latest(subject);
        return (entry.Action, entry.Reason);
    }
}
