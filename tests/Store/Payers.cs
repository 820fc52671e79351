using Microsoft.Extensions.Logging.Abstractions;
using Periksa.Disbursements;
using Periksa.Partners.Misses;
using Periksa.Proof;
using Periksa.Sandbox.Store;

namespace Periksa.Store.Tests;

/// <summary>The shop's partners as such that send money, each from an account of its own.</summary>
static class Payers
{
    /// <summary>Toko's account; a second one is Warung's.</summary>
    public const string Toko = "01TOKO";
    public const string Warung = "01WARUNG";

    /// <summary>Room for whatever a test has sent.</summary>
    public static readonly PayoutRoom Room = new(10, 10, []);

    /// <summary>The shop's world with two accounts in it.</summary>
    public static SandboxWorld In(SandboxWorld world) => world with
    {
        Partners =
        [
            .. world.Partners.Select(partner => partner with
            {
                SingaPay = new(
                    $"key-{partner.Id}", $"client-{partner.Id}", "secret",
                    partner.Id == Shop.Toko ? Toko : Warung, new("Transfer Fee", Money.Rupiah(1000)), null),
            }),
        ],
    };

    /// <summary>Books that are already writing.</summary>
    public static async Task<DisbursementStore> OpenBooks(this Shop shop, MissBudgets? budgets = null)
    {
        var books = new DisbursementStore(
            shop.Source, shop.Source, NullLogger<DisbursementStore>.Instance, budgets: budgets);
        await books.StartAsync(CancellationToken.None);
        return books;
    }

    public static Task<Money?> TopUpAccount(this Shop shop, string account, long rupiah) =>
        new PayingAccounts(shop.Source, shop.Clock).TopUp(
            new(account), Money.Rupiah(rupiah), $"{Guid.NewGuid()}", CancellationToken.None);

    /// <summary>The wish to send money from Toko's account, now.</summary>
    public static Disbursement Wish(
        this Shop shop, string reference, long net = 50_000, string account = Toko) => new(
        new(Guid.CreateVersion7(shop.Clock.GetUtcNow())),
        TransactionId: "",
        new PartnerId(account == Warung ? Shop.Warung : Shop.Toko),
        new("singapay"),
        new CredentialName(account == Warung ? "key-warung" : "key-toko"),
        new(account),
        new(reference),
        new("002", "1234567890000"),
        HolderName: null,
        Money.Rupiah(net),
        new("Transfer Fee", Money.Rupiah(1000)),
        Money.Zero,
        Notes: null,
        shop.Clock.GetUtcNow());

    public static async Task<Money> AccountBalance(this Shop shop, string account = Toko) => new(
        await shop.Ask<long>(
            "select balance from ledger_accounts where purpose = 'disbursement:' || @account", new { account }),
        Currency.Idr);

    /// <summary>Asserts that the ledger can be derived anew without a difference.</summary>
    public static async Task AssertProven(this Shop shop)
    {
        var said = new List<string>();
        Assert.True(
            await new ProofRun(shop.Source).Run(said.Add, CancellationToken.None) == 0, string.Join('\n', said));
    }

    /// <summary>The hosts that have taken something are gone, and their leases have run out.</summary>
    public static Task LetLeasesRunOut(this Shop shop) =>
        shop.Execute("update open_payouts set leased_until = clock_timestamp() - interval '1 second'");
}
