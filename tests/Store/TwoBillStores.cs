using Periksa.Bills;

namespace Periksa.Store.Tests;

/// <summary>Bills as two hosts have them, and a proof of them after each test.</summary>
public abstract class TwoBillStores(Shop shop) : IAsyncLifetime, IClassFixture<Shop>
{
    /// <summary>Noon in Jakarta.</summary>
    protected static readonly DateTimeOffset Noon = new(2025, 3, 11, 5, 0, 0, TimeSpan.Zero);

    protected Shop Shop => shop;

    protected BillStore Books { get; private set; } = null!;

    /// <summary>Another host's.</summary>
    protected BillStore Other { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        await shop.Reset();
        shop.Clock.Now = Noon;
        Books = await shop.OpenBillBooks();
        Other = await shop.OpenBillBooks();
    }

    public async ValueTask DisposeAsync()
    {
        await Books.StopAsync(CancellationToken.None);
        await Other.StopAsync(CancellationToken.None);
        await shop.AssertProven();
        GC.SuppressFinalize(this);
    }
}
