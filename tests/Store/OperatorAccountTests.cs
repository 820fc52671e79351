using Periksa.Operators;
using Periksa.Operators.Accounts;
using Periksa.Operators.Keys;
using Periksa.Partners.Sealing;

namespace Periksa.Store.Tests;

/// <summary>Operators, from the invitation to the end.</summary>
public sealed class OperatorAccountTests(Shop shop) : IClassFixture<Shop>
{
    readonly Staff _staff = new(shop);
    readonly Office _office = new(shop);

    [Theory]
    [InlineData("")]
    [InlineData("a b")]
    [InlineData("-ayu")]
    [InlineData("ayu<script>")]
    [InlineData("äyu")]
    [InlineData("ayu\0")]
    public async Task Are_called_what_can_be_said_anywhere(string name)
    {
        var refusal = (await _staff.Administration.Invite(Staff.Terminal, name, "viewer")).Refusal!;

        Assert.Contains("is no operator's name", refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\0', refusal.Message);
    }

    [Fact]
    public async Task Have_one_of_three_roles_and_what_it_allows()
    {
        var refusal = (await _staff.Administration.Invite(Staff.Terminal, "ayu", "root")).Refusal!;

        Assert.Contains("viewer, operator, admin", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(Scopes.Read, OperatorRole.Viewer.Scopes());
        Assert.Equal(Scopes.All & ~Scopes.Admin, OperatorRole.Operator.Scopes());
        Assert.Equal(Scopes.All, OperatorRole.Admin.Scopes());
    }

    [Fact]
    public async Task Come_in_by_an_invitation_of_which_the_database_has_the_digest_alone()
    {
        var name = $"Ayu.{Guid.NewGuid():n}@example.com";
        var invited = await _staff.Invite(name, "admin");

        Assert.Equal((name.ToLowerInvariant(), "invited"), (invited.Operator.Name, invited.Operator.State));
        Assert.InRange(
            invited.ExpiresAt - TimeProvider.System.GetUtcNow(), TimeSpan.FromHours(23), TimeSpan.FromHours(24.1));
        Assert.DoesNotContain(invited.Token, $"{invited}", StringComparison.Ordinal);
        Assert.Equal(0, await shop.Ask<long>(
            "select count(*) from operator_invitations i where position(@Token in i::text) > 0", invited));
        var told = await _office.Latest($"operator:{invited.Operator.Name}");
        Assert.Equal(("cli:root", "operator.invite"), (told.Actor, told.Action));
        Assert.DoesNotContain(invited.Token, told.After!.Value.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Choose_password_and_phone_by_it_once()
    {
        var invited = await _staff.Invite($"o{Guid.NewGuid():n}", "viewer");
        var looked = (await _staff.Invitations.Find(invited.Token, default))!;
        var secret = OtpNet.Base32Encoding.ToBytes(looked.Secret);
        Assert.Equal(looked.Secret, (await _staff.Invitations.Find(invited.Token, default))!.Secret);
        Assert.Contains(looked.Secret, looked.SecretUri, StringComparison.Ordinal);

        var wrong = await TakeUp(invited, code: "000000");
        Assert.Contains("phone's clock", wrong.Refusal!.Message, StringComparison.Ordinal);
        var done = (await TakeUp(invited, code: _staff.Code(secret))).Done!;

        Assert.Equal(OperatorRole.Viewer, (await _staff.Sessions.Find(done.Token, default))!.Role);
        Assert.Null(await _staff.Invitations.Find(invited.Token, default));
        Assert.Contains(
            "was taken up", (await TakeUp(invited, code: _staff.Code(secret))).Refusal!.Message,
            StringComparison.Ordinal);
        var whole = await shop.Ask<byte[]>("select totp_secret from operators where name = @Name", done.Operator);
        Assert.Equal(secret, Shop.Seals.Open(whole, Places.TotpSecret(done.Operator.Name)));
        Assert.Equal(
            ("operator.take-up", $"operator:{done.Operator.Name}", "203.0.113.9"),
            await _office.Latest($"operator:{done.Operator.Name}") is var told
                ? (told.Action, told.Actor, told.Source)
                : default);
    }

    [Fact]
    public async Task Choose_a_password_that_is_long_enough_and_does_not_have_their_name()
    {
        var invited = await _staff.Invite($"budi{Guid.NewGuid():n}@example.com");
        var secret = OtpNet.Base32Encoding.ToBytes(
            (await _staff.Invitations.Find(invited.Token, default))!.Secret);

        foreach (var weak in (string[])[
            "", "elevensigns", new('x', 129), $"my {invited.Operator.Name.Split('@')[0].ToUpperInvariant()} is"])
        {
            Assert.Equal(
                RefusalKind.Invalid, (await TakeUp(invited, weak, _staff.Code(secret))).Refusal!.Kind);
        }

        Assert.NotNull((await TakeUp(invited, new('x', 128), _staff.Code(secret))).Done);
    }

    [Fact]
    public async Task Are_made_by_one_of_two_who_take_an_invitation_up_at_once()
    {
        var invited = await _staff.Invite($"o{Guid.NewGuid():n}");
        var secret = OtpNet.Base32Encoding.ToBytes(
            (await _staff.Invitations.Find(invited.Token, default))!.Secret);

        var both = await Task.WhenAll(
            Enumerable.Range(0, 4).Select(i => TakeUp(invited, $"{Staff.Password} {i}", _staff.Code(secret))));

        Assert.Single(both, one => one.Done is not null);
        Assert.All(
            both.Where(one => one.Done is null),
            one => Assert.Equal(RefusalKind.NotFound, one.Refusal!.Kind));
    }

    [Fact]
    public async Task Are_not_invited_by_a_link_that_is_old_or_that_a_later_one_has_replaced()
    {
        var former = await _staff.Invite($"o{Guid.NewGuid():n}");
        var later = await _staff.Invite(former.Operator.Name);
        Assert.Null(await _staff.Invitations.Find(former.Token, default));
        Assert.NotNull(await _staff.Invitations.Find(later.Token, default));

        await shop.Execute(
            "update operator_invitations set expires_at = clock_timestamp() where name = @Name", later.Operator);

        Assert.Null(await _staff.Invitations.Find(later.Token, default));
        Assert.Null(await _staff.Invitations.Find("", default));
        Assert.Null(await _staff.Invitations.Find(new('x', 5000), default));
    }

    [Fact]
    public async Task Lose_password_phone_and_sessions_when_a_new_invitation_is_taken_up_and_not_before()
    {
        var member = await _staff.Join();
        var invited = await _staff.Invite(member.Name, "viewer");
        Assert.NotNull(await _staff.Sessions.Find(member.Begun.Token, default));
        Assert.NotNull(await _staff.SignIn(_staff.Host(), member));

        var secret = OtpNet.Base32Encoding.ToBytes(
            (await _staff.Invitations.Find(invited.Token, default))!.Secret);
        var again = (await TakeUp(invited, "lima kucing hitam", _staff.NextCode(secret))).Done!;

        Assert.Null(await _staff.Sessions.Find(member.Begun.Token, default));
        Assert.Null(await _staff.SignIn(_staff.Host(), member));
        Assert.Null(await _staff.SignIn(_staff.Host(), member with { Secret = secret }));
        Assert.Equal(OperatorRole.Viewer, (await _staff.Sessions.Find(again.Token, default))!.Role);
        Assert.NotNull(await _staff.SignIn(
            _staff.Host(), member with { Secret = secret }, "lima kucing hitam"));
    }

    [Fact]
    public async Task Are_not_made_while_a_host_at_work_could_not_open_their_secret()
    {
        var invited = await _staff.Invite($"o{Guid.NewGuid():n}");
        var secret = OtpNet.Base32Encoding.ToBytes(
            (await _staff.Invitations.Find(invited.Token, default))!.Secret);
        await new KeyChange(shop).AddHost("left-behind", KeyChange.OnlyNew);

        var refused = await TakeUp(invited, code: _staff.Code(secret));
        await shop.Execute("delete from hosts");

        Assert.Contains("left-behind", refused.Refusal!.Message, StringComparison.Ordinal);
        Assert.NotNull((await TakeUp(invited, code: _staff.Code(secret))).Done);
    }

    [Fact]
    public async Task Sign_in_still_when_their_secret_was_sealed_anew()
    {
        var member = await _staff.Join();

        await new KeyChange(shop).Reseal();

        var host = new OperatorSignIn(
            shop.Source, KeyChange.OnlyNew, new(TimeProvider.System), _staff.Clock, _staff.Log);
        Assert.NotNull(await _staff.SignIn(host, member));
    }

    [Fact]
    public async Task Come_in_no_more_from_the_moment_that_they_are_ended()
    {
        var member = await _staff.Join();
        await _staff.Invite(member.Name);

        var ended = (await _staff.Administration.End(Office.Ayu, member.Name, "left us")).Done!;

        Assert.Equal(("ended", null), (ended.State, ended.InvitedUntil));
        Assert.Null(await _staff.Sessions.Find(member.Begun.Token, default));
        Assert.Null(await _staff.SignIn(_staff.Host(), member));
        var told = await _office.Latest($"operator:{member.Name}");
        Assert.Equal(("operator.end", "left us"), (told.Action, told.Reason));
        Assert.Equal(
            RefusalKind.NotFound,
            (await _staff.Administration.End(Office.Ayu, member.Name, "again")).Refusal!.Kind);

        var back = await _staff.Join(name: member.Name);
        Assert.NotNull(await _staff.Sessions.Find(back.Begun.Token, default));
    }

    [Fact]
    public async Task Who_never_came_are_ended_with_their_invitation()
    {
        var invited = await _staff.Invite($"o{Guid.NewGuid():n}");

        Assert.NotNull((await _staff.Administration.End(Office.Ayu, invited.Operator.Name, "a slip")).Done);

        Assert.Null(await _staff.Invitations.Find(invited.Token, default));
        Assert.Equal("operator.end", (await _office.Latest($"operator:{invited.Operator.Name}")).Action);
    }

    [Fact]
    public async Task Are_listed_page_by_page()
    {
        await _staff.Join();
        await _staff.Invite($"o{Guid.NewGuid():n}");

        var first = await _staff.Administration.List(null, 1, default);
        var all = await _staff.Administration.List(null, 500, default);
        var rest = await _staff.Administration.List(first.NextCursor, 500, default);

        Assert.Equal(all.Data, first.Data.Concat(rest.Data));
        Assert.Contains(all.Data, one => one is { State: "active", LastSeenAt: not null });
        Assert.Contains(all.Data, one => one is { State: "invited", InvitedUntil: not null, CreatedAt: null });
    }

    Task<Outcome<BegunSession>> TakeUp(IssuedInvitation invited, string password = Staff.Password, string code = "") =>
        _staff.Invitations.TakeUp(invited.Token, password, code, Staff.Desk, default);
}
