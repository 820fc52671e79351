using System.Net;
using OtpNet;
using Periksa.Operators;
using Periksa.Operators.Accounts;

namespace Periksa.Store.Tests;

/// <summary>Operators of a shop, and the hosts that they sign in at.</summary>
sealed class Staff(Shop shop)
{
    public const string Password = "empat kuda putih";

    public static readonly Actor Terminal = Actor.OnCommandLine("root");

    public static readonly Visitor Desk = new(IPAddress.Parse("203.0.113.9"), "Mozilla/5.0");

    public KeptLog<OperatorSignIn> Log { get; } = new();

    public SetClock Clock { get; } = new(TimeProvider.System.GetUtcNow());

    public OperatorAdministration Administration => new(shop.Source);

    public OperatorInvitations Invitations => new(shop.Source, Shop.Seals, Clock);

    public OperatorSessions Sessions => new(shop.Source);

    /// <summary>A host's, which counts addresses for itself.</summary>
    public OperatorSignIn Host() =>
        new(shop.Source, Shop.Seals, new(TimeProvider.System), Clock, Log) { RefusalTime = TimeSpan.Zero };

    public async Task<IssuedInvitation> Invite(string name, string role = "operator") =>
        (await Administration.Invite(Terminal, name, role)).Done!;

    /// <summary>Somebody who has taken their invitation up.</summary>
    public async Task<Member> Join(string role = "operator", string? name = null)
    {
        name ??= $"o{Guid.NewGuid():n}";
        var invited = await Invite(name, role);
        var secret = Base32Encoding.ToBytes((await Invitations.Find(invited.Token, default))!.Secret);
        var code = Code(secret);
        var begun = (await Invitations.TakeUp(invited.Token, Password, code, Desk, default)).Done!;
        return new(name, secret, code, begun);
    }

    public string Code(byte[] secret) => new Totp(secret).ComputeTotp(Clock.Now.UtcDateTime);

    /// <summary>The next code: each is good once.</summary>
    public string NextCode(byte[] secret)
    {
        Clock.Now += TimeSpan.FromSeconds(30);
        return Code(secret);
    }

    public async Task<string?> SignIn(
        OperatorSignIn host, Member member, string? password = null, string? code = null, Visitor? from = null) =>
        (await host.SignIn(
            member.Name, password ?? Password, code ?? NextCode(member.Secret), from ?? Desk, default)).Done?.Token;

    /// <summary>From everywhere: no host has heard of the address before.</summary>
    public static Visitor Somewhere(int number) => new(new IPAddress(0x0A000000 + number), null);
}

/// <param name="Secret">What the phone makes codes of.</param>
/// <param name="Code">The code that the invitation was taken up with.</param>
/// <param name="Begun">The first session.</param>
sealed record Member(string Name, byte[] Secret, string Code, BegunSession Begun);
