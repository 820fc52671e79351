using Periksa.Engine.Tests.Fakes;
using Periksa.Partners;
using Periksa.Partners.Tokens;

namespace Periksa.Engine.Tests;

/// <summary>Which key signs a token, and which still verifies one.</summary>
public class TokenKeyRotationTests
{
    static readonly DateTimeOffset Made = Question.Now;
    static readonly TokenKey Old = New("old", Made.AddDays(-1));
    static readonly TokenKey Young = New("young", Made);
    static readonly TimeSpan Life = IAccessTokens.Lifetime;
    static readonly Credential Caller = new(new("paydia"), new("8f54"), Question.Partner);

    [Theory]
    [InlineData(0, "old")]
    [InlineData(9.999, "old")]
    [InlineData(10, "young")]
    [InlineData(86_400, "young")]
    public async Task Lets_a_new_key_sign_ten_seconds_after_it_was_made(double seconds, string signs)
    {
        var now = Made.AddSeconds(seconds);
        var token = await At(now, Old, Young).Issue(Caller, Life, default);

        Assert.Equal(TokenVerdict.Valid, await At(now, signs == "old" ? Old : Young).Check(token, Caller, default));
        Assert.Equal(TokenVerdict.Invalid, await At(now, signs == "old" ? Young : Old).Check(token, Caller, default));
    }

    [Fact]
    public async Task Lets_the_very_first_key_sign_at_once()
    {
        var token = await At(Made, Young).Issue(Caller, Life, default);

        Assert.Equal(TokenVerdict.Valid, await At(Made, Young).Check(token, Caller, default));
    }

    [Fact]
    public async Task Lets_a_key_sign_that_was_made_before_a_sandboxs_clock_was_set_back()
    {
        var token = await At(Made.AddDays(-9), Young).Issue(Caller, Life, default);

        Assert.Equal(TokenVerdict.Valid, await At(Made.AddDays(-9), Young).Check(token, Caller, default));
    }

    [Fact]
    public async Task Lets_a_new_key_verify_from_the_moment_it_was_made()
    {
        var token = await At(Made, Young).Issue(Caller, Life, default);   // a host that knows no older one

        Assert.Equal(TokenVerdict.Valid, await At(Made, Old, Young).Check(token, Caller, default));
    }

    // The last token that the old key signed, just before the new one took over, lives its whole life.
    [Fact]
    public async Task Lets_an_old_key_verify_for_900_seconds_more_and_then_no_more()
    {
        var last = await At(Made.AddSeconds(10).AddTicks(-1), Old, Young).Issue(Caller, Life, default);
        var end = Made.AddSeconds(10 + 900);

        Assert.Equal(TokenVerdict.Valid, await Check(last, Made.AddSeconds(908.999)));
        Assert.Equal(TokenVerdict.Expired, await Check(last, end.AddTicks(-1)));

        // What has the old key's signature and a longer life was not made by any host.
        var forged = await At(Made.AddSeconds(800), Old).Issue(Caller, Life, default);
        Assert.Equal(TokenVerdict.Valid, await Check(forged, end.AddTicks(-1)));
        Assert.Equal(TokenVerdict.Invalid, await Check(forged, end));

        static ValueTask<TokenVerdict> Check(string token, DateTimeOffset now) =>
            At(now, Old, Young).Check(token, Caller, default);
    }

    [Fact]
    public async Task Lets_an_old_key_verify_longer_what_was_issued_for_longer()
    {
        var hour = TimeSpan.FromHours(1);
        var last = await At(Made.AddSeconds(10).AddTicks(-1), Old, Young).Issue(Caller, hour, default);

        Assert.Equal(TokenVerdict.Valid, await Check(Made.AddSeconds(3_608)));
        Assert.Equal(TokenVerdict.Invalid, await Check(Made.AddSeconds(3_610)));

        ValueTask<TokenVerdict> Check(DateTimeOffset now) => At(now, Old, Young).Check(last, Caller, default);
    }

    [Fact]
    public async Task Issues_nothing_that_would_live_longer_than_any_token() =>
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(
            () => At(Made, Young).Issue(Caller, TimeSpan.FromHours(1) + TimeSpan.FromTicks(1), default).AsTask());

    [Fact]
    public async Task Looks_for_a_key_that_it_has_not_seen_yet()
    {
        var keys = new ScriptedTokenKeys(Old) { Elsewhere = [Old, Young] };
        var token = await At(Made, Young).Issue(Caller, Life, default);

        Assert.Equal(
            TokenVerdict.Valid, await new AccessTokens(keys, new StoppedClock(Made)).Check(token, Caller, default));
        Assert.Equal(1, keys.Looks);
    }

    [Fact]
    public async Task Looks_at_most_once_a_second_whatever_anybody_makes_up()
    {
        var keys = new ScriptedTokenKeys(Old);
        var tokens = new AccessTokens(keys, new StoppedClock(Made));
        var unknown = await At(Made, Young).Issue(Caller, Life, default);

        var start = Environment.TickCount64;
        await Task.WhenAll(Enumerable.Range(0, 2_000).Select(i => Task.Run(async () =>
            Assert.Equal(TokenVerdict.Invalid, await tokens.Check(unknown, Caller, default)))));
        Assert.InRange(keys.Looks, 1, 1 + ((Environment.TickCount64 - start) / 1_000));

        await Task.Delay(1_100);
        var looks = keys.Looks;
        await tokens.Check(unknown, Caller, default);
        Assert.Equal(looks + 1, keys.Looks);
    }

    [Fact]
    public async Task Never_looks_for_what_it_knows_or_what_is_no_token()
    {
        var keys = new ScriptedTokenKeys(Old);
        var tokens = new AccessTokens(keys, new StoppedClock(Made));

        await tokens.Check(await tokens.Issue(Caller, Life, default), Caller, default);
        await tokens.Check("a.b.c", Caller, default);

        Assert.Equal(0, keys.Looks);
    }

    [Fact]
    public async Task Looks_for_a_key_to_sign_with_and_signs_nothing_without_one()
    {
        var found = new ScriptedTokenKeys { Elsewhere = [Young] };
        var none = new ScriptedTokenKeys();

        var token = await new AccessTokens(found, new StoppedClock(Made)).Issue(Caller, Life, default);
        Assert.Equal(TokenVerdict.Valid, await At(Made, Young).Check(token, Caller, default));
        await Assert.ThrowsAsync<InvalidOperationException>(() =>
            new AccessTokens(none, new StoppedClock(Made)).Issue(Caller, Life, default).AsTask());
    }

    static AccessTokens At(DateTimeOffset now, params TokenKey[] keys) =>
        new(new ScriptedTokenKeys(keys), new StoppedClock(now));

    static TokenKey New(string id, DateTimeOffset madeAt) =>
        new(id, [.. Enumerable.Range(id[0], 32).Select(i => (byte)i)], madeAt);
}
