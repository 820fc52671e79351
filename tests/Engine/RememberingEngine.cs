using Periksa.Engine.Tests.Fakes;
using Periksa.Inquiries;
using Periksa.Inquiries.Remembering;

namespace Periksa.Engine.Tests;

/// <summary>A desk whose bank 014 is asked by a route, and which remembers what that says.</summary>
sealed class RememberingEngine
{
    public static readonly AnswerAges Ages = new(TimeSpan.FromHours(24), TimeSpan.FromMinutes(5));

    readonly InquiryEngine _engine;

    public RememberingEngine(
        Func<CancellationToken, Task<BankReply>> provider, AnswerAges? ages = null, LateMode late = LateMode.None)
    {
        Route = new("bank-a", provider) { Late = late };
        var router = new Fakes.Routing(
            new([Route], [new(["014"], [Route.Name])]),
            ScriptedBank.Saying(new BankReply.Found("Of the sandbox"))).Router;
        var prior = new PriorAnswers(Answers, ages ?? Ages, new StoppedClock(Question.Now), Alarms);
        _engine = new(router, Log, Question.Now, prior: prior);
        _engine.Credentials.Add(Question.Credential);
    }

    public ScriptedRoute Route { get; }

    public ScriptedAnswers Answers { get; } = new();

    public ScriptedInquiryLog Log { get; } = new();

    public KeptLog<PriorAnswers> Alarms { get; } = new();

    public BankLookups Lookups => _engine.BankLookups;

    public FollowUps FollowUps => _engine.FollowUps;

    public KeptLedger Ledger => _engine.Ledger;

    public ScriptedOpenInquiries Open => _engine.Open;

    public static RememberingEngine Saying(BankReply reply, AnswerAges? ages = null) =>
        new(_ => Task.FromResult(reply), ages);

    public static AccountInquiry Fresh(AccountInquiry inquiry) =>
        inquiry with { Partner = inquiry.Partner with { WantsFreshAnswers = true } };

    public Task<InquiryAnswer> Ask(AccountInquiry inquiry, CancellationToken cancel = default) =>
        _engine.Inquiries.Ask(inquiry, cancel);

    /// <summary>Remembers that a route named Siti, or said why there is no such account.</summary>
    public RememberedAnswer Remember(
        TimeSpan age, AccountAbsence? absence = null, string connector = "bank-b", string name = "Siti Nurhaliza")
    {
        var answer = new RememberedAnswer(
            Question.Billed.Account,
            absence is null ? InquiryOutcome.Found : InquiryOutcome.NotFound,
            absence is null ? name : null,
            absence ?? default,
            new(connector),
            Question.Now - age,
            Question.Now - age);
        Answers.Put(answer);
        return answer;
    }

    /// <summary>What is learned soon.</summary>
    public async Task<RememberedAnswer> Learned()
    {
        for (var tries = 0; tries < 1000; tries++)
        {
            if (Answers[Question.Billed.Account] is { } answer)
                return answer;

            await Task.Delay(5);
        }

        throw new TimeoutException("Nothing was learned.");
    }
}
