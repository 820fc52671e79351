using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Periksa.Bills;

namespace Periksa.Store.Tests;

/// <summary>The shop's partners as such that are paid for bills.</summary>
static class Billers
{
    public const string Va = "8673010000000001";

    /// <summary>Books that are already writing.</summary>
    public static Task<BillStore> OpenBillBooks(this Shop shop) => OpenBillBooks(shop.Source);

    /// <summary>Those of a host that reaches the database in its own way.</summary>
    public static async Task<BillStore> OpenBillBooks(NpgsqlDataSource source)
    {
        var books = new BillStore(source, source, NullLogger<BillStore>.Instance);
        await books.StartAsync(CancellationToken.None);
        return books;
    }

    public static BillOffice BillOffice(this Shop shop) => new(shop.Source, shop.Source, shop.Clock, new());

    /// <summary>A bill of Toko's over 100,000 rupiah, to be made now.</summary>
    public static NewBill Bill(
        this Shop shop, BillType type = BillType.Close, long rupiah = 100_000, string va = Va) => new(
        new(Shop.Toko),
        new(va),
        type,
        "SPP",
        new("John Doe", "john.doe@example.com", "+621234567890", "Surabaya, Indonesia"),
        "Pembayaran SPP",
        "-",
        DueAt: null,
        ValidUntil: null,
        InvoiceNumber: null,
        [new("95f5c77f-79de-4c12-a151-ef7c68e9b7d2", "SPP", 1, Money.Rupiah(rupiah))],
        shop.Clock.GetUtcNow());

    public static async Task<Bill> Make(this Shop shop, NewBill bill)
    {
        var answer = await shop.BillOffice().Make(bill);
        Assert.Equal(MakingVerdict.Made, answer.Verdict);
        return answer.Bill!;
    }

    public static PaymentOrder Order(
        this Shop shop, string refId, long rupiah = 100_000, string va = Va, string channel = "bank") => new(
        new(channel), new(
            va), new(refId), Money.Rupiah(rupiah), "atm", shop.Clock.GetUtcNow(), "John Doe", shop.Clock.GetUtcNow());

    public static Task<PaymentEntry> Pay(this BillStore books, PaymentOrder order) =>
        books.Pay(order, _ => null);

    public static Task<ReversalEntry> Reverse(this BillStore books, ReversalOrder order) =>
        books.Reverse(order, _ => null);

    /// <summary>What becomes of these rows, but for which bills it has to do with.</summary>
    public static async Task<IReadOnlyList<MakingVerdict>> Judge(this IBillImport import, params NewBill[] bills) =>
        [.. (await import.Add(bills, CancellationToken.None)).Select(one => one.Verdict)];

    public static async Task<Money> BillsBalance(this Shop shop, string biller = Shop.Toko) => new(
        await shop.Ask<long>(
            "select coalesce(max(balance), 0) from ledger_accounts where owner = @biller and purpose = 'bills'",
            new { biller }),
        Currency.Idr);

    /// <summary>Returns once a statement waits for what another transaction has locked.</summary>
    public static async Task UntilSomebodyWaits(this Shop shop)
    {
        for (var tries = 0; await shop.Ask<int>("select count(*) from pg_locks where not granted") == 0; tries++)
        {
            Assert.True(tries < 200, "Nobody waits.");
            await Task.Delay(10);
        }
    }
}
