namespace Periksa.Callbacks.Tests;

public class EndpointLimiterTests
{
    readonly EndpointLimiter _limiter = new(new() { Slots = 64, SlowAfter = TimeSpan.FromMilliseconds(200) });

    [Fact]
    public void Are_few_for_an_endpoint_that_nobody_knows_yet() => Assert.Equal(2, ShareOf("new").Messages);

    [Fact]
    public void Are_sixteen_for_one_that_took_the_last_message_quickly()
    {
        Prove("well");
        Assert.Equal(16, ShareOf("well").Messages);
    }

    [Fact]
    public void Are_less_what_is_taken()
    {
        Prove("well");
        _limiter.Take(ShareOf("well"), 10);
        Assert.Equal(6, ShareOf("well").Messages);
    }

    [Fact]
    public async Task Are_few_again_for_one_whose_attempt_has_been_under_way_for_long()
    {
        Prove("well");
        var share = ShareOf("well");
        _limiter.Take(share, 1);
        _limiter.Begin(share.Endpoint);
        Assert.Equal(15, ShareOf("well").Messages);

        await Task.Delay(300);
        Assert.Equal(1, ShareOf("well").Messages);
    }

    [Fact]
    public async Task Come_after_a_rest_for_one_that_failed()
    {
        Prove("failing");
        Attempt("failing", isDelivered: false);
        Assert.Empty(_limiter.ShareOut([Due("failing")]));

        await Task.Delay(100);
        Assert.Equal(2, ShareOf("failing").Messages);

        Attempt("failing", isDelivered: false);
        await Task.Delay(60);
        Assert.Empty(_limiter.ShareOut([Due("failing")]));
    }

    [Fact]
    public void Are_half_for_all_the_doubtful_together()
    {
        Prove("well");
        var shares = _limiter.ShareOut(Enumerable.Range(0, 100).Select(i => Due($"new-{i}")));
        Assert.Equal(32, shares.Sum(share => share.Messages));

        foreach (var share in shares)
            _limiter.Take(share, share.Messages);

        Assert.Empty(_limiter.ShareOut([Due("one more")]));
        Assert.Equal(2, ShareOf("well").Messages);
    }

    [Fact]
    public void Are_never_more_in_all_than_there_are()
    {
        for (var i = 0; i < 40; i++)
            Prove($"well-{i}");

        var shares = _limiter.ShareOut(Enumerable.Range(0, 40).Select(i => Due($"well-{i}")));

        // The first half in full shares, the second in small ones.
        Assert.Equal(64, shares.Sum(share => share.Messages));
        Assert.Equal([16, 16, .. Enumerable.Repeat(2, 16)], shares.Select(share => share.Messages));
    }

    [Fact]
    public void Go_to_whoever_has_waited_longest()
    {
        DueEndpoint[] all = [.. Enumerable.Range(0, 32).Select(i => Due($"new-{i}"))];

        var first = _limiter.ShareOut(all);
        var second = _limiter.ShareOut(all);
        Assert.Equal(16, first.Count);
        Assert.Equal(16, second.Count);
        Assert.Empty(first.Select(share => share.Endpoint).Intersect(second.Select(share => share.Endpoint)));
    }

    [Fact]
    public void Say_who_may_have_been_waiting_for_one()
    {
        var share = ShareOf("new");
        _limiter.Take(share, 2);
        Assert.True(_limiter.Free(share.Endpoint));

        _limiter.Take(share, 1);
        Assert.False(_limiter.Free(share.Endpoint));
    }

    Share ShareOf(string name) => Assert.Single(_limiter.ShareOut([Due(name)]));

    void Prove(string name) => Attempt(name, isDelivered: true);

    void Attempt(string name, bool isDelivered)
    {
        var share = ShareOf(name);
        _limiter.Take(share, 1);
        _limiter.Judge(share.Endpoint, _limiter.Begin(share.Endpoint), isDelivered);
        _limiter.Free(share.Endpoint);
    }

    static DueEndpoint Due(string name) => new(new("plain", name), "http://127.0.0.1/");
}
