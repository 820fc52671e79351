using Periksa.Operators;
using Periksa.Operators.Terms;

namespace Periksa.Store.Tests;

/// <summary>Prices and fees as operators set them, and what hosts know of them then.</summary>
public sealed class TermAdministrationTests(Shop shop) : IClassFixture<Shop>
{
    readonly Office _office = new(shop);

    TermAdministration Terms => new(shop.Source, Office.Dialects);

    [Fact]
    public async Task Hold_from_now_on_and_keep_what_held_before()
    {
        var issued = await _office.Issue("sento");
        var partner = issued.Credential.Partner;

        var first = (await Terms.SetPrice(Office.Ayu, partner, "sento", Money.Rupiah(1000))).Done!;
        var second = (await Terms.SetPrice(Office.Ayu, partner, "sento", Money.Rupiah(750), "from May")).Done!;

        var known = await _office.Known(issued);
        Assert.Equal(Money.Rupiah(750), known!.Prices.At(second.FromAt));
        Assert.Equal(Money.Rupiah(1000), known.Prices.At(first.FromAt));
        Assert.Null(known.Prices.At(first.FromAt.AddTicks(-10)));
        Assert.Equal([second, first], await Terms.ListPrices(partner, CancellationToken.None));
        var entry = await _office.Latest($"price:{partner}/sento");
        Assert.Equal(
            (100_000, 75_000, "from May"),
            (entry.Before!.Value.GetProperty("amount").GetInt64(), entry.After!.Value.GetProperty("amount").GetInt64(),
                entry.Reason));
    }

    [Fact]
    public async Task Are_fees_where_transfers_have_one()
    {
        var issued = await _office.Issue("singapay");
        var partner = issued.Credential.Partner;

        var fee = (await Terms.SetFee(Office.Ayu, partner, "singapay", new(Money.Rupiah(1000))
        {
            PartsPerMillion = 2500, Ceiling = Money.Rupiah(10_000),
        })).Done!;

        var known = Assert.Single((await _office.Known(issued))!.Fees);
        Assert.Equal(
            (Money.Rupiah(1000), 2500, Money.Rupiah(10_000)), (known.Flat, known.PartsPerMillion, known.Ceiling));
        Assert.Equal([fee], await Terms.ListFees(partner, CancellationToken.None));
    }

    [Theory]
    [InlineData("paydia")]
    [InlineData("sentoo")]
    public async Task Are_no_prices_where_inquiries_have_none(string dialect)
    {
        var refused = await Terms.SetPrice(Office.Ayu, await _office.Partner(), dialect, Money.Rupiah(1));

        Assert.Equal(RefusalKind.Invalid, refused.Refusal!.Kind);
        Assert.Contains("sento", refused.Refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Are_nothing_that_makes_no_sense()
    {
        var partner = await _office.Partner();
        Refusal?[] refusals =
        [
            (await Terms.SetPrice(Office.Ayu, partner, "sento", -Money.Rupiah(1))).Refusal,
            (await Terms.SetFee(Office.Ayu, partner, "singapay", new(-Money.Rupiah(1)))).Refusal,
            (await Terms.SetFee(Office.Ayu, partner, "singapay", new(Money.Zero, "a\nb"))).Refusal,
            (await Terms.SetFee(
                Office.Ayu, partner, "singapay", new(Money.Zero) { PartsPerMillion = 1_000_001 })).Refusal,
            (await Terms.SetFee(Office.Ayu, partner, "singapay", new(Money.Zero)
            {
                Floor = Money.Rupiah(2), Ceiling = Money.Rupiah(1),
            })).Refusal,
        ];

        Assert.All(refusals, refusal => Assert.Equal(RefusalKind.Invalid, refusal!.Kind));
        Assert.Equal(RefusalKind.NotFound, (await Terms.SetPrice(
            Office.Ayu, "nobody", "sento", Money.Rupiah(1))).Refusal!.Kind);
        Assert.Empty(await Terms.ListFees(partner, CancellationToken.None));
    }
}
