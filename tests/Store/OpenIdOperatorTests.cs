using Periksa.Operators.Accounts;
using Periksa.Operators.Resealing;

namespace Periksa.Store.Tests;

/// <summary>Operators whom an OpenID provider vouches for.</summary>
public sealed class OpenIdOperatorTests(Shop shop) : IClassFixture<Shop>
{
    const string Issuer = "https://login.example.com";

    readonly Staff _staff = new(shop);
    readonly Office _office = new(shop);
    readonly KeptLog<OpenIdSignIn> _log = new();

    [Fact]
    public async Task Come_in_by_the_word_that_their_invitation_was_taken_up_by()
    {
        var (name, who) = await Join("admin");

        var begun = (await Host().SignIn(who, Staff.Desk, default)).Done!;

        Assert.Equal((name, OperatorRole.Admin), (begun.Operator.Name, begun.Operator.Role));
        Assert.Equal(begun.Operator, await _staff.Sessions.Find(begun.Token, default));
        var told = await _office.Latest($"operator:{name}");
        Assert.Equal(
            ($"operator:{name}", "203.0.113.9", "operator.sign-in"), (told.Actor, told.Source, told.Action));
        Assert.DoesNotContain(begun.Token, told.After!.Value.GetRawText(), StringComparison.Ordinal);
        var entry = await Look(name);
        Assert.Equal(("openid", who.Text), (entry.SignsInBy, entry.OpenId));
    }

    [Fact]
    public async Task Are_nobody_to_the_same_subject_of_another_issuer_or_written_otherwise()
    {
        var subject = $"{Guid.NewGuid():n}";
        await Join("viewer", OpenIdentity.TryRead(Issuer, subject));

        foreach (var (issuer, other) in new[]
        {
            ("https://evil.example", subject), ($"{Issuer}/", subject), (Issuer, subject.ToUpperInvariant()),
            (Issuer, $"{subject} "), (Issuer, $" {subject}"), (Issuer, $"{subject}%"),
        })
        {
            var outcome = await Host().SignIn(OpenIdentity.TryRead(issuer, other)!, Staff.Desk, default);
            Assert.Equal(OpenIdSignIn.Stranger, outcome.Refusal);
        }

        Assert.All(_log.Texts, line => Assert.DoesNotContain(subject, line, StringComparison.OrdinalIgnoreCase));
    }

    [Theory]
    [InlineData(null, "ayu")]
    [InlineData("", "ayu")]
    [InlineData("https://login.example.com /", "ayu")]
    [InlineData("https://login.example.com\0", "ayu")]
    [InlineData(Issuer, null)]
    [InlineData(Issuer, "")]
    [InlineData(Issuer, "ayu\0")]
    [InlineData(Issuer, "ayu\n")]
    public void Have_a_subject_and_an_issuer(string? issuer, string? subject) =>
        Assert.Null(OpenIdentity.TryRead(issuer, subject));

    [Fact]
    public void Have_a_subject_of_255_letters_at_most()
    {
        Assert.NotNull(OpenIdentity.TryRead(Issuer, new('a', 255)));
        Assert.Null(OpenIdentity.TryRead(Issuer, new('a', 256)));
        Assert.Null(OpenIdentity.TryRead($"{Issuer}/{new string('a', 1000)}", "ayu"));
    }

    [Fact]
    public async Task Come_in_by_no_password_and_are_not_locked_out_by_tries_at_one()
    {
        var (name, who) = await Join("viewer");
        var host = _staff.Host();

        for (var i = 0; i < OperatorSignIn.TriesMaximum + 2; i++)
        {
            foreach (var password in new[] { "", "null", Staff.Password })
                Assert.NotNull((await host.SignIn(name, password, "000000", Staff.Somewhere(i), default)).Refusal);
        }

        Assert.Null((await Look(name)).LockedUntil);
        Assert.NotNull((await Host().SignIn(who, Staff.Desk, default)).Done);
    }

    [Fact]
    public async Task Are_out_at_once_when_they_are_ended_and_may_come_back_by_another_name()
    {
        var (name, who) = await Join("viewer");
        var begun = (await Host().SignIn(who, Staff.Desk, default)).Done!;

        await _staff.Administration.End(Staff.Terminal, name, "left us");

        Assert.Null(await _staff.Sessions.Find(begun.Token, default));
        Assert.Equal(OpenIdSignIn.Stranger, (await Host().SignIn(who, Staff.Desk, default)).Refusal);
        var (other, _) = await Join("viewer", who);
        Assert.Equal(other, (await Host().SignIn(who, Staff.Desk, default)).Done!.Operator.Name);
        Assert.Equal(("ended", null), await Look(name) is var left ? (left.State, left.OpenId) : default);
        Assert.NotEqual(name, other);
    }

    [Fact]
    public async Task Are_one_account_each_of_however_many_invitations_at_once()
    {
        var who = OpenIdentity.TryRead(Issuer, $"{Guid.NewGuid():n}")!;
        var invited = await Task.WhenAll(
            Enumerable.Range(0, 4).Select(_ => _staff.Invite($"o{Guid.NewGuid():n}", "viewer")));

        var outcomes = await Task.WhenAll(
            invited.Select(one => _staff.Invitations.TakeUp(one.Token, who, Staff.Desk, default)));

        Assert.Single(outcomes, one => one.Done is not null);
        Assert.All(
            outcomes.Where(one => one.Done is null), one => Assert.Equal(OperatorInvitations.Taken, one.Refusal));
        var free = invited.Zip(outcomes).First(one => one.Second.Done is null).First;
        Assert.NotNull(await _staff.Invitations.Find(free.Token, default));
    }

    [Fact]
    public async Task Take_an_invitation_up_once()
    {
        var invited = await _staff.Invite($"o{Guid.NewGuid():n}", "viewer");
        var two = Enumerable.Range(0, 2).Select(_ => OpenIdentity.TryRead(Issuer, $"{Guid.NewGuid():n}")!);

        var outcomes = await Task.WhenAll(
            two.Select(who => _staff.Invitations.TakeUp(invited.Token, who, Staff.Desk, default)));

        Assert.Single(outcomes, one => one.Done is not null);
        Assert.Single(outcomes, one => one.Refusal == OperatorInvitations.NoGood);
        var nonsense = await _staff.Invitations.TakeUp(
            "nonsense", OpenIdentity.TryRead(Issuer, "ayu")!, Staff.Desk, default);
        Assert.Equal(OperatorInvitations.NoGood, nonsense.Refusal);
    }

    [Fact]
    public async Task Have_either_way_and_never_both()
    {
        var member = await _staff.Join();
        var who = OpenIdentity.TryRead(Issuer, $"{Guid.NewGuid():n}")!;
        var before = (await _staff.SignIn(_staff.Host(), member))!;

        await TakeUp(member.Name, "viewer", who);

        Assert.Null(await _staff.Sessions.Find(before, default));
        Assert.Null(await _staff.SignIn(_staff.Host(), member));
        var told = (await _office.Latest($"operator:{member.Name}")).After!.Value.GetRawText();
        Assert.Contains(who.Text, told, StringComparison.Ordinal);
        await Assert.ThrowsAsync<Npgsql.PostgresException>(() => shop.Execute(
            "update operators set password_hash = 'x' where name = @Name", new { member.Name }));
        await Assert.ThrowsAsync<Npgsql.PostgresException>(() => shop.Execute(
            "update operators set openid = null where name = @Name", new { member.Name }));
        Assert.Equal(0, await new SecretResealing(shop.Source, () => Shop.Seals).CountUnderFormer(default));
    }

    OpenIdSignIn Host() => new(shop.Source, new(TimeProvider.System), _log);

    async Task<(string Name, OpenIdentity Who)> Join(string role, OpenIdentity? who = null)
    {
        var name = $"o{Guid.NewGuid():n}";
        who ??= OpenIdentity.TryRead(Issuer, $"{Guid.NewGuid():n}")!;
        await TakeUp(name, role, who);
        return (name, who);
    }

    async Task TakeUp(string name, string role, OpenIdentity who)
    {
        var invited = await _staff.Invite(name, role);
        Assert.NotNull((await _staff.Invitations.TakeUp(invited.Token, who, Staff.Desk, default)).Done);
    }

    async Task<OperatorEntry> Look(string name) =>
        (await _staff.Administration.List(null, 500, default)).Data.Single(one => one.Name == name);
}
