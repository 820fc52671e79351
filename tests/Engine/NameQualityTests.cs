using Periksa.Inquiries;

namespace Periksa.Engine.Tests;

/// <summary>What is kept of an answer beside the name.</summary>
public class NameQualityTests
{
    static readonly BankAccount Account = new("014", "0123456789");
    static readonly RouteName Route = new("bank");

    [Theory]
    [InlineData("SITI NURHALIZA", null, "full")]
    [InlineData("SITI NURHALIZA", 14, "cut_14")]
    [InlineData("S*** N*****IZA", null, "masked")]
    [InlineData("S*** N*****IZA", 14, "masked")]
    [InlineData("SIXXXXXXXXXZA", null, "masked")]
    [InlineData("MAXX", null, "full")]
    [InlineData("José", null, "full")]
    public void Is_that_of_the_name(string name, int? cutAt, string word)
    {
        var trail = new Trail();
        trail.Ask(Route);

        trail.Hear(Route, new BankReply.Found(name) { CutAt = cutAt }, Account);

        Assert.Equal(word, $"{Assert.Single(trail.Steps).Quality}");
    }

    [Fact]
    public void Is_nobody_s_where_the_answer_is_about_another_account_or_nobody_was_asked_after_all()
    {
        var found = new BankReply.Found("Siti") { IsSuspected = true, Handle = new("h-1", TimeSpan.FromMinutes(1)) };
        var trail = new Trail();
        trail.Ask(Route);
        trail.Hear(Route, found with { About = new("014", "1") }, Account);
        var wrong = Assert.Single(trail.Steps);
        trail.Hear(Route, found, Account);
        var right = Assert.Single(trail.Steps);
        trail.Withdraw();
        var withdrawn = Assert.Single(trail.Steps);

        Assert.Equal((null, false, null), (wrong.Quality, wrong.IsSuspected, wrong.Handle));
        Assert.Equal((NameQuality.Full, true, found.Handle), (right.Quality, right.IsSuspected, right.Handle));
        Assert.Equal((null, false, null), (withdrawn.Quality, withdrawn.IsSuspected, withdrawn.Handle));
    }

    [Fact]
    public void Says_no_handle_wherever_it_is_written_out() => Assert.DoesNotContain(
        "h-1",
        $"{new BankReply.Found("Siti") { Handle = new("h-1", TimeSpan.FromMinutes(1)) }}",
        StringComparison.Ordinal);
}
