using Periksa.Engine.Tests.Fakes;
using Periksa.Inquiries;

namespace Periksa.Engine.Tests;

/// <summary>How many open inquiries one host goes on with at a time.</summary>
public sealed class FollowUpLimitTests : IAsyncLifetime
{
    readonly TaskCompletionSource<BankReply> _reply = new();
    readonly ScriptedInquiryLog _inquiryLog = new();
    readonly InquiryEngine _engine;

    int _begun;

    public FollowUpLimitTests() => _engine = new(ScriptedBank.Silent(), _inquiryLog, Question.Now);

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    // What is still under way would be measured in the midst of other tests.
    public async ValueTask DisposeAsync()
    {
        _reply.SetResult(new BankReply.Failed());
        while (_inquiryLog.Closed.Count < _begun)
            await Task.Delay(10);
    }

    [Fact]
    public async Task Is_what_is_not_under_way_already()
    {
        BeginSilent(250);

        Assert.Equal(6, await FirstLimit());
    }

    [Fact]
    public async Task Is_no_page_while_too_many_are_under_way()
    {
        BeginSilent(300);

        await _engine.FollowUps.StartAsync(default);
        await Task.Delay(TimeSpan.FromSeconds(1.5));
        await _engine.FollowUps.StopAsync(default);

        Assert.Empty(_engine.Open.Limits);
    }

    // What has ended before anybody noticed that it had begun must not be counted for ever. With 192 under way, one
    // that is would be missing from the page of 64.
    [Fact]
    public async Task Is_a_whole_page_again_once_the_others_have_ended()
    {
        const int Many = 200_000;
        BeginSilent(192);

        // From a thread that is none of the pool's, so that the pool takes each up at once.
        var caller = new Thread(() =>
        {
            for (var i = 0; i < Many; i++)
                _engine.FollowUps.AskAgain(New());
        });
        caller.Start();

        while (_engine.Open.PutBackCount < Many)
            await Task.Delay(10);

        Assert.Equal(64, await FirstLimit());
    }

    void BeginSilent(int count)
    {
        var silent = new BankLookups(new ScriptedBank(_ => _reply.Task), new KeptLedger());
        for (_begun = 0; _begun < count; _begun++)
        {
            _engine.FollowUps.GoOn(
                New(), silent.Ask(new(new(Guid.NewGuid()), Question.Followed.Account, Question.Now)));
        }
    }

    async Task<int> FirstLimit()
    {
        await _engine.FollowUps.StartAsync(default);
        while (_engine.Open.Limits.Count == 0)
            await Task.Delay(10);

        await _engine.FollowUps.StopAsync(default);
        return _engine.Open.Limits[0];
    }

    static OpenInquiry New() => new(
        new(Guid.CreateVersion7(Question.Now)),
        Question.Now,
        new("ifortepay"),
        Question.Partner.Id,
        Question.Followed.Account,
        Question.Followed.Keys!,
        Question.Now.AddSeconds(60),
        Question.Followed.FollowUp);
}
