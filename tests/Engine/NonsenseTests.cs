using Periksa.Engine.Tests.Fakes;
using Periksa.Inquiries;

namespace Periksa.Engine.Tests;

/// <summary>What a bank says is believed where it makes sense.</summary>
public class NonsenseTests
{
    static readonly BankAccount Another = new("014", "8753293241");

    public static TheoryData<string> Blanks => 
        ["", " ", "\t\r\n", "\u00a0", "\u3000", "\u200b", "\ufeff", " \u2060\u00ad "];

    [Theory, MemberData(nameof(Blanks))]
    public async Task Is_a_yes_without_a_name(string name)
    {
        foreach (var (bank, inquiry) in Ways(new BankReply.Found(name)))
        {
            var inquiryLog = new ScriptedInquiryLog();

            Assert.IsType<InquiryAnswer.Pending>(await inquiry.AskedOf(bank, inquiryLog));
            Assert.Equal((InquiryOutcome.Unclear, null, null), OutcomeOf(inquiryLog));
        }
    }

    [Theory]
    [InlineData("J")]
    [InlineData(".")]
    [InlineData(" John Doe ")]
    public async Task Is_not_a_name_that_can_be_seen(string name)
    {
        var answer = await Question.Billed.AskedOf(ScriptedBank.Saying(new BankReply.Found(name)), new());

        Assert.Equal(name, Assert.IsType<InquiryAnswer.Found>(answer).HolderName);
    }

    [Fact]
    public async Task Is_a_word_about_another_account()
    {
        BankReply[] replies =
        [
            new BankReply.Found("Test BCA"), new BankReply.NotFound(AccountAbsence.Unknown), new BankReply.Failed(),
        ];

        foreach (var reply in replies)
        {
            foreach (var about in (BankAccount[])[Another, new("008", Question.Billed.Account.Number)])
            {
                foreach (var (bank, inquiry) in Ways(reply with { About = about }))
                {
                    var inquiryLog = new ScriptedInquiryLog();

                    Assert.IsType<InquiryAnswer.Pending>(await inquiry.AskedOf(bank, inquiryLog));
                    Assert.Equal((InquiryOutcome.Unclear, null, null), OutcomeOf(inquiryLog));
                }
            }
        }
    }

    [Fact]
    public async Task Is_not_a_word_about_the_account_that_was_asked_about()
    {
        var reply = new BankReply.Found("Test BCA") { About = Question.Billed.Account };

        Assert.IsType<InquiryAnswer.Found>(await Question.Billed.AskedOf(ScriptedBank.Saying(reply), new()));
    }

    /// <summary>A wallet may call its account as its users do.</summary>
    [Theory]
    [InlineData("081234567890")]
    [InlineData("6281234567890")]
    [InlineData("+6281234567890")]
    public async Task Is_not_a_wallet_s_account_by_another_of_its_numbers(string number)
    {
        var inquiry = Question.Billed with { Account = BankAccount.Of("gopay", "+6281234567890") };
        var reply = new BankReply.Found("Dewi Lestari") { About = new("gopay", number) };

        Assert.IsType<InquiryAnswer.Found>(await inquiry.AskedOf(ScriptedBank.Saying(reply), new()));
    }

    [Theory]
    [InlineData(null, InquiryOutcome.Unanswered)]
    [InlineData(" ", InquiryOutcome.Unanswered)]
    [InlineData("Test BCA", InquiryOutcome.Unclear)]
    public async Task Is_a_name_beside_a_word_for_later(string? name, InquiryOutcome outcome)
    {
        foreach (var (bank, inquiry) in Ways(new BankReply.Pending(name)))
        {
            var inquiryLog = new ScriptedInquiryLog();

            Assert.IsType<InquiryAnswer.Pending>(await inquiry.AskedOf(bank, inquiryLog));
            Assert.Equal((outcome, null, null), OutcomeOf(inquiryLog));
        }
    }

    [Fact]
    public async Task Is_asked_again_about_where_somebody_waits_for_a_callback()
    {
        var inquiryLog = new ScriptedInquiryLog();
        var bank = new KnowingBank(new BankReply.Found(" "));

        Assert.IsType<InquiryAnswer.Pending>(await Question.Followed.AskedOf(bank, inquiryLog));
        Assert.Empty(inquiryLog.Handed);
        Assert.Single(inquiryLog.Opened);
    }

    // Known at once, or asked for; billed, or under keys.
    static IEnumerable<(IConnector, AccountInquiry)> Ways(BankReply reply) =>
    [
        (new KnowingBank(reply), Question.Billed),
        (ScriptedBank.Saying(reply), Question.Billed),
        (new KnowingBank(reply), Question.Keyed),
        (ScriptedBank.Saying(reply), Question.Keyed),
    ];

    static (InquiryOutcome, string?, Money?) OutcomeOf(ScriptedInquiryLog inquiryLog)
    {
        var record = Assert.Single([.. inquiryLog.Handed, .. inquiryLog.Closed]);
        return (record.Outcome, record.HolderName, record.Price);
    }
}
