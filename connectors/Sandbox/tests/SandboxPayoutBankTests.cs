using System.Diagnostics;
using Periksa.Disbursements;

namespace Periksa.Connectors.Sandbox.Tests;

public class SandboxPayoutBankTests
{
    readonly Remembering _memory = new();

    [Theory]
    [InlineData("008", "12341234", "John Doe")]
    [InlineData("gopay", "081234567890", "Dewi Lestari")]
    public async Task Pays_known_accounts_after_a_second(string bank, string number, string holder)
    {
        var patience = Stopwatch.StartNew();

        Assert.Equal(new PayoutReply.Paid(holder), await Pay(bank, number));
        Assert.InRange(patience.Elapsed.TotalSeconds, 0.9, 2);
    }

    [Theory]
    [InlineData("008", "12341235", "ACCOUNT_NOT_FOUND")]
    [InlineData("014", "5550000001", "ACCOUNT_CLOSED")]
    [InlineData("014", "5550000002", "ACCOUNT_DORMANT")]
    [InlineData("014", "9900000002", "ACCOUNT_NOT_FOUND")]
    [InlineData("014", "9900000003", "BANK_FAILURE")]
    [InlineData("112S", "9900000005", "BANK_FAILURE")]
    [InlineData("014", "9900000007", "ACCOUNT_DORMANT")]
    [InlineData("014", "9900000008", "ACCOUNT_CLOSED")]
    public async Task Refuses_all_others_at_once(string bank, string number, string code)
    {
        var patience = Stopwatch.StartNew();

        var reply = Assert.IsType<PayoutReply.Rejected>(await Pay(bank, number));
        Assert.Equal(code, reply.Failure.Code);
        Assert.True(patience.Elapsed < TimeSpan.FromSeconds(0.5));
    }

    [Fact]
    public async Task Pays_slowly_and_says_so_to_whoever_asks_in_time_or_later()
    {
        var order = Order("014", "9900000001");
        using var budget = new CancellationTokenSource(TimeSpan.FromSeconds(0.5));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Bank.Pay(order, budget.Token));
        Assert.IsType<PayoutReply.NoWord>(await Bank.Ask(order, CancellationToken.None));
        await Task.Delay(TimeSpan.FromSeconds(3));
        Assert.Equal(new PayoutReply.Paid("Lambat Tapi Ada"), await Bank.Ask(order, CancellationToken.None));
    }

    [Theory]
    [InlineData("9900000004")]
    [InlineData("9900000006")]
    public async Task Has_no_word_about_some_for_ever(string number)
    {
        var order = Order("014", number);
        using var budget = new CancellationTokenSource(TimeSpan.FromSeconds(0.2));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Bank.Pay(order, budget.Token));
        Assert.IsType<PayoutReply.NoWord>(await Bank.Ask(order, CancellationToken.None));
    }

    [Fact]
    public async Task Says_of_an_order_that_never_came_that_it_never_did() => Assert.IsType<PayoutReply.NeverHad>(
        await Bank.Ask(Order("008", "12341234"), CancellationToken.None));

    [Fact]
    public async Task Settles_an_order_that_comes_twice_as_it_did_the_first_time()
    {
        var order = Order("014", "9900000005");
        var first = await Bank.Pay(order, CancellationToken.None);
        var another = order with { Beneficiary = new("008", "12341234") };

        Assert.Equal(first, await Bank.Pay(another, CancellationToken.None));
        Assert.Single(_memory.Orders);
    }

    SandboxPayoutBank Bank => new(Play.Directory, _memory);

    Task<PayoutReply> Pay(string bank, string number) => Bank.Pay(Order(bank, number), CancellationToken.None);

    static PayoutOrder Order(string bank, string number) => new(
        new(Guid.NewGuid()), "331222025121209092460774035", new(bank, number), Money.Rupiah(50_000), Notes: null);

    /// <summary>As the sandbox's table, for as long as a test lasts.</summary>
    sealed class Remembering : ISandboxPayouts
    {
        public Dictionary<PayoutOrderId, SandboxPayout> Orders { get; } = [];

        public Task<SandboxPayout> Accept(PayoutOrder order, SandboxPayout fate, CancellationToken cancel)
        {
            Orders.TryAdd(order.Id, fate);
            return Task.FromResult(Orders[order.Id]);
        }

        public Task<SandboxPayout?> Find(PayoutOrderId id, CancellationToken cancel) =>
            Task.FromResult(Orders.GetValueOrDefault(id));
    }
}
