using Microsoft.Extensions.Logging.Abstractions;
using Periksa.Disbursements;

namespace Periksa.Store.Tests;

/// <summary>Hosts that are configured in whatever way, and die wherever they like: everything is paid by whom it was
/// given to, once, and by nobody else.</summary>
public sealed class PayoutConnectorLaws(Shop shop) : IAsyncLifetime, IClassFixture<Shop>
{
    const int Steps = 120;

    static readonly ConnectorName[] Names = [new("a:01PAYS"), new("b:01PAYS"), new("b:01ANOTHER")];

    // They pay as often as they are sent an order, and nothing but the sender's care keeps them from it.
    readonly Dictionary<ConnectorName, CarelessBank> _connectors =
        Names.ToDictionary(name => name, _ => new CarelessBank());
    readonly CarelessBank _own = new();

    DisbursementStore _books = null!;

    public async ValueTask InitializeAsync()
    {
        await shop.Reset();
        await shop.Load(Payers.In(Shop.World));
        shop.Clock.Now = new(2025, 12, 12, 2, 9, 24, TimeSpan.Zero);
        await shop.TopUpAccount(Payers.Toko, 100_000_000);
        _books = await shop.OpenBooks();
    }

    public async ValueTask DisposeAsync() => await _books.StopAsync(CancellationToken.None);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Hold_after_any_sequence(int seed)
    {
        var chance = new Random(seed);
        for (var step = 0; step < Steps; step++)
        {
            if (chance.Next(3) is 0)
                await Transfer($"{step}", chance);
            else
                await Work(Some(chance), (Death)chance.Next(4));

            shop.Clock.Now += TimeSpan.FromSeconds(chance.Next(90));
            if (chance.Next(3) is 0)
                await shop.LetLeasesRunOut();

            Assert.All(
                _connectors.Values.Append(_own).SelectMany(bank => bank.Sent), one => Assert.Equal(1, one.Times));
        }

        for (var round = 0; round < 6; round++)
        {
            shop.Clock.Now += TimeSpan.FromHours(1);
            await shop.LetLeasesRunOut();
            await Work(Names, Death.None);
        }

        await AssertPaidByWhomTheyWereGivenTo();
        await shop.AssertProven();
    }

    async Task AssertPaidByWhomTheyWereGivenTo()
    {
        for (var step = 0; step < Steps; step++)
        {
            if (await _books.Find(new(Payers.Toko), new($"{step}")) is not { } one)
                continue;

            var order = PayoutOrderId.Of(one.Account, one.Reference);
            var paid = _connectors.Where(bank => bank.Value.Sent.Any(sent => sent.Order.Id == order))
                .Select(bank => (ConnectorName?)bank.Key)
                .Concat(_own.Sent.Where(sent => sent.Order.Id == order).Select(_ => (ConnectorName?)null));

            Assert.Equal(one.Connector, Assert.Single(paid));
            Assert.Equal(CarelessBank.Speaks(one.Net), one.Status.IsOver());
        }
    }

    async Task Transfer(string reference, Random chance)
    {
        var given = chance.Next(Names.Length + 1);
        var wish = shop.Wish(reference, net: 10_000 + chance.Next(1000)) with
        {
            Connector = given < Names.Length ? Names[given] : null,
        };
        var entry = await _books.Debit(wish);
        Assert.Equal(entry, await _books.Debit(wish));   // as when the word about a commit was lost
    }

    async Task Work(ConnectorName[] configured, Death death)
    {
        shop.Clock.Now += Pauses.BeforeSending;
        var banks = new PayoutBanks(
            _own,
            configured.ToDictionary(name => name, IPayoutBank (name) => _connectors[name]),
            new Dictionary<string, ConnectorName>());
        using var payouts = new Payouts(
            banks, new DyingBooks(_books, death), new([], new Nobody(), new Silence(), TimeProvider.System),
            shop.Clock, shop.Shared, NullLogger<Payouts>.Instance);
        await payouts.TakeDue(CancellationToken.None);
        await payouts.StopAsync(CancellationToken.None);
    }

    static ConnectorName[] Some(Random chance) => [.. Names.Where(_ => chance.Next(2) is 0)];
}
