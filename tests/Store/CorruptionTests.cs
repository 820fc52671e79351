namespace Periksa.Store.Tests;

/// <summary>Books that are falsified behind the gateway's back.</summary>
public sealed class CorruptionTests(FullBooks books) : IClassFixture<FullBooks>
{
    public static IEnumerable<TheoryDataRow<string, FoundBy>> All =>
        Corruptions.All.Select(one => new TheoryDataRow<string, FoundBy>(one.Name, one.By));

    [Fact]
    public async Task Are_told_from_books_that_are_right()
    {
        await using var copy = await books.Copy();

        Assert.Empty(await copy.Prove());
    }

    [Fact]
    public async Task Are_told_from_sealed_books_that_are_right()
    {
        await using var copy = await books.SealedCopy();

        Assert.Empty(await copy.Prove());
    }

    /// <summary>What is said not to be found must not be: else the decision about it says too little.</summary>
    [Theory]
    [MemberData(nameof(All))]
    public async Task Are_found_by_a_law_or_by_the_seal_of_their_day(string name, FoundBy by)
    {
        await using var copy = await books.SealedCopy();
        await copy.Falsify(Corruptions.All.Single(one => one.Name == name).Statements);

        var found = await copy.Prove();

        Assert.Equal(by is FoundBy.Law, found.Any(one => one.Law != "sealed-days"));
        Assert.Equal(by is FoundBy.Nothing, found.Count == 0);
    }

    [Fact]
    public void Are_fifty_or_more_of_which_five_at_most_are_not_found()
    {
        Assert.True(Corruptions.All.Length >= 50);
        Assert.InRange(Corruptions.All.Count(one => one.By is FoundBy.Nothing), 0, 5);
    }
}
