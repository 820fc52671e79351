using Periksa.Operators;
using Periksa.Retention;

namespace Periksa.Store.Tests;

/// <summary>Where operators are signed in.</summary>
public sealed class OperatorSessionTests(Shop shop) : IClassFixture<Shop>
{
    readonly Staff _staff = new(shop);
    readonly Office _office = new(shop);

    [Theory]
    [InlineData("")]
    [InlineData("x")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("\0")]
    public async Task Are_opened_by_no_other_text(string token) =>
        Assert.Null(await _staff.Sessions.Find(token, default));

    [Fact]
    public async Task End_after_half_an_hour_unused_and_after_half_a_day_in_any_case()
    {
        var (idle, old) = (await _staff.Join(), await _staff.Join());
        Assert.Equal(TimeSpan.FromHours(12), await shop.Ask<TimeSpan>(
            "select date_trunc('minute', expires_at - created_at + '1 second') from operator_sessions where id = @id",
            Id(old)));

        await Set(idle, "seen_at = clock_timestamp() - interval '29 minutes'");
        Assert.NotNull(await _staff.Sessions.Find(idle.Begun.Token, default));   // which uses it
        Assert.NotNull(await _staff.Sessions.Find(idle.Begun.Token, default));
        await Set(idle, "seen_at = clock_timestamp() - interval '30 minutes'");
        await Set(old, "expires_at = clock_timestamp()");

        Assert.Null(await _staff.Sessions.Find(idle.Begun.Token, default));
        Assert.Null(await _staff.Sessions.Find(old.Begun.Token, default));
    }

    [Fact]
    public async Task Are_written_to_once_a_minute_at_most()
    {
        var member = await _staff.Join();
        var seen = await Seen(member);

        await _staff.Sessions.Find(member.Begun.Token, default);
        Assert.Equal(seen, await Seen(member));

        await Set(member, "seen_at = clock_timestamp() - interval '61 seconds'");
        await _staff.Sessions.Find(member.Begun.Token, default);
        Assert.True(await Seen(member) >= seen);
    }

    [Fact]
    public async Task Are_not_kept_alive_by_a_page_that_is_left_open()
    {
        var member = await _staff.Join();
        await Set(member, "seen_at = clock_timestamp() - interval '29 minutes'");
        var seen = await Seen(member);

        Assert.NotNull(await _staff.Sessions.Find(member.Begun.Token, default, isUsed: false));

        Assert.Equal(seen, await Seen(member));
    }

    [Fact]
    public async Task Are_over_when_somebody_signs_out_and_the_trail_tells_of_it()
    {
        var member = await _staff.Join();
        var other = (await _staff.SignIn(_staff.Host(), member))!;

        Assert.NotNull((await _staff.Sessions.SignOut(member.Begun.Operator, "203.0.113.9")).Done);

        Assert.Null(await _staff.Sessions.Find(member.Begun.Token, default));
        Assert.NotNull(await _staff.Sessions.Find(other, default));
        Assert.Equal("operator.sign-out", (await _office.Latest($"operator:{member.Name}")).Action);
    }

    [Fact]
    public async Task Are_ended_by_whose_they_are_one_or_all_others_and_by_nobody_else()
    {
        var (member, stranger) = (await _staff.Join(), await _staff.Join());
        var second = await _staff.Sessions.Find((await _staff.SignIn(_staff.Host(), member))!, default);
        var third = (await _staff.SignIn(_staff.Host(), member))!;

        Assert.Equal(
            RefusalKind.NotFound,
            (await _staff.Sessions.End(stranger.Begun.Operator, "203.0.113.9", second!.SessionId)).Refusal!.Kind);
        Assert.NotNull((await _staff.Sessions.End(member.Begun.Operator, "203.0.113.9", second.SessionId)).Done);
        Assert.Equal(
            RefusalKind.NotFound,
            (await _staff.Sessions.End(member.Begun.Operator, "203.0.113.9", second.SessionId)).Refusal!.Kind);
        Assert.Single((await _staff.Sessions.EndOthers(member.Begun.Operator, "203.0.113.9")).Done!.Data);

        Assert.Null(await _staff.Sessions.Find(third, default));
        Assert.NotNull(await _staff.Sessions.Find(member.Begun.Token, default));
        Assert.NotNull(await _staff.Sessions.Find(stranger.Begun.Token, default));
    }

    [Fact]
    public async Task Are_shown_to_administrators_who_end_them()
    {
        var member = await _staff.Join();
        var token = (await _staff.SignIn(_staff.Host(), member))!;

        var all = (await _staff.Administration.Sessions(member.Name, default)).Done!.Data;
        Assert.Equal((2, "203.0.113.9", true), (all.Count, all[0].Address, all[0].IsOpen));
        Assert.NotNull((await _staff.Administration.EndSession(Office.Ayu, $"{all[0].Id}", "not me")).Done);

        Assert.Null(await _staff.Sessions.Find(token, default));
        Assert.False((await _staff.Administration.Sessions(member.Name, default)).Done!.Data[0].IsOpen);
        Assert.NotNull((await _staff.Administration.EndSession(Office.Ayu, "no id")).Refusal);
        Assert.NotNull((await _staff.Administration.Sessions("nobody", default)).Refusal);
    }

    [Fact]
    public async Task Are_forgotten_with_invitations_a_week_after_they_are_over()
    {
        var (kept, gone) = (await _staff.Join(), await _staff.Join());
        foreach (var table in (string[])["operator_sessions", "operator_invitations"])
        {
            var named = table == "operator_invitations" ? "name = @Name" :
                "operator = (select id from operators where name = @Name)";
            foreach (var (one, days) in new[] { (gone, 8), (kept, 6) })
            {
                await shop.Execute(
                    $"update {table} set expires_at = now() - interval '{days} days' where {named}", new { one.Name });
            }
        }

        await new DayRetention(shop.Source).Forget(
            _ => new(null, new DateOnly(2025, 1, 1)), _ => { }, CancellationToken.None);

        Assert.Empty((await _staff.Administration.Sessions(gone.Name, default)).Done!.Data);
        Assert.Single((await _staff.Administration.Sessions(kept.Name, default)).Done!.Data);
        Assert.Equal([kept.Name], await shop.Ask<string[]>(
            "select array_agg(name) from operator_invitations where name in (@kept, @gone)",
            new { kept = kept.Name, gone = gone.Name }));
    }

    static object Id(Member member) => new { id = member.Begun.Operator.SessionId };

    Task Set(Member member, string what) =>
        shop.Execute($"update operator_sessions set {what} where id = @id", Id(member));

    Task<DateTime> Seen(Member member) =>
        shop.Ask<DateTime>("select seen_at from operator_sessions where id = @id", Id(member));
}
