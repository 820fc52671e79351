using Microsoft.Extensions.Logging.Abstractions;
using Periksa.Sandbox;
using Periksa.Store.Sandbox;

namespace Periksa.Store.Tests;

/// <summary>The virtual accounts of the sandbox that ships.</summary>
public sealed class SandboxBillTests(Shop shop) : IAsyncLifetime, IClassFixture<Shop>
{
    const string Partial = "8673010000000001";
    const string Paid = "8673010000000002";
    const string Two = "8673010000000004";

    static readonly SandboxWorld Bills = new([], [], World.Read().Bills);

    public async ValueTask InitializeAsync()
    {
        await shop.Execute("truncate sandbox_bills");
        await shop.Load(Bills);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Theory]
    [InlineData("0090011234567890", "John Doe", "100000.00")]
    [InlineData("8673011234567890", "John Doe", "0.00")]             // open: the payer chooses
    [InlineData(Partial, "Ani Wijaya", "2000000.00")]                // a third of it is paid
    [InlineData(Paid, "Rudi Hartono", "0.00")]
    [InlineData(Two, "Agus Salim", "200000.00")]
    [InlineData("8673010000015000", "Test VA", "15000.00")]
    public async Task Is_owed_what_its_bills_leave_to_pay(string number, string customer, string owed)
    {
        var account = (await Remembered()).Find(number, shop.Clock.Now)!;

        Assert.Equal((customer, owed), (account.Customer, account.Owed.ToString()));
    }

    [Theory]
    [InlineData("8673010000000003")]     // expired
    [InlineData("8673010000000005")]
    [InlineData("08673010000015000")]
    [InlineData("")]
    public async Task Is_none_where_no_bill_could_be_paid_or_was(string number) =>
        Assert.Null((await Remembered()).Find(number, shop.Clock.Now));

    [Fact]
    public async Task Expires_to_the_tick_unless_it_was_paid()
    {
        var end = shop.Clock.Now.AddYears(1);
        await shop.Execute("update sandbox_bills set valid_until = @end where va_number = @Paid", new
        {
            Paid,
            end = end.UtcDateTime,
        });
        var memory = await Remembered();

        Assert.Equal(Money.Rupiah(2_000_000), memory.Find(Partial, end.AddTicks(-10))!.Owed);
        Assert.Null(memory.Find(Partial, end));
        Assert.Equal(Money.Zero, memory.Find(Paid, end)!.Owed);
    }

    [Fact]
    public async Task Counts_no_void_bill()
    {
        await shop.Execute("""
            update sandbox_bills set is_void = true where name in ('SPP Januari', 'SPP Lunas', 'Tagihan 15000')
            """);
        var memory = await Remembered();

        Assert.Equal(Money.Rupiah(100_000), memory.Find(Two, shop.Clock.Now)!.Owed);
        Assert.Null(memory.Find(Paid, shop.Clock.Now));
        Assert.Null(memory.Find("8673010000015000", shop.Clock.Now));
    }

    [Fact]
    public async Task Owes_nothing_where_one_bill_is_paid_and_another_expired()
    {
        await shop.Execute("""
            update sandbox_bills set paid = total where name = 'SPP Januari';
            update sandbox_bills set valid_until = '2024-01-01' where name = 'SPP Februari';
            """);

        Assert.Equal(Money.Zero, (await Remembered()).Find(Two, shop.Clock.Now)!.Owed);
    }

    [Fact]
    public async Task Is_not_loaded_again_over_what_a_user_changed()
    {
        await shop.Execute("update sandbox_bills set paid = 1400000 where va_number = '8673010000015000'");

        await Task.WhenAll(shop.Load(Bills), shop.Load(Bills));

        Assert.Equal(8, await shop.Ask<int>("select count(*) from sandbox_bills"));
        Assert.Equal(Money.Rupiah(1000), (await Remembered()).Find("8673010000015000", shop.Clock.Now)!.Owed);
    }

    async Task<Memory> Remembered()
    {
        var memory = new Memory(
            shop.Source, shop.Budgets, Shop.Seals, new SandboxClock(), NullLogger<Memory>.Instance);
        await memory.Refresh(CancellationToken.None);
        return memory;
    }
}
