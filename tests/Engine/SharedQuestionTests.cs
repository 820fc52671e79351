using Periksa.Inquiries;

namespace Periksa.Engine.Tests;

/// <summary>Equal questions that are under way at the same time are one.</summary>
public sealed class SharedQuestionTests : IDisposable
{
    readonly TaskCompletionSource<BankReply> _reply = new();
    readonly CancellationTokenSource _told = new();
    readonly RememberingEngine _engine;

    public SharedQuestionTests() => _engine = new(cancel =>
    {
        cancel.Register(_told.Cancel);
        return _reply.Task.WaitAsync(cancel);
    });

    public void Dispose() => _told.Dispose();

    [Theory]
    [InlineData(true, true)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(false, false)]
    public async Task Are_asked_once_for_a_thousand_callers_and_recorded_for_each(bool isKeyed, bool isRemembered)
    {
        var engine = new RememberingEngine(
            _ => _reply.Task, isRemembered ? RememberingEngine.Ages : AnswerAges.None);
        var inquiry = (isKeyed ? Question.Keyed : Question.Billed) with
        {
            Partner = Question.Partner with { MissBudget = null },
        };

        // What is remembered is asked once however they come; else they must come before the answer does.
        var asking = Enumerable.Range(0, 1000)
            .Select(_ => isRemembered ? Task.Run(() => engine.Ask(inquiry)) : engine.Ask(inquiry)).ToArray();
        while (engine.Route.Asked.Count == 0)
            await Task.Delay(1);

        _reply.SetResult(new BankReply.Found("Siti"));
        var answers = await Task.WhenAll(asking);

        Assert.Single(engine.Route.Asked);
        Assert.All(answers, answer => Assert.Equal("Siti", Assert.IsType<InquiryAnswer.Found>(answer).HolderName));
        InquiryRecord[] records = [.. engine.Log.Closed, .. engine.Log.Handed];
        Assert.Equal(1000, records.DistinctBy(record => record.Id).Count());
        Assert.All(records, record => Assert.Equal(inquiry.Price, record.Price));
        var kinds = records.Select(record => Assert.Single(record.Steps).Kind).ToList();
        Assert.Single(kinds, StepKind.Asked);
        Assert.All(kinds.Where(kind => kind is not StepKind.Asked), kind => Assert.True(
            kind is StepKind.Shared || (isRemembered && kind is StepKind.Remembered)));
    }

    [Fact]
    public async Task Go_on_for_the_others_when_the_first_caller_has_gone_or_waits_no_longer()
    {
        using var gone = new CancellationTokenSource();
        var first = _engine.Ask(Question.Billed, gone.Token);
        await IsAsked();
        var brief = _engine.Ask(Question.Billed with { Budget = Question.ShortBudget });
        var patient = _engine.Ask(Question.Billed);

        Assert.IsType<InquiryAnswer.Pending>(await brief);
        await gone.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        Assert.False(_told.IsCancellationRequested);

        _reply.SetResult(new BankReply.Found("Siti"));
        Assert.IsType<InquiryAnswer.Found>(await patient);
        Assert.Single(_engine.Route.Asked);
        Assert.Equal("Siti", (await _engine.Learned()).HolderName);
    }

    [Fact]
    public async Task Are_called_off_when_nobody_waits_any_more_and_then_asked_anew()
    {
        var brief = Question.Billed with { Budget = Question.ShortBudget };

        await Task.WhenAll(_engine.Ask(brief), _engine.Ask(brief), _engine.Ask(brief));
        Assert.True(_told.IsCancellationRequested);
        Assert.Single(_engine.Route.Asked);

        await _engine.Ask(brief);
        Assert.Equal(2, _engine.Route.Asked.Count);
    }

    [Fact]
    public async Task End_alike_without_a_final_answer_and_keep_the_sharers_inquiry_as_one_that_was_never_asked()
    {
        var asking = new[] { _engine.Ask(Question.Followed), _engine.Ask(Question.Followed) };
        await IsAsked();
        var late = _engine.Ask(Question.Followed);
        while (_engine.Log.Opened.Count < 3)
            await Task.Delay(1);

        _reply.SetResult(new BankReply.Pending());

        Assert.All(await Task.WhenAll([.. asking, late]), answer => Assert.IsType<InquiryAnswer.Pending>(answer));
        Assert.Single(_engine.Route.Asked);
        Assert.Null(_engine.Log.Opened[2].Route);
        while (_engine.Open.PutBackCount < 3)
            await Task.Delay(1);
    }

    /// <summary>Else whoever takes it over would wait for an answer to a question that nobody has asked.</summary>
    [Fact]
    public async Task Take_back_a_route_that_was_written_down_before_it_was_known_that_they_are_shared()
    {
        await _engine.Ask(Question.Followed with { Account = new("014", "1"), Budget = Question.ShortBudget });
        var open = Assert.Single(_engine.Log.Opened);
        Assert.Equal(_engine.Route.Name, open.Route);
        using var first = _engine.Lookups.Ask(new(new(Guid.NewGuid()), new("014", "2"), Question.Now));

        _engine.FollowUps.GoOn(open, _engine.Lookups.Ask(new(open.Id, new("014", "2"), Question.Now)));
        _reply.SetResult(new BankReply.Unclear());
        while (_engine.Open.PutBackCount < 2)
            await Task.Delay(1);

        Assert.Equal([open.Id], _engine.Open.Unassigned);
    }

    [Fact]
    public async Task Are_asked_by_themselves_when_they_are_taken_over()
    {
        _reply.SetResult(new BankReply.Found("Siti"));
        await _engine.Ask(Question.Followed with { Account = new("014", "1") });   // makes an open one to copy
        var shared = _engine.Log.Opened[0] with { Route = null, Account = Question.Followed.Account };
        _engine.Open.Add(shared);

        await _engine.FollowUps.StartAsync(CancellationToken.None);
        while (_engine.Log.Closed.Count < 2)
            await Task.Delay(5);
        await _engine.FollowUps.StopAsync(CancellationToken.None);

        var (asked, step, giveUpAt) = Assert.Single(_engine.Ledger.Written);   // before it is asked
        Assert.Equal((shared.Id, _engine.Route.Name, shared.GiveUpAt), (asked, step.Route, giveUpAt));
        Assert.Equal((shared.Id, "Siti"), (_engine.Log.Closed[1].Id, _engine.Log.Closed[1].HolderName));
    }

    [Fact]
    public async Task Are_fresh_for_whoever_joins_while_they_are_under_way_and_for_nobody_after()
    {
        var engine = new RememberingEngine(_ => _reply.Task);
        var learning = new TaskCompletionSource();
        engine.Answers.Before = learning.Task;
        var fresh = RememberingEngine.Fresh(Question.Billed);
        var first = engine.Ask(Question.Billed);
        while (engine.Route.Asked.Count == 0)
            await Task.Delay(1);

        var joined = engine.Ask(fresh);
        Assert.Single(engine.Route.Asked);
        _reply.SetResult(new BankReply.Found("Siti"));
        await Task.WhenAll(first, joined);

        // Its answer is there and not yet learned: others still share it, and whoever wants a fresh one asks.
        Assert.IsType<InquiryAnswer.Found>(await engine.Ask(Question.Billed));
        Assert.Single(engine.Route.Asked);
        await engine.Ask(fresh);
        Assert.Equal(2, engine.Route.Asked.Count);
        learning.SetResult();
    }

    [Fact]
    public async Task Fail_for_all_where_the_connector_does()
    {
        var asking = new[] { _engine.Ask(Question.Billed), _engine.Ask(Question.Billed) };
        await IsAsked();

        _reply.SetException(new InvalidOperationException("no connector should"));

        foreach (var one in asking)
            await Assert.ThrowsAsync<InvalidOperationException>(() => one);
    }

    async Task IsAsked()
    {
        while (_engine.Route.Asked.Count == 0)
            await Task.Delay(1);
    }
}
