using Periksa.Operators.Departures;

namespace Periksa.Store.Tests;

/// <summary>Operators see where requests depart from their contracts before they make a partner strict.</summary>
public sealed class DepartureSearchTests(Shop shop) : IAsyncLifetime, IClassFixture<Shop>
{
    DepartureSearch Search => new(shop.Source);

    public async ValueTask InitializeAsync() => await shop.Execute("truncate laxities; truncate refused_signatures");

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Laxities_are_walked_page_by_page_whatever_they_are_called()
    {
        await shop.Execute("""
            insert into laxities (partner, dialect, what, count, last_at)
            select p, 'paydia', w, 7, '2025-03-11' from unnest(array['toko', 'warung']) p, unnest(array['a/b', 'c']) w
            """);

        var first = (await Search.Laxities(null, null, 1, default)).Done!;
        var rest = (await Search.Laxities(null, first.NextCursor, 9, default)).Done!;
        var warungs = (await Search.Laxities("warung", null, 9, default)).Done!;

        Assert.Equal(
            ["toko a/b", "toko c", "warung a/b", "warung c"],
            first.Data.Concat(rest.Data).Select(one => $"{one.Partner} {one.What}"));
        Assert.Equal((2, 7), (warungs.Data.Count, warungs.Data[0].Count));
        Assert.NotNull((await Search.Laxities(null, "toko", 9, default)).Refusal);
    }

    [Fact]
    public async Task Refused_signatures_are_shown_newest_first_with_the_mistake_that_explains_them()
    {
        await shop.Execute("""
            insert into refused_signatures (at, partner, dialect, credential, operation, cause)
            select now(), 'toko', d, 'c', 'inquiry', case d when 'paydia' then 'minified twice' end
            from unnest(array['paydia', 'ifortepay', 'paydia']) d
            """);

        var first = (await Search.Signatures("toko", null, null, 2, default)).Done!;
        var rest = (await Search.Signatures("toko", null, first.NextCursor, 2, default)).Done!;

        Assert.Equal(
            ["minified twice", null, "minified twice"], first.Data.Concat(rest.Data).Select(one => one.Cause));
        Assert.True(first.Data[0].Id > first.Data[1].Id);
        Assert.Single((await Search.Signatures(null, "ifortepay", null, 9, default)).Done!.Data);
        Assert.Empty((await Search.Signatures("warung", null, null, 9, default)).Done!.Data);
    }
}
