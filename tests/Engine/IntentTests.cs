using Periksa.Engine.Tests.Fakes;
using Periksa.Inquiries;

namespace Periksa.Engine.Tests;

/// <summary>What a caller means to do goes with its question, whoever asks it and how often.</summary>
public class IntentTests
{
    static readonly Intent Meant = new() { Amount = Money.Rupiah(150_000), DeviceId = "host-01" };

    readonly List<Intent?> _heard = [];

    [Fact]
    public async Task Goes_with_the_question_and_is_kept_with_what_is_open()
    {
        var inquiryLog = new ScriptedInquiryLog();

        await (Question.Followed with { Intent = Meant }).AskedOf(Listening(), inquiryLog);
        await (Question.Billed with { Intent = Meant }).AskedOf(Listening(), inquiryLog);

        Assert.Equal(Meant, Assert.Single(inquiryLog.Opened).Intent);
        Assert.Equal([Meant, Meant], _heard);
    }

    [Fact]
    public async Task Is_said_again_by_the_host_that_takes_over()
    {
        var inquiryLog = new ScriptedInquiryLog();
        await (Question.Followed with { Intent = Meant }).AskedOf(Listening(), inquiryLog);
        var log = new ScriptedInquiryLog();
        var other = new InquiryEngine(Listening(), log, Question.Now);
        other.Credentials.Add(Question.Credential);
        other.Open.Add(inquiryLog.Opened[0]);

        await other.FollowUps.StartAsync(default);
        await log.ClosedFirst;
        await other.FollowUps.StopAsync(default);

        Assert.Equal([Meant, Meant], _heard);
    }

    [Theory]
    [InlineData("host-01", true)]
    [InlineData("Gerät 1", true)]
    [InlineData("", false)]
    [InlineData(null, false)]
    [InlineData("a\nb", false)]
    [InlineData("a\0b", false)]
    public void Is_made_of_texts_that_can_be_passed_on(string? sent, bool isTaken) =>
        Assert.Equal(isTaken ? sent : null, Intent.Text(sent));

    // An attribute cannot hold half a character.
    [Fact]
    public void Is_made_of_whole_characters() => Assert.Null(Intent.Text("\ud83d"));

    [Fact]
    public void Is_made_of_texts_of_at_most_64_characters() =>
        Assert.Equal((new('a', 64), null), (Intent.Text(new('a', 64)), Intent.Text(new('a', 65))));

    ListeningBank Listening() => new(_heard);

    sealed class ListeningBank(List<Intent?> heard) : IConnector
    {
        public Task<BankReply> LookUp(BankQuestion question, CancellationToken cancel)
        {
            heard.Add(question.Intent);
            return Task.FromResult<BankReply>(new BankReply.Found("Test BCA"));
        }
    }
}
