using FsCheck;
using FsCheck.Fluent;
using Microsoft.Extensions.Logging.Abstractions;
using Periksa.Callbacks;
using Periksa.Disbursements;

namespace Periksa.Store.Tests;

/// <summary>Whatever is done in whatever order, by hosts that die wherever they like: the ledger are right after
/// each step, and nobody is debited, paid or refunded twice.</summary>
public sealed class DisbursementLaws(Shop shop) : IAsyncLifetime, IClassFixture<Shop>
{
    const int Sequences = 40;
    const int References = 12;

    DisbursementStore _books = null!;
    int _runs;

    public async ValueTask InitializeAsync()
    {
        await shop.Load(Payers.In(Shop.World));
        _books = await shop.OpenBooks();
    }

    public async ValueTask DisposeAsync() => await _books.StopAsync(CancellationToken.None);

    [Fact]
    public void Hold_after_every_step_of_any_sequence() =>
        Prop.ForAll(
            Gen.Choose(0, int.MaxValue).ArrayOf(25).ToArbitrary(), steps => Run(steps).GetAwaiter().GetResult())
        .Check(Config.QuickThrowOnFailure.WithMaxTest(Sequences));

    async Task<bool> Run(int[] steps)
    {
        var account = $"01RUN{_runs++}";
        await shop.Execute("insert into paying_accounts values (@account, 'toko')", new { account });
        var world = new World(shop, _books, account);
        foreach (var step in steps)
        {
            await world.Do(step);
            await shop.AssertProven();
            await world.AssertConserved();
        }

        await world.Finish();
        await shop.AssertProven();
        await world.AssertConserved();
        await world.AssertEverybodyHasWhatIsTheirs();
        return true;
    }

    /// <summary>One account, one bank, and hosts that come and go.</summary>
    sealed class World(Shop shop, DisbursementStore books, string account)
    {
        readonly CarelessBank _bank = new();
        Money _in = Money.Zero;

        public Task Do(int step)
        {
            var (what, rest) = (step % 10, step / 10);
            return what switch
            {
                0 or 1 or 2 => Transfer(rest),
                3 => TopUp(1 + (rest % 300_000)),
                4 or 5 or 6 => Work((Death)(rest % 4)),
                7 => Wait(rest % 3_000),
                8 => Reverse((r, reference) => r.Cancel(new(account), new(reference)), rest),
                _ => Reverse((r, reference) => r.Refund(new(account), new(reference)), rest),
            };
        }

        /// <summary>Hosts that do not die, until there is nothing left that the bank will ever speak of.</summary>
        public async Task Finish()
        {
            for (var round = 0; round < 6; round++)
            {
                await Wait(3_600);
                await Work(Death.None);
            }
        }

        public async Task AssertConserved()
        {
            var (balance, sent, fees) = await shop.Ask<(long, long, long)>(
                """
                select (select balance from ledger_accounts where purpose = 'disbursement:' || @account),
                       (select balance from ledger_accounts where purpose = 'paid-out:' || @account),
                       (select balance from ledger_accounts where purpose = 'transfer-fees:' || @account)
                """,
                new { account });

            Assert.Equal(_in.Minor, balance + sent + fees);
            Assert.True(balance >= 0);
            Assert.All(_bank.Sent, one => Assert.Equal(1, one.Times));
        }

        public async Task AssertEverybodyHasWhatIsTheirs()
        {
            var sent = _bank.Sent.Select(one => one.Order.Id).ToHashSet();
            for (var i = 0; i < References; i++)
            {
                if (await books.Find(new(account), new($"{i}")) is not { } one)
                    continue;

                Assert.Equal(
                    one.Status is not DisbursementStatus.Canceled,
                    sent.Contains(PayoutOrderId.Of(one.Account, one.Reference)));
                if (one.Status is DisbursementStatus.Canceled)
                    continue;

                Assert.Equal(CarelessBank.Speaks(one.Net), one.Status is not DisbursementStatus.Pending);
                if (CarelessBank.Speaks(one.Net))
                    Assert.Equal(CarelessBank.Pays(one.Net), one.Status is not DisbursementStatus.Failed);
            }
        }

        // Handed in twice now and then, as when the word about a commit was lost.
        async Task Transfer(int rest)
        {
            var wish = shop.Wish($"{rest % References}", net: 10_000 + (rest % 90_000), account);

            var entry = await books.Debit(wish);
            if (rest % 3 == 0)
                Assert.Equal(entry, await books.Debit(wish));
        }

        async Task TopUp(long rupiah)
        {
            await shop.TopUpAccount(account, rupiah);
            _in += Money.Rupiah(rupiah);
        }

        async Task Work(Death death)
        {
            shop.Clock.Now += Periksa.Disbursements.Pauses.BeforeSending;
            var dying = new DyingBooks(books, death);
            using var payouts = new Payouts(
                new(_bank), dying, Callbacks(), shop.Clock, shop.Shared, NullLogger<Payouts>.Instance);
            await payouts.TakeDue(CancellationToken.None);
            await payouts.StopAsync(CancellationToken.None);
        }

        async Task Wait(int seconds)
        {
            shop.Clock.Now += TimeSpan.FromSeconds(seconds);
            await shop.LetLeasesRunOut();
        }

        Task<bool?> Reverse(Func<Reversals, string, Task<bool?>> reverse, int rest) =>
            reverse(new(books, Callbacks(), shop.Clock), $"{rest % References}");

        static CallbackComposer Callbacks() =>
            new([], new Nobody(), new Silence(), TimeProvider.System);
    }
}
