using Periksa.Bills;
using Periksa.Operators;
using Periksa.Operators.Prefixes;

namespace Periksa.Store.Tests;

/// <summary>Whose virtual accounts are, by an operator's word.</summary>
public sealed class PrefixAdministrationTests(Shop shop) : IAsyncLifetime, IClassFixture<Shop>
{
    const string Prefix = "867301";

    PrefixAdministration Prefixes => new(shop.Source, shop.Clock);

    public async ValueTask InitializeAsync()
    {
        await shop.Reset();
        await shop.Load();
        await shop.Execute("delete from va_prefixes");
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Are_given_to_one_biller_and_told_in_the_audit_trail()
    {
        var given = (await Prefixes.Give(Office.Ayu, "900100", Shop.Warung, "ticket 4711")).Done!;
        Assert.Equal(new PrefixEntry("900100", Shop.Warung), given);

        Assert.Contains("already", (await Prefixes.Give(Office.Ayu, "900100", Shop.Warung)).Refusal!.Message);
        Assert.Contains(Shop.Warung, (await Prefixes.Give(Office.Ayu, "900100", Shop.Toko)).Refusal!.Message);
        Assert.Equal(
            MakingVerdict.PrefixOfAnother,
            (await shop.BillOffice().Make(shop.Bill(va: "9001000000000001"))).Verdict);
        var told = await new Office(shop).Latest("prefix:900100");
        Assert.Equal(("prefix.give", "operator:ayu", "ticket 4711"), (told.Action, told.Actor, told.Reason));
    }

    [Theory]
    [InlineData("86730", Shop.Toko, RefusalKind.Invalid)]
    [InlineData("86730a", Shop.Toko, RefusalKind.Invalid)]
    [InlineData("867309", "nobody", RefusalKind.NotFound)]
    public async Task Are_six_digits_of_somebody_we_know(string prefix, string biller, RefusalKind kind) =>
        Assert.Equal(kind, (await Prefixes.Give(Office.Ayu, prefix, biller)).Refusal!.Kind);

    [Fact]
    public async Task Are_walked_page_by_page_and_by_biller()
    {
        await Prefixes.Give(Office.Ayu, "900300", Shop.Toko);
        await Prefixes.Give(Office.Ayu, "900100", Shop.Toko);
        await Prefixes.Give(Office.Ayu, "900200", Shop.Warung);

        var first = await Prefixes.List(null, null, 2, CancellationToken.None);
        var rest = await Prefixes.List(null, first.NextCursor, 2, CancellationToken.None);
        var tokos = await Prefixes.List(Shop.Toko, null, 9, CancellationToken.None);

        Assert.Equal(["900100", "900200", "900300"], first.Data.Concat(rest.Data).Select(one => one.Prefix));
        Assert.Null(rest.NextCursor);
        Assert.Equal(["900100", "900300"], tokos.Data.Select(one => one.Prefix));
    }

    [Fact]
    public async Task Are_not_taken_while_a_bill_can_be_paid_and_told_how_many_stay_when_they_are()
    {
        await using var books = new Closing(await shop.OpenBillBooks());
        var bill = await shop.Make(shop.Bill() with { InvoiceNumber = "INV-1" });

        var refused = (await Prefixes.Take(Office.Ayu, Prefix)).Refusal!;
        Assert.Equal(RefusalKind.Conflict, refused.Kind);
        Assert.Contains("1 bills of toko can be paid", refused.Message);

        await books.Store.Pay(shop.Order("ref-1"));
        var taken = (await Prefixes.Take(Office.Ayu, Prefix, "they have left")).Done!;

        Assert.Equal(new TakenPrefix(Prefix, Shop.Toko, 1), taken);
        Assert.Equal("prefix.take", (await new Office(shop).Latest($"prefix:{Prefix}")).Action);
        Assert.Equal(RefusalKind.NotFound, (await Prefixes.Take(Office.Ayu, Prefix)).Refusal!.Kind);

        // Its bill is its own still, and is found by its name.
        var found = await new Periksa.Operators.Bills.BillSearch(shop.Source, shop.Clock).Find(
            Office.Ayu, new() { InvoiceNumber = "INV-1" }, reveals: false, CancellationToken.None);
        Assert.Equal(Shop.Toko, Assert.Single(found.Done!.Data).Biller);

        // What is taken back can be paid again: then it is given to nobody else.
        await books.Store.Reverse(new(
            new("bank"), bill.Hash, new("ref-1"), Money.Rupiah(100_000), shop.Clock.GetUtcNow()));
        Assert.Contains("can be paid", (await Prefixes.Give(Office.Ayu, Prefix, Shop.Warung)).Refusal!.Message);
        Assert.NotNull((await Prefixes.Give(Office.Ayu, Prefix, Shop.Toko)).Done);
    }

    [Fact]
    public async Task Are_not_taken_from_under_a_bill_that_is_being_made()
    {
        await Prefixes.Give(Office.Ayu, Prefix, Shop.Toko);
        await using var maker = await shop.Source.OpenConnectionAsync();
        await using var making = await maker.BeginTransactionAsync();
        await Periksa.Bills.Prefixes.KeepOwners(maker, new(Shop.Toko), Prefix);

        var taking = Prefixes.Take(Office.Ayu, Prefix);
        await shop.UntilSomebodyWaits();
        await Maker.Write(maker, Maker.ToBill(shop.Bill()));
        await making.CommitAsync();

        Assert.Equal(RefusalKind.Conflict, (await taking).Refusal!.Kind);
    }

    sealed class Closing(BillStore store) : IAsyncDisposable
    {
        public BillStore Store => store;

        public async ValueTask DisposeAsync() => await store.StopAsync(CancellationToken.None);
    }
}
