using Periksa.Operators;
using Periksa.Operators.Accounts;

namespace Periksa.Store.Tests;

/// <summary>There is always somebody who may say who comes in.</summary>
public sealed class LastAdministratorTests(Shop shop) : IClassFixture<Shop>, IAsyncLifetime
{
    readonly Staff _staff = new(shop);

    public async ValueTask InitializeAsync() =>
        await shop.Execute("delete from operator_sessions; delete from operators; delete from operator_invitations");

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Is_ended_or_made_less_on_the_command_line_alone()
    {
        var admin = await _staff.Join("admin");
        await _staff.Join("operator");

        var refusal = (await _staff.Administration.End(Office.Ayu, admin.Name, "a coup")).Refusal!;
        Assert.Contains("the last administrator", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(
            RefusalKind.Conflict,
            (await _staff.Administration.Invite(Office.Ayu, admin.Name, "viewer")).Refusal!.Kind);
        Assert.Equal(
            RefusalKind.Conflict,
            (await _staff.Administration.SetRole(Office.Ayu, admin.Name, "viewer")).Refusal!.Kind);
        Assert.NotNull(await _staff.Sessions.Find(admin.Begun.Token, default));

        Assert.NotNull((await _staff.Administration.Invite(Office.Ayu, admin.Name, "admin")).Done);
        Assert.NotNull((await _staff.Administration.End(Staff.Terminal, admin.Name, "left us")).Done);
    }

    [Fact]
    public async Task A_role_is_another_at_once_in_open_sessions_too()
    {
        await _staff.Join("admin");
        var budi = await _staff.Join("operator");

        var changed = (await _staff.Administration.SetRole(Office.Ayu, budi.Name, "viewer", "on leave")).Done!;

        Assert.Equal("viewer", changed.Role);
        Assert.Equal(OperatorRole.Viewer, (await _staff.Sessions.Find(budi.Begun.Token, default))!.Role);
        Assert.Equal(1, await shop.Ask<long>(
            "select count(*) from audit_entries where action = 'operator.role' and reason = 'on leave'"));
        Assert.Equal(
            RefusalKind.NotFound, (await _staff.Administration.SetRole(Office.Ayu, "nobody", "viewer")).Refusal!.Kind);
        Assert.Equal(
            RefusalKind.Invalid, (await _staff.Administration.SetRole(Office.Ayu, budi.Name, "king")).Refusal!.Kind);
    }

    [Fact]
    public async Task Is_left_of_two_who_end_each_other_at_once()
    {
        for (var i = 0; i < 5; i++)
        {
            await InitializeAsync();
            var (one, other) = (await _staff.Join("admin"), await _staff.Join("admin"));

            var ends = await Task.WhenAll(
                _staff.Administration.End(Actor.OfOperator(one.Name, "203.0.113.1"), other.Name, "a coup"),
                _staff.Administration.End(Actor.OfOperator(other.Name, "203.0.113.2"), one.Name, "a coup"));

            Assert.Single(ends, end => end.Done is not null);
            Assert.Equal(1, await shop.Ask<long>("select count(*) from operators where ended_at is null"));
        }
    }
}
