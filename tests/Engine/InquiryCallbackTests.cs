using Periksa.Engine.Tests.Fakes;
using Periksa.Inquiries;

namespace Periksa.Engine.Tests;

/// <summary>Who is told of a final status, quick or slow.</summary>
public class InquiryCallbackTests
{
    readonly ScriptedInquiryLog _inquiryLog = new();

    public static TheoryData<BankReply, string> Final => new()
    {
        { new BankReply.Found("Test BCA"), "Found at 014" },
        { new BankReply.NotFound(AccountAbsence.Dormant), "NotFound at 014" },
        { new BankReply.Failed(), "Failed at 014" },
    };

    [Theory]
    [MemberData(nameof(Final))]
    public async Task Is_told_in_its_dialects_words_of_what_was_known_and_of_what_was_asked(
        BankReply reply, string body)
    {
        await Ask(Question.Followed, new KnowingBank(reply), Question.Credential);
        await Ask(Question.Followed, ScriptedBank.Saying(reply), Question.Credential);

        foreach (var record in new[] { Assert.Single(_inquiryLog.Handed), Assert.Single(_inquiryLog.Closed) })
        {
            Assert.Equal(body, ScriptedCallbacks.Text(record.Callback));
            Assert.Equal(("MCPD1", Question.Now), (record.Callback!.Credential, record.Callback.At));
        }
    }

    [Fact]
    public async Task Is_not_told_without_a_url()
    {
        var found = new BankReply.Found("Test BCA");

        await Ask(Question.Followed, new KnowingBank(found), Question.Credential with { CallbackUrl = null });
        await Ask(Question.Followed, new KnowingBank(found), Question.Credential with { Dialect = new("paydia") });
        await Ask(Question.Followed, new KnowingBank(found), Question.Credential with { Name = new("MCPD2") });

        Assert.Equal(3, _inquiryLog.Handed.Count);
        Assert.All(_inquiryLog.Handed, record => Assert.Null(record.Callback));
    }

    [Fact]
    public async Task Is_not_told_in_a_dialect_without_a_word_for_later()
    {
        await Ask(
            Question.Keyed,
            new KnowingBank(new BankReply.Found("Test BCA")),
            Question.Credential with { Dialect = new("paydia") });

        Assert.Null(Assert.Single(_inquiryLog.Handed).Callback);
    }

    [Fact]
    public async Task Is_never_told_of_a_bank_that_is_not_on_the_list()
    {
        await Ask(Question.Followed with { Account = new("999", "1") }, ScriptedBank.Silent(), Question.Credential);

        Assert.Null(Assert.Single(_inquiryLog.Handed).Callback);
    }

    [Fact]
    public async Task Is_told_of_virtual_accounts_too()
    {
        var inquiry = Question.Followed with
        {
            Account = new("014", ScriptedVirtualAccounts.Number),
            IsVirtualAccount = true,
        };

        await Ask(inquiry, ScriptedBank.Silent(), Question.Credential);

        Assert.Equal("Found at 014", ScriptedCallbacks.Text(Assert.Single(_inquiryLog.Handed).Callback));
    }

    async Task Ask(AccountInquiry inquiry, IConnector bank, Credential credential)
    {
        var engine = new InquiryEngine(bank, _inquiryLog, Question.Now);
        engine.Credentials.Add(credential);
        await engine.Inquiries.Ask(inquiry, default);
    }
}
