using Periksa.Bills;
using Periksa.Sandbox.Store;

namespace Periksa.Store.Tests;

/// <summary>The virtual accounts of the sandbox that ships.</summary>
public sealed class SandboxBillTests(Shop shop) : IAsyncLifetime, IClassFixture<Shop>
{
    const string Partial = "8673010000000001";
    const string Paid = "8673010000000002";
    const string Two = "8673010000000004";

    static readonly SandboxWorld World = new(
        [new("toko-maju", "Toko Maju", true, Money.Zero, HasLimits: false, new("tokomaju", "key", Money.Zero))],
        [],
        Periksa.Sandbox.World.Read().Bills);

    BillStore _books = null!;

    public async ValueTask InitializeAsync()
    {
        await shop.Reset();
        await shop.Load(World);
        _books = await shop.OpenBillBooks();
    }

    public async ValueTask DisposeAsync() => await _books.StopAsync(CancellationToken.None);

    [Theory]
    [InlineData("0090011234567890", "John Doe", "100000.00")]
    [InlineData("8673011234567890", "John Doe", "0.00")]             // open: the payer chooses
    [InlineData(Partial, "Ani Wijaya", "2000000.00")]                // a third of it is paid
    [InlineData(Paid, "Rudi Hartono", "0.00")]
    [InlineData(Two, "Agus Salim", "200000.00")]
    [InlineData("8673010000015000", "Test VA", "15000.00")]
    public async Task Is_owed_what_its_bills_leave_to_pay(string number, string customer, string owed)
    {
        var account = (await Find(number))!;

        Assert.Equal((customer, owed), (account.Customer, account.Owed.ToString()));
    }

    [Theory]
    [InlineData("8673010000000003")]     // expired
    [InlineData("8673010000000005")]
    [InlineData("08673010000015000")]
    [InlineData("")]
    public async Task Is_none_where_no_bill_could_be_paid_or_was(string number) => Assert.Null(await Find(number));

    [Fact]
    public async Task Expires_to_the_tick_unless_it_was_paid()
    {
        var end = shop.Clock.Now.AddYears(1);
        await shop.Execute("update bills set valid_until = @end where va_number = @Paid", new
        {
            Paid,
            end = end.UtcDateTime,
        });

        Assert.Equal(Money.Rupiah(2_000_000), (await _books.Find(new(Partial), end.AddTicks(-10)))!.Owed);
        Assert.Null(await _books.Find(new(Partial), end));
        Assert.Equal(Money.Zero, (await _books.Find(new(Paid), end))!.Owed);
    }

    [Fact]
    public async Task Counts_no_void_bill()
    {
        await shop.Execute("""
            update bills set voided_at = now() where name in ('SPP Januari', 'SPP Lunas', 'Tagihan 15000')
            """);

        Assert.Equal(Money.Rupiah(100_000), (await Find(Two))!.Owed);
        Assert.Null(await Find(Paid));
        Assert.Null(await Find("8673010000015000"));
    }

    [Fact]
    public async Task Owes_nothing_where_one_bill_is_paid_and_another_expired()
    {
        await shop.Execute("""
            update bills set paid = total where name = 'SPP Januari';
            update bills set valid_until = '2024-01-01' where name = 'SPP Februari';
            """);

        Assert.Equal(Money.Zero, (await Find(Two))!.Owed);
    }

    [Fact]
    public async Task Is_not_loaded_again_over_what_a_user_changed()
    {
        await shop.Execute("update bills set paid = 1400000 where va_number = '8673010000015000'");

        await Task.WhenAll(shop.Load(World), shop.Load(World));

        Assert.Equal(8, await shop.Ask<int>("select count(*) from bills"));
        Assert.Equal(Money.Rupiah(1000), (await Find("8673010000015000"))!.Owed);
    }

    [Fact]
    public Task Is_in_the_books_with_what_was_paid_before() => shop.AssertProven();

    Task<VirtualAccount?> Find(string number) => _books.Find(new(number), shop.Clock.Now);
}
