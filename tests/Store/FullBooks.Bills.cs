using Periksa.Bills;

namespace Periksa.Store.Tests;

public sealed partial class FullBooks
{
    async Task PayBills()
    {
        var books = await _shop.OpenBillBooks();
        await _shop.Make(_shop.Bill(BillType.Close, va: Va(1)));
        var part = await _shop.Make(_shop.Bill(BillType.Partial, va: Va(2)));
        await _shop.Make(_shop.Bill(BillType.Open, va: Va(3)));
        await _shop.Make(_shop.Bill(BillType.Open, va: Va(4)));
        var gone = await _shop.Make(_shop.Bill(BillType.Close, va: Va(5)));
        await _shop.BillOffice().Void(new(Shop.Toko), gone.Hash, Now, CancellationToken.None);
        await Import(_shop.Bill(BillType.Close, va: Va(6)));
        var several = new[] { await _shop.Make(Several(100_000)), await _shop.Make(Several(50_000)) };

        await Pay(books, "close", 100_000, Va(1));
        await Pay(books, "kept", 30_000, Va(2));
        await Pay(books, "back", 20_000, Va(2));
        await Pay(books, "open", 20_000, Va(3));
        await books.Reverse(new(new("bank"), part.Hash, new("back"), Money.Rupiah(20_000), Now), Told);
        await Pay(books, _shop.Request("several", "1", 150_000, Va(7)) with
        {
            Bills = [.. several.Select(bill => bill.Hash.Value)],
        });
        await Pay(books, _shop.Request("refused", "2", 1, Va(7)));
        await books.StopAsync(CancellationToken.None);
    }

    NewBill Several(long rupiah) => _shop.Bill(BillType.Close, rupiah, Va(7));

    async Task Pay(BillStore books, PaymentRequest request)
    {
        _shop.Clock.Now += TimeSpan.FromSeconds(1);
        var entry = await books.Pay(request with { At = Now }, mayMiss: true, Told);
        Assert.Equal(RequestVerdict.New, entry.Verdict);
    }

    async Task Import(NewBill bill)
    {
        await using var import = (await _shop.BillOffice().BeginImport(
            new(Shop.Toko), new byte[32], default, CancellationToken.None))!;
        await import.Add([bill], CancellationToken.None);
        await import.Complete(1, 0, CancellationToken.None);
    }

    async Task Pay(BillStore books, string reference, long rupiah, string va)
    {
        _shop.Clock.Now += TimeSpan.FromSeconds(1);
        var entry = await books.Pay(_shop.Order(reference, rupiah, va), Told);
        Assert.Null(entry.Refusal);
    }

    static BillCallback Told(BillEvent told) => new(new("ipg-biller"), new("toko"), "{}"u8.ToArray());

    static string Va(int number) => $"867301{number:D10}";
}
