namespace Periksa.Disbursements.Tests;

/// <summary>How operators end disbursements by their own word.</summary>
public class HandEndsTests
{
    static readonly PayoutStanding Asked = new(
        IsInHand: false, WasNeverSent: false, WasAskedLately: true, AskedAt: null, DueAt: default, Times: 1);

    static readonly PayoutStanding Unsent = Asked with { WasNeverSent = true, WasAskedLately = false };

    public static TheoryData<HandWord, DisbursementStatus> All()
    {
        var all = new TheoryData<HandWord, DisbursementStatus>();
        foreach (var word in Enum.GetValues<HandWord>())
        {
            foreach (var from in Course.All)
                all.Add(word, from);
        }

        return all;
    }

    [Theory, MemberData(nameof(All))]
    public void Go_no_way_that_a_bank_could_not_go(HandWord word, DisbursementStatus from)
    {
        if (HandEnds.Target(from, word) is not { } to)
            return;

        Assert.True(from.MayBecome(to));
        Assert.Equal(word is not HandWord.Settle, to.IsGivenBack());
        Assert.StartsWith(HandEnds.Sign, HandEnds.Reason(word, to), StringComparison.Ordinal);
        var ended = Sample.Of(from).End(word, to, Sample.Now);
        Assert.Equal(to, ended.Status);
        Assert.Equal(to is DisbursementStatus.Failed, ended.Failure is not null);
        Assert.False(ended.Failure is { IsMiss: true });
    }

    [Theory]
    [InlineData(HandWord.Settle, DisbursementStatus.Pending, DisbursementStatus.Success)]
    [InlineData(HandWord.Refund, DisbursementStatus.Pending, DisbursementStatus.Failed)]
    [InlineData(HandWord.Refund, DisbursementStatus.Success, DisbursementStatus.Refunded)]
    [InlineData(HandWord.Cancel, DisbursementStatus.Initiated, DisbursementStatus.Canceled)]
    [InlineData(HandWord.Cancel, DisbursementStatus.Pending, DisbursementStatus.Failed)]
    [InlineData(HandWord.Settle, DisbursementStatus.Failed, null)]
    [InlineData(HandWord.Refund, DisbursementStatus.Failed, null)]
    [InlineData(HandWord.Refund, DisbursementStatus.Initiated, null)]
    [InlineData(HandWord.Cancel, DisbursementStatus.Success, null)]
    public void End_as_the_table_says(HandWord word, DisbursementStatus from, DisbursementStatus? to) =>
        Assert.Equal(to, HandEnds.Target(from, word));

    [Theory]
    [InlineData(HandWord.Settle)]
    [InlineData(HandWord.Refund)]
    [InlineData(HandWord.Cancel)]
    public void Wait_for_whoever_is_at_it(HandWord word)
    {
        Assert.Equal(HandObstacle.InHand, HandEnds.Obstacle(word, Asked with { IsInHand = true }));
        Assert.Equal(HandObstacle.InHand, HandEnds.Obstacle(word, Unsent with { IsInHand = true }));
    }

    [Theory]
    [InlineData(HandWord.Settle, null)]
    [InlineData(HandWord.Refund, null)]
    [InlineData(HandWord.Cancel, HandObstacle.MayHaveBeenSent)]
    public void Are_of_what_may_have_been_sent_only_where_its_bank_was_asked_lately(HandWord word, HandObstacle? why)
    {
        Assert.Equal(why, HandEnds.Obstacle(word, Asked));
        Assert.Equal(
            why ?? HandObstacle.NotAskedLately, HandEnds.Obstacle(word, Asked with { WasAskedLately = false }));
    }

    [Theory]
    [InlineData(HandWord.Settle, HandObstacle.NeverSent)]
    [InlineData(HandWord.Refund, null)]
    [InlineData(HandWord.Cancel, null)]
    public void Are_never_that_what_was_not_sent_is_paid(HandWord word, HandObstacle? why) =>
        Assert.Equal(why, HandEnds.Obstacle(word, Unsent));
}
