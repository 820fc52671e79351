namespace Periksa.Disbursements.Tests;

public class CourseTests
{
    static readonly PayoutFailure Closed = new("ACCOUNT_CLOSED", "the account is closed");

    /// <summary>All ways there are, word for word; every other pair is none.</summary>
    static readonly HashSet<(DisbursementStatus, DisbursementStatus)> Ways =
    [
        (DisbursementStatus.Initiated, DisbursementStatus.Paying),
        (DisbursementStatus.Initiated, DisbursementStatus.Canceled),
        (DisbursementStatus.Paying, DisbursementStatus.Pending),
        (DisbursementStatus.Paying, DisbursementStatus.Success),
        (DisbursementStatus.Paying, DisbursementStatus.Failed),
        (DisbursementStatus.Pending, DisbursementStatus.Success),
        (DisbursementStatus.Pending, DisbursementStatus.Failed),
        (DisbursementStatus.Success, DisbursementStatus.Refunded),
    ];

    public static TheoryData<DisbursementStatus, DisbursementStatus> Pairs()
    {
        var pairs = new TheoryData<DisbursementStatus, DisbursementStatus>();
        foreach (var from in Course.All)
        {
            foreach (var to in Course.All)
                pairs.Add(from, to);
        }

        return pairs;
    }

    [Theory, MemberData(nameof(Pairs))]
    public void Goes_where_the_table_says_and_nowhere_else(DisbursementStatus from, DisbursementStatus to)
    {
        var isWay = Ways.Contains((from, to));

        Assert.Equal(isWay, from.MayBecome(to));
        Assert.Equal(isWay, Course.From(to).Contains(from));
        if (isWay)
            Assert.Equal(to, Sample.Of(from).Become(to, Sample.Now).Status);
        else
            Assert.Throws<InvalidOperationException>(() => Sample.Of(from).Become(to, Sample.Now));
    }

    [Fact]
    public void Is_dated_once_it_is_over()
    {
        var later = Sample.Now.AddMinutes(10);

        Assert.Null(Sample.Of().Become(DisbursementStatus.Paying, later).ProcessedAt);
        Assert.Null(Sample.Of(DisbursementStatus.Paying).Become(DisbursementStatus.Pending, later).ProcessedAt);
        Assert.All(
            Ways.Where(way => way.Item2.IsOver()),
            way => Assert.Equal(later, Sample.Of(way.Item1).Become(way.Item2, later).ProcessedAt));
    }

    [Fact]
    public void Never_goes_on_from_where_it_is_over_but_for_money_that_comes_back() => Assert.Equal(
        [(DisbursementStatus.Success, DisbursementStatus.Refunded)], Ways.Where(way => way.Item1.IsOver()));

    [Theory]
    [InlineData(DisbursementStatus.Paying)]
    [InlineData(DisbursementStatus.Pending)]
    public void Follows_an_explicit_yes_and_an_explicit_no(DisbursementStatus from)
    {
        var paid = Sample.Of(from).Hear(new PayoutReply.Paid("Cengkal Marpaung"), Sample.Now);
        Assert.Equal((DisbursementStatus.Success, "Cengkal Marpaung"), (paid.Status, paid.HolderName));

        var failed = Sample.Of(from).Hear(new PayoutReply.Rejected(Closed), Sample.Now);
        Assert.Equal((DisbursementStatus.Failed, Closed), (failed.Status, failed.Failure));
    }

    [Fact]
    public void Keeps_a_name_that_is_known_when_the_bank_says_none()
    {
        var known = Sample.Of(DisbursementStatus.Paying) with { HolderName = "Cengkal Marpaung" };

        Assert.Equal("Cengkal Marpaung", known.Hear(new PayoutReply.Paid(null), Sample.Now).HolderName);
    }

    [Theory]
    [InlineData(DisbursementStatus.Paying)]
    [InlineData(DisbursementStatus.Pending)]
    public void Is_pending_as_long_as_there_is_no_word(DisbursementStatus from) => Assert.Equal(
        DisbursementStatus.Pending, Sample.Of(from).Hear(new PayoutReply.NoWord(), Sample.Now).Status);

    [Fact]
    public void Stays_where_it_is_when_the_bank_never_had_it() => Assert.Equal(
        DisbursementStatus.Paying,
        Sample.Of(DisbursementStatus.Paying).Hear(new PayoutReply.NeverHad(), Sample.Now).Status);

    [Theory]
    [InlineData(DisbursementStatus.Success)]
    [InlineData(DisbursementStatus.Failed)]
    [InlineData(DisbursementStatus.Canceled)]
    [InlineData(DisbursementStatus.Refunded)]
    public void Hears_no_bank_once_it_is_over(DisbursementStatus over)
    {
        Assert.Throws<InvalidOperationException>(
            () => Sample.Of(over).Hear(new PayoutReply.Paid(null), Sample.Now));
        Assert.Throws<InvalidOperationException>(
            () => Sample.Of(over).Hear(new PayoutReply.Rejected(Closed), Sample.Now));
        Assert.Equal(over, Sample.Of(over).Hear(new PayoutReply.NoWord(), Sample.Now).Status);
    }

    [Fact]
    public void Gives_money_back_only_where_nobody_has_been_paid_in_the_end() => Assert.Equal(
        [DisbursementStatus.Failed, DisbursementStatus.Canceled, DisbursementStatus.Refunded],
        Course.All.Where(Course.IsGivenBack));
}
