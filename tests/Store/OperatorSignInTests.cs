using Periksa.Operators.Accounts;

namespace Periksa.Store.Tests;

/// <summary>Who comes in by name, password and code.</summary>
public sealed class OperatorSignInTests(Shop shop) : IClassFixture<Shop>
{
    readonly Staff _staff = new(shop);
    readonly Office _office = new(shop);

    [Fact]
    public async Task Begins_another_session_each_time_and_the_trail_tells_who_and_from_where()
    {
        var member = await _staff.Join("admin");
        var host = _staff.Host();

        var first = await _staff.SignIn(host, member with { Name = $" {member.Name.ToUpperInvariant()}" });
        var second = await _staff.SignIn(host, member);

        Assert.NotEqual(first, second);
        Assert.Equal(
            (member.Name, OperatorRole.Admin),
            (await _staff.Sessions.Find(second!, default)) is { } who ? (who.Name, who.Role) : default);
        var told = await _office.Latest($"operator:{member.Name}");
        Assert.Equal(
            ($"operator:{member.Name}", "203.0.113.9", "operator.sign-in"), (told.Actor, told.Source, told.Action));
        var trail = told.After!.Value.GetRawText();
        Assert.Contains("Mozilla/5.0", trail, StringComparison.Ordinal);
        Assert.DoesNotContain(second!, trail, StringComparison.Ordinal);
        Assert.Equal(0, await shop.Ask<long>(
            "select count(*) from operator_sessions s where position(@second in s::text) > 0", new { second }));
    }

    [Fact]
    public async Task Says_the_same_whatever_is_wrong()
    {
        var member = await _staff.Join();
        var ended = await _staff.Join();
        await _staff.Administration.End(Staff.Terminal, ended.Name, "left us");
        var host = _staff.Host();
        var code = _staff.NextCode(member.Secret);

        string[] said =
        [
            await Refused(host, member.Name, "a wrong password", code),
            await Refused(host, member.Name, new('x', 100_000), code),
            await Refused(host, member.Name, Staff.Password, "000000"),
            await Refused(host, member.Name, Staff.Password, ""),
            await Refused(host, "nobody", Staff.Password, code),
            await Refused(host, "no name\0", Staff.Password, code),
            await Refused(host, ended.Name, Staff.Password, _staff.Code(ended.Secret)),
        ];

        Assert.Single(said.Distinct());
        Assert.All(_staff.Log.Texts, line => Assert.DoesNotContain("password", line, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Takes_each_code_once_and_none_that_is_older_than_half_a_minute()
    {
        var member = await _staff.Join();
        var host = _staff.Host();
        Assert.Null(await _staff.SignIn(host, member, code: member.Code));   // the invitation was taken up with it

        var code = _staff.NextCode(member.Secret);
        Assert.NotNull(await _staff.SignIn(host, member, code: $"{code[..3]} {code[3..]}"));
        Assert.Null(await _staff.SignIn(host, member, code: code));

        var next = _staff.NextCode(member.Secret);
        var both = await Task.WhenAll(
            _staff.SignIn(host, member, code: next), _staff.SignIn(_staff.Host(), member, code: next));
        Assert.Single(both, one => one is not null);

        var old = _staff.NextCode(member.Secret);
        _staff.Clock.Now += TimeSpan.FromSeconds(75);
        Assert.Null(await _staff.SignIn(host, member, code: old));
    }

    [Fact]
    public async Task Is_locked_after_five_wrong_tries_on_whatever_hosts_from_wherever()
    {
        var member = await _staff.Join();
        OperatorSignIn[] hosts = [_staff.Host(), _staff.Host()];

        for (var i = 0; i < OperatorSignIn.TriesMaximum; i++)
        {
            Assert.Null(await _staff.SignIn(
                hosts[i % 2], member, "a wrong password", from: Staff.Somewhere(i)));
        }

        Assert.All(hosts, host => Assert.Null(_staff.SignIn(host, member, from: Staff.Somewhere(99)).Result));
        var told = await _office.Latest($"operator:{member.Name}");
        Assert.Equal(("stranger", "operator.lock"), (told.Actor, told.Action));
        Assert.Contains(_staff.Log.Texts, line => line.Contains(member.Name, StringComparison.Ordinal));

        await Unlock(member);
        Assert.NotNull(await _staff.SignIn(hosts[0], member, from: Staff.Somewhere(98)));
        Assert.Equal(0, await Tries(member));
    }

    [Fact]
    public async Task Lets_no_more_tries_through_however_many_come_at_once()
    {
        var member = await _staff.Join();
        var code = _staff.NextCode(member.Secret);
        var hosts = (_staff.Host(), _staff.Host());

        var all = await Task.WhenAll(Enumerable.Range(0, 40).Select(i => _staff.SignIn(
            i % 2 == 0 ? hosts.Item1 : hosts.Item2, member, "a wrong password", code, Staff.Somewhere(i))));

        Assert.All(all, Assert.Null);
        Assert.Equal(OperatorSignIn.TriesMaximum, await Tries(member));
    }

    [Fact]
    public async Task Locks_for_longer_each_time_and_for_a_quarter_of_an_hour_at_most()
    {
        var member = await _staff.Join();
        var waits = new List<double>();
        for (var i = 1; i <= 12; i++)
        {
            await _staff.SignIn(_staff.Host(), member, "a wrong password", "1");
            if (i >= OperatorSignIn.TriesMaximum)
            {
                waits.Add(await shop.Ask<double>(
                    """
                    select extract(epoch from locked_until - clock_timestamp())::float8 from operators
                    where name = @Name
                    """,
                    new { member.Name }));
            }

            await Unlock(member);
        }

        Assert.All(waits.Take(5).Index(), one => Assert.InRange(one.Item, 25 << one.Index, 30 << one.Index));
        Assert.All(waits.Skip(5), one => Assert.InRange(one, 890, 900));
    }

    [Fact]
    public async Task Is_not_asked_any_more_by_an_address_that_was_wrong_too_often()
    {
        var member = await _staff.Join();
        var host = _staff.Host();
        for (var i = 0; i < 10; i++)
            await host.SignIn($"nobody{i}", Staff.Password, "123456", Staff.Desk, default);

        var refused = await host.SignIn(
            member.Name, Staff.Password, _staff.NextCode(member.Secret), Staff.Desk, default);

        Assert.Contains("from your address", refused.Refusal!.Message, StringComparison.Ordinal);
        Assert.NotNull(await _staff.SignIn(host, member, from: Staff.Somewhere(1)));
        Assert.Equal(0, await Tries(member));
    }

    [Fact]
    public async Task Does_not_count_who_comes_in()
    {
        var member = await _staff.Join();
        var host = _staff.Host();

        for (var i = 0; i < 11; i++)
            Assert.NotNull(await _staff.SignIn(host, member));
    }

    Task Unlock(Member member) =>
        shop.Execute("update operators set locked_until = clock_timestamp() where name = @Name", new { member.Name });

    Task<int> Tries(Member member) =>
        shop.Ask<int>("select failed_tries from operators where name = @Name", new { member.Name });

    static async Task<string> Refused(OperatorSignIn host, string name, string password, string code) =>
        (await host.SignIn(name, password, code, Staff.Desk, default)).Refusal!.Message;
}
